using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Curation;

public sealed class EntryWriterTests
{
    // Everything that YAML, Markdown or a file could take for something else.
    private const string Signs = "aZ09é …’“”-:#[]{}\"'&*!|>%@`?,\\/()<>~=+_.\t\u0085\u2028\uFEFF\u0007";

    private static readonly KnowledgeContent Content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Repository.Knowledge, "entries"), "*.md").Select(Path.GetFileName).OfType<string>()];

    [Theory, MemberData(nameof(Files))]
    public void A_shipped_file_opened_and_written_again_is_the_same_to_the_byte(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Knowledge, "entries", file));
        var opened = EntryDraftReader.Read(Path.GetFileNameWithoutExtension(file), text);
        Assert.Null(opened.Raw);
        Assert.Equal(text, EntryWriter.Write(opened.Draft));
        Assert.Equal(text, EntryWriter.Write(EntryDraft.Of(Content.Entries.Single(entry => entry.Id == opened.Draft.Id))));
    }

    [Fact]
    public void Whatever_is_typed_is_read_back_as_it_was_typed()
    {
        var random = new Random(20261125);
        for (var i = 0; i < 3000; i++)
        {
            var draft = new EntryDraft(
                "draft", Typed(random), Unique(random, 4), [new("ankle-talus#c12", "Yep, you can leave it on."), new("ankle-talus#p5", "That is, it’s a bone issue; not muscle.")], [], Unique(random, 3), new DateOnly(2026, 1, 1).AddDays(random.Next(300)), "Yes. [1]\n\nNo. [2]");
            var text = EntryWriter.Write(draft);
            var read = EntryReader.Read([SourceFile.FromText("draft.md", text)], Content.Articles);
            Assert.True(read.Problems.All(problem => problem.Severity is Severity.Warning), $"{string.Join('\n', read.Problems)}\n{text}");
            var entry = Assert.Single(read.Value!);
            Assert.Equal((Tidy(draft.Question), draft.Reviewed, draft.Body), (entry.Question, entry.Reviewed, entry.Answer));
            Assert.Equal(draft.Also.Select(Tidy), entry.Also);
            Assert.Equal(draft.Tags.Select(Tidy), entry.Tags);
            Assert.Equal(draft.Sources.Select(source => source.Quote), entry.Sources.Select(source => source.Quote.Text));
            Assert.Equal(text, EntryWriter.Write(EntryDraft.Of(entry)));
            Assert.Equal(text, EntryWriter.Write(EntryDraftReader.Read("draft", text).Draft));
        }
    }

    [Fact]
    public void Every_quote_of_the_seed_can_be_cited_as_it_stands()
    {
        foreach (var passage in Content.Articles[0].Paragraphs.Concat<Passage>(Content.Articles[0].Comments))
        {
            var quote = passage.Text[..Math.Min(400, passage.Text.Length)].Trim();
            var draft = EntryDraft.Empty("draft", "Why?") with { Sources = [new(passage.Id, quote)], Body = "So. [1]" };
            var read = EntryReader.Read([SourceFile.FromText("draft.md", EntryWriter.Write(draft))], Content.Articles);
            Assert.Equal(quote, Assert.Single(read.Value!).Sources[0].Quote.Text);
        }
    }

    [Fact]
    public void Another_phrasing_is_one_more_line()
    {
        var draft = EntryDraftReader.Read("wear-time", File.ReadAllText(Path.Combine(Repository.Knowledge, "entries", "wear-time.md"))).Draft;
        var before = EntryWriter.Write(draft).Split('\n');
        var after = EntryWriter.Write(draft with { Also = [.. draft.Also, "May I sleep with it: yes or no?"] }).Split('\n');
        Assert.Equal(["  - \"May I sleep with it: yes or no?\""], after.Except(before));
        Assert.Equal(before.Length + 1, after.Length);
    }

    [Fact]
    public void What_is_left_blank_is_left_out() =>
        Assert.Equal("---\nquestion: Why?\n---\n", EntryWriter.Write(EntryDraft.Empty("why", " Why?\n") with { Also = [" ", ""], Sources = [new("", null)] }));

    private static string Typed(Random random)
    {
        while (true)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 25)).Select(_ => Signs[random.Next(Signs.Length)])]);
            if (random.Next(8) == 0)
                text = ((string[])["null", "~", "yes", "12", "2026-11-22", "- item", "key: value", "#c", "---", "😀 ok", "... and", "a\nb", "0x1F", "1.5"])[random.Next(14)];
            if (Tidy(text).Length > 0)
                return text;
        }
    }

    private static List<string> Unique(Random random, int most) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => Typed(random))];

    /// <summary>Blanks of any kind and number are one blank.</summary>
    private static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
