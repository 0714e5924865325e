using TalusBot.Knowledge.Curation;

namespace TalusBot.Knowledge.Tests.Curation;

public sealed class PassageUseTests
{
    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache).Snapshot!;

    [Fact]
    public void Every_paragraph_and_comment_is_listed_with_its_share()
    {
        var use = PassageUse.Of(Shipped, new Dictionary<string, long> { ["ankle-talus#c12"] = 3, ["ankle-talus#p1"] = 1, ["old#c1"] = 4, ["ankle-talus#p2"] = -7 });
        Assert.Equal(8, use.Citations);
        Assert.Equal(Shipped.Articles[0].Paragraphs.Count(paragraph => !paragraph.IsHeading) + Shipped.Articles[0].Comments.Count, use.Passages.Count);
        var tape = use.Passages.Single(used => used.Passage.Id == "ankle-talus#c12");
        Assert.Equal((3L, 0.375, false), (tape.Count, tape.Share, tape.IsUnused));
        Assert.Equal(["wear-time", "which-tape"], tape.Entries);
        Assert.True(use.Passages.Single(used => used.Passage.Id == "ankle-talus#p2").IsUnused);
        Assert.Equal([new KeyValuePair<string, long>("old#c1", 4)], use.Gone);
    }

    [Fact]
    public void Where_nothing_was_cited_every_share_is_zero() =>
        Assert.All(PassageUse.Of(Shipped, new Dictionary<string, long>()).Passages, used => Assert.Equal((0L, 0.0), (used.Count, used.Share)));
}
