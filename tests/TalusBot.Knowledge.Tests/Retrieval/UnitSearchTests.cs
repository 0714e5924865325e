using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

public sealed class UnitSearchTests
{
    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache).Snapshot!;

    [Fact]
    public void An_entry_and_the_exchange_it_rests_on_never_cancel_each_others_lead()
    {
        foreach (var entry in Shipped.Entries)
        {
            var unit = Shipped.Search.Find(entry.Id)!;
            foreach (var exchange in Shipped.Articles.SelectMany(article => article.Exchanges).Where(exchange => entry.Sources.Any(source => source.Said.Id == exchange.Reply.Id && Overlap(source.Quote.Start, source.Quote.End, exchange.Answer.Start, exchange.Answer.End))))
            {
                var other = Shipped.Search.Find(exchange.Id)!;
                Assert.True(unit.SharesWordsWith(other) && other.SharesWordsWith(unit), $"{entry.Id} and {exchange.Id}");
            }
        }

        // The tape question finds both; the lead is over the third.
        var ranking = Shipped.Search.Rank("what exactly kind of tape should be used", 5);
        var rival = ranking.Hits.Skip(1).First(hit => !hit.Unit.SharesWordsWith(ranking.Hits[0].Unit));
        Assert.Contains(ranking.Hits, hit => hit.Unit.Id == "which-tape");
        Assert.Contains(ranking.Hits, hit => hit.Unit.Id == "ankle-talus#c12.1");
        Assert.True(ranking.Confidence.Evidence!.Margin >= ranking.Hits[0].Found.Surest.Flat - ranking.Hits.Where(hit => !hit.Unit.SharesWordsWith(ranking.Hits[0].Unit)).Max(hit => hit.Found.Surest.Flat) - 1e-9);
        Assert.NotEqual("which-tape", rival.Unit.Id);
    }

    [Fact]
    public void Two_entries_are_rivals_unless_their_main_words_overlap()
    {
        var tape = Shipped.Search.Find("wear-time")!;
        var how = Shipped.Search.Find("how-to-tape")!;

        Assert.False(tape.SharesWordsWith(how));
        Assert.True(tape.SharesWordsWith(tape));
    }

    [Fact]
    public void A_readers_story_is_found_by_the_readers_name_only()
    {
        Assert.Contains(Shipped.Search.Rank("What did Missy soak in?", 3).Hits, hit => hit.Unit.Passages.Contains("ankle-talus#c5"));
        Assert.DoesNotContain(
            Shipped.Search.Rank("I have had outer ankle pain for years and sometimes soak in ice water", 12).Hits,
            hit => hit.Unit is Unit.OfRemark { Said.Role: TalusBot.Knowledge.Ingest.Role.Reader });
    }

    [Fact]
    public void Confidence_explains_itself()
    {
        var ranking = Shipped.Search.Rank("which tape do I need", 5);
        var explanation = ranking.Confidence.Explain(Shipped.Search.Calibration);

        Assert.Equal(ranking.Confidence.P, explanation.Value);
        Assert.Equal(explanation.Value, 1 / (1 + Math.Exp(-explanation.Parts[0].Value)), 4);
        Assert.Equal(explanation.Parts[0].Value, explanation.Parts[0].Parts.Sum(part => part.Value), 9);
    }

    [Theory]
    [InlineData("how long does it take", "", "Tape is nothing special.", true)]
    [InlineData("how long does it take", "", "Give it 4-6 weeks.", false)]
    [InlineData("how long do I wear it", "How long should I leave it on?", "You can leave it on.", false)]
    [InlineData("who wrote this", "", "it jams into the other bones", true)]
    [InlineData("who wrote this", "", "the book was written by Shirley Sahrmann", false)]
    [InlineData("when was it published", "", "the talus moves forward", true)]
    [InlineData("when was it published", "", "published in 2016", false)]
    [InlineData("how much does it cost", "", "nothing about money here", true)]
    [InlineData("how much did you gain", "", "an additional 2cm", false)]
    [InlineData("which tape", "", "anything", false)]
    public void A_question_for_a_kind_of_thing_wants_one(string question, string unitQuestion, string answer, bool missing) =>
        Assert.Equal(missing, AnswerType.IsMissing(question, unitQuestion, answer));

    private static bool Overlap(int start, int end, int otherStart, int otherEnd) => start < otherEnd && otherStart < end;
}
