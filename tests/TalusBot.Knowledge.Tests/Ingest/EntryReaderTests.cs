using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class EntryReaderTests
{
    private const string Path = "knowledge/entries/walk.md";

    private static readonly Article Walking = SeedReader.Read(
        "post",
        "Walk every day, even when it rains. “Slow” is fine.\nAnn\nMay 1, 2020\nHow long should I walk?\nDoc\nMay 2, 2020\nAn hour. Don’t rush." + new string('x', 400),
        Sites.Of("Doc")).Value!;

    private static readonly string Right =
        """
        ---
        question: How far?
        also:
          - How long?
        sources:
          - post#c1
          - post#c2: An hour.
        followups: [rest]
        tags: [walking]
        reviewed: 2026-11-20
        ---
        An hour. [2]

        Somebody asked. [1]
        """.ReplaceLineEndings("\n");

    private static readonly SourceFile Rest = SourceFile.FromText(
        "knowledge/entries/rest.md", "---\nquestion: May I rest?\nsources:\n  - post#p1\n---\nWalk every day. [1]\n");

    private static Reading<IReadOnlyList<Entry>> Read(string text, string path = Path) => EntryReader.Read([Rest, SourceFile.FromText(path, text)], [Walking]);

    private static string Replaced(string old, string now)
    {
        Assert.Contains(old, Right, StringComparison.Ordinal);
        return Right.Replace(old, now, StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_entry_is_read_whole()
    {
        var read = Read(Right);
        Assert.Empty(read.Problems);
        var entry = read.Value![1];
        Assert.Equal(("walk", "How far?", "An hour. [2]\n\nSomebody asked. [1]", Path), (entry.Id, entry.Question, entry.Answer, entry.File));
        Assert.Equal(["How long?"], entry.Also);
        Assert.Equal([("post#c1", "How long should I walk?"), ("post#c2", "An hour.")], entry.Sources.Select(source => (source.Said.Id, source.Quote.Text)));
        Assert.All(entry.Sources, source => Assert.Equal(Walking.Text[source.Quote.Start..source.Quote.End], source.Quote.Text));
        Assert.Equal(["rest"], entry.Followups);
        Assert.Equal(["walking"], entry.Tags);
        Assert.Equal(new DateOnly(2026, 11, 20), entry.Reviewed);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_not_matter()
    {
        var read = Read("\uFEFF" + Right.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Empty(read.Problems);
        Assert.Equal("An hour. [2]\n\nSomebody asked. [1]", read.Value![1].Answer);
    }

    [Theory]
    [InlineData("question: How far?", "question:", "(2): \"question\" is empty; write the question as a reader would put it.")]
    [InlineData("question: How far?", "question: [a]", "(2): \"question\" must be text; write the question as a reader would put it.")]
    [InlineData("question: How far?", "tags2: a", "(2): \"tags2\" is no key of an entry; did you mean \"tags\"?|(2): \"question\" is missing; write the question as a reader would put it.")]
    [InlineData("question: How far?", "question: How far: and why?", "(2): This is not valid YAML (*); put text that holds \": \" or begins with a sign in quotation marks.")]
    [InlineData("tags: [walking]", "tag: [walking]", "(9): \"tag\" is no key of an entry; did you mean \"tags\"?")]
    [InlineData("tags: [walking]", "colour: red", "(9): \"colour\" is no key of an entry; remove it, or use one of: question, also, sources, followups, tags, reviewed.")]
    [InlineData("tags: [walking]", "tags: walking", "(9): \"tags\" must be a list; write each tag on a line of its own after \"- \".")]
    [InlineData("  - How long?", "  - {a: b}", "(4): An item of \"also\" must be text; write each phrasing on a line of its own after \"- \".")]
    [InlineData("  - post#c1", "  - post#c7", "(6): There is no \"post#c7\" in the seeds; did you mean post#c1 or post#c2 or post#p1?")]
    [InlineData("  - post#c1", "  - elsewhere-entirely", "(6): There is no \"elsewhere-entirely\" in the seeds; use the id of a paragraph (ankle-talus#p7) or comment (ankle-talus#c12).")]
    [InlineData("  - post#c1", "  - [post#c1]", "(6): A source must be an id, or an id with a quote; write each as \"- ankle-talus#c12\" or \"- ankle-talus#c12: exact words\".")]
    [InlineData("  - post#c1", "  - post#c2", "(6): post#c2 has 420 characters, too many to quote whole; add the exact words (at most 400): \"- post#c2: words\".")]
    [InlineData("post#c2: An hour.", "post#c2: Two hours.", "(7): The quote is not in post#c2; paste its exact words.")]
    [InlineData("post#c2: An hour.", "post#c2: Don't rush.", "(7): The quote differs from post#c2 only in its quotation marks or apostrophes; paste this: Don’t rush.")]
    [InlineData("post#c2: An hour.", "post#p1: '\"Slow\" is'", "(7): The quote differs from post#p1 only in its quotation marks or apostrophes; paste this: “Slow” is")]
    [InlineData("post#c2: An hour.", "post#c2: an Hour.", "(7): The quote differs from post#c2 in small and capital letters; paste this: An hour.")]
    [InlineData("post#c2: An hour.", "post#c2: ''", "(7): The quote is empty; paste exact words of post#c2, or leave the colon out.")]
    [InlineData("[rest]", "[rests]", "(8): There is no entry \"rests\"; did you mean \"rest\"?")]
    [InlineData("[rest]", "[something]", "(8): There is no entry \"something\"; use an entry's file name without \".md\".")]
    [InlineData("[rest]", "[walk]", "(8): An entry cannot follow itself; remove it.")]
    [InlineData("2026-11-20", "20.11.2026", "(10): \"20.11.2026\" is no date; write the day as year-month-day, such as 2026-11-20.")]
    [InlineData("2026-11-20", "2026-02-30", "(10): \"2026-02-30\" is no date; write the day as year-month-day, such as 2026-11-20.")]
    [InlineData("asked. [1]", "asked. [1] [3]", "(14): [3] refers to no source; the sources are numbered from 1 to 2.")]
    [InlineData("asked. [1]", "asked. [1]\n\nWell.", "(16): This paragraph names no source; put the number of its source behind it, such as [1].")]
    [InlineData("asked. [1]", "asked. [1]\n\n- a [1]\n- b", "(17): This list item names no source; put the number of its source behind it, such as [1].")]
    [InlineData("asked. [1]", "asked. [1]\n\n# Well [1]", "(16): A heading is too much for a short answer; write plain paragraphs.")]
    [InlineData("asked. [1]", "asked. [1]\n\n<p>Well</p>", "(16): HTML is not shown; write plain Markdown.")]
    [InlineData("asked. [1]", "asked\nonce <b>more</b>. [1]", "(15): HTML is not shown; write plain Markdown.")]
    [InlineData("asked. [1]", "asked. [1] ![a foot](foot.png)", "(14): Pictures are not shown; describe in words what one would see.")]
    [InlineData("asked. [1]", "asked. [1]\n\n> Well [1]", "(16): Only paragraphs and lists are shown; write this as one.")]
    public void A_mistake_keeps_the_entry_out_and_says_how_to_mend_it(string old, string now, string messages)
    {
        var read = Read(Replaced(old, now));
        Assert.Equal(["rest"], read.Value!.Select(entry => entry.Id));
        var errors = read.Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => problem.ToString()).ToList();
        var expected = messages.Split('|');
        Assert.Equal(expected.Length, errors.Count);
        Assert.All(expected.Zip(errors), pair =>
        {
            var parts = (Path + pair.First).Split('*');
            Assert.StartsWith(parts[0], pair.Second, StringComparison.Ordinal);
            Assert.EndsWith(parts[^1], pair.Second, StringComparison.Ordinal);
            Assert.True(parts.Length > 1 || pair.Second == parts[0], pair.Second);
        });
    }

    [Theory]
    [InlineData("Walk. [1]", "(1): There is no front matter; begin the file with a line \"---\", then \"question:\" and \"sources:\", then \"---\" again.")]
    [InlineData("---\nquestion: a\n", "(1): The front matter is not closed; put a line \"---\" between it and the answer.")]
    [InlineData("---\n---\nWalk. [1]", "(2): There must be one list of keys here, each written \"key: value\"; the keys of an entry are question, also, sources, followups, tags, reviewed.")]
    [InlineData("---\nquestion: a\nsources: [post#p1]\n---\n", "(5): There is no answer; write it below the front matter.|(3): Source 1 is never referred to; put [1] behind the words that rest on it, or remove it.")]
    [InlineData("---\nquestion: a\n---\nWalk. [1]", "(1): \"sources\" is missing; list the paragraphs and comments that the answer rests on.|(4): [1] refers to no source; list the sources in the front matter.")]
    [InlineData("---\nquestion: a\nsources: []\n---\nWalk. [1]", "(3): \"sources\" is empty; list the paragraphs and comments that the answer rests on.|(5): [1] refers to no source; list the sources in the front matter.")]
    public void A_file_of_the_wrong_build_says_what_is_missing(string text, string messages)
    {
        var read = Read(text);
        Assert.Equal(["rest"], read.Value!.Select(entry => entry.Id));
        Assert.Equal(messages.Split('|').Select(message => Path + message).Order(), read.Problems.Select(problem => problem.ToString()).Order());
    }

    [Theory]
    [InlineData("  - How long?", "  - how FAR", "(4): \"how FAR\" stands in line 2 too; remove one of them.")]
    [InlineData("  - How long?", "  - may I rest", "(4): \"may I rest\" is asked in knowledge/entries/rest.md(2) too; keep it in the entry that answers it best.")]
    [InlineData("An hour. [2]", "An hour. [1]", "(7): Source 2 is never referred to; put [2] behind the words that rest on it, or remove it.")]
    public void A_warning_leaves_the_entry_in(string old, string now, string message)
    {
        var read = Read(Replaced(old, now));
        Assert.Equal(2, read.Value!.Count);
        var warning = Assert.Single(read.Problems);
        Assert.Equal((Path + message, Severity.Warning), (warning.ToString(), warning.Severity));
    }

    [Theory]
    [InlineData("knowledge/entries/How far.md", "knowledge/entries/How far.md(0): \"How far\" cannot be an id; name the file with a-z, 0-9 and \"-\" only, such as \"which-tape.md\".")]
    public void A_file_name_must_be_able_to_stand_in_an_id(string path, string message) =>
        Assert.Equal(message, Assert.Single(Read(Right, path).Problems).ToString());

    [Fact]
    public void An_answer_a_quote_and_a_phrasing_have_their_bounds()
    {
        Assert.Equal(Path + "(12): The answer has 1,223 characters; keep it under 1,201.", Single(Replaced("asked. [1]", "asked. [1]" + new string('a', 1190))));
        Assert.Equal(Path + "(7): The quote has 401 characters; choose at most 400.", Single(Replaced("post#c2: An hour.", "post#c2: " + new string('a', 401))));
        Assert.Equal(Path + "(2): This phrasing has 301 characters; keep it under 301.", Single(Replaced("question: How far?", "question: " + new string('a', 301))));

        static string Single(string text) => Assert.Single(Read(text).Problems).ToString();
    }

    [Fact]
    public void Too_many_items_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 51).Select(i => $"\n  - How far is {i}?"));
        Assert.Equal(Path + "(54): There are 51 phrasings; keep at most 50 that differ in their words.", Assert.Single(Read(Replaced("\n  - How long?", many)).Problems).ToString());
        var tags = "tags: [" + string.Join(", ", Enumerable.Range(0, 21)) + "]";
        Assert.Equal(Path + "(9): \"tags\" has 21 items; keep at most 20.", Assert.Single(Read(Replaced("tags: [walking]", tags)).Problems).ToString());
    }

    [Fact]
    public void A_file_too_large_or_in_another_encoding_is_refused()
    {
        Assert.Equal(Path + "(0): The file is larger than 65,536 bytes; shorten or split it.", Assert.Single(Read(Right + new string('a', 65536)).Problems).ToString());
        var latin = new SourceFile(Path, System.Text.Encoding.Latin1.GetBytes(Replaced("An hour. [2]", "Zwölf. [2]")));
        Assert.Equal(Path + "(12): The file is not UTF-8 here; save it as UTF-8.", Assert.Single(EntryReader.Read([Rest, latin], [Walking]).Problems).ToString());
    }

    [Fact]
    public void All_mistakes_of_all_files_come_at_once_in_the_order_of_files_and_lines()
    {
        var other = SourceFile.FromText("knowledge/entries/zoo.md", "---\nquestion:\nsources: [post#c9]\n---\nWell.\n");
        var wrong = SourceFile.FromText(Path, Replaced("2026-11-20", "today").Replace("[rest]", "[nap]", StringComparison.Ordinal));
        Assert.Equal(
            ["walk.md(8)", "walk.md(10)", "zoo.md(2)", "zoo.md(3)", "zoo.md(3)", "zoo.md(5)"],
            EntryReader.Read([Rest, wrong, other], [Walking]).Problems.Select(problem => $"{problem.File[18..]}({problem.Line})"));
    }

    [Fact]
    public void A_follow_up_to_an_entry_that_was_left_out_is_dropped_without_a_second_complaint()
    {
        var broken = SourceFile.FromText(Rest.Path, "no front matter");
        var read = EntryReader.Read([broken, SourceFile.FromText(Path, Right)], [Walking]);
        Assert.Empty(Assert.Single(read.Value!).Followups);
        Assert.Equal("knowledge/entries/rest.md", Assert.Single(read.Problems).File);
    }

    [Fact]
    public void Sources_in_a_seed_that_could_not_be_read_are_not_called_unknown() =>
        Assert.DoesNotContain(
            EntryReader.Read([SourceFile.FromText(Path, Right)], [], new HashSet<string> { "post" }).Problems,
            problem => problem.Message.Contains("in the seeds", StringComparison.Ordinal));

    [Fact]
    public void Signs_that_some_programs_take_for_line_ends_move_no_problem_to_another_line() =>
        Assert.Equal(
            $"{Path}(3): \"alos\" is no key of an entry; did you mean \"also\"?",
            Assert.Single(Read(Replaced("How far?\nalso:", "How\u2028far\u0085in\fall?\nalos:")).Problems).ToString());

    [Theory]
    [InlineData("---\nquestion: Why?\nsources: [post#p1]\n---")]
    [InlineData("---\nquestion: [Why?\n---")]
    public void A_problem_behind_the_end_is_in_the_last_line(string text) =>
        Assert.All(Read(text).Problems, problem => Assert.InRange(problem.Line, 1, text.Split('\n').Length));
}
