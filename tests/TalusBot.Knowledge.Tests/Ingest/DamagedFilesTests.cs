using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class DamagedFilesTests
{
    private const string Signs = "-:#[]{}\"'&*!|>%@`?,\n\r\t \\/()<>.…’”\0\uFEFF\uD800aZ09é";

    [Fact]
    public void Damage_to_entries_and_site_is_reported_and_never_thrown()
    {
        var content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);
        var files = Directory.GetFiles(Path.Combine(Repository.Knowledge, "entries"), "*.md").Append(Path.Combine(Repository.Knowledge, "site.yaml"))
            .Select(File.ReadAllText).ToList();
        var random = new Random(20261122);
        for (var i = 0; i < 6000; i++)
        {
            var file = SourceFile.FromText("knowledge/entries/damaged.md", Damaged(files[i % files.Count], random));
            foreach (var problem in EntryReader.Read([file], content.Articles).Problems.Concat(SiteReader.Read(file).Problems))
                Assert.True(problem.Line >= 0 && problem.Message.Length > 0, problem.ToString());
        }
    }

    [Fact]
    public void Damage_to_guides_is_reported_and_never_thrown()
    {
        var content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);
        var files = Directory.GetFiles(Path.Combine(Repository.Knowledge, "guides"), "*.md").Select(File.ReadAllText).ToList();
        var random = new Random(20261124);
        for (var i = 0; i < 1500; i++)
        {
            var file = SourceFile.FromText("knowledge/guides/damaged.md", Damaged(files[i % files.Count], random));
            var read = GuideReader.Read([file], content.Articles, content.Entries);
            foreach (var problem in read.Problems)
                Assert.True(problem.Line >= 0 && problem.Message.Length > 0, problem.ToString());
            Assert.All(read.Value!.SelectMany(guide => guide.Steps), step => Assert.NotEmpty(step.Sources));
        }
    }

    [Fact]
    public void Damage_to_a_seed_leaves_every_span_verbatim()
    {
        var seed = File.ReadAllText(Path.Combine(Repository.Seeds, "ankle-talus.txt"));
        var random = new Random(20261123);
        for (var i = 0; i < 300; i++)
        {
            if (SeedReader.Read("post", Damaged(seed, random), Sites.Of("b-reddy", "reddyb")).Value is not { } read)
                continue;
            var spans = read.Exchanges.SelectMany(x => new[] { x.Question, x.Answer }).Concat(read.Tips.Select(t => t.Words)).Concat(read.Unanswered.Select(u => u.Question));
            Assert.All(spans, span => Assert.Equal(read.Text[span.Start..span.End], span.Text));
            Assert.All(read.Comments, c => Assert.True(c.End > c.Start && read.Text[c.Start..c.End] == c.Text));
        }
    }

    /// <summary>A few cuts, swaps and stray signs.</summary>
    private static string Damaged(string text, Random random)
    {
        for (var n = random.Next(1, 6); n > 0 && text.Length > 0; n--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 30), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, "\n"),
                _ => text.Insert(at, Signs[random.Next(Signs.Length)].ToString()),
            };
        }

        return text;
    }
}
