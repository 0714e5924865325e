using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class GuideReaderTests
{
    private const string Path = "knowledge/guides/walk.md";

    private static readonly Article Walking = SeedReader.Read(
        "post",
        "Walk every day, even when it rains. “Slow” is fine.\nAnn\nMay 1, 2020\nHow long should I walk?\nDoc\nMay 2, 2020\nAn hour. Don’t rush.\nUse *good* shoes. " + new string('x', 400),
        Sites.Of("Doc")).Value!;

    private static readonly IReadOnlyList<Entry> Entries = EntryReader.Read(
        [SourceFile.FromText("knowledge/entries/rest.md", "---\nquestion: May I rest?\nsources: [post#p1]\n---\nWalk every day. [1]\n")], [Walking]).Value!;

    private static readonly string Right =
        """
        ---
        question: Is it far?
        also:
          - Guide me there
        reviewed: 2026-11-20
        ---
        A few questions
        about *your* way.

        So we begin.

        ## Does it rain?

        Look outside.

        > Walk every day, even when it rains.
        >
        > post#p1

        - [Yes](#whats-on-your-feet) – wet, it pours
        - [No](#walk-for-an-hour)
        - [Not sure](#walk-for-an-hour) – hard to say

        ## What’s on your feet?

        > Use \*good\* shoes.
        >
        > post#c2

        - [Shoes](#walk-for-an-hour)
        - [Nothing](#does-it-rain) – bare feet

        ## Walk for an hour

        An hour is fine, and then
        you can [rest *a bit*](../entries/rest.md).

        Enjoy it.

        > An hour. Don’t rush.
        >
        > post#c2

        > How long should I walk?
        >
        > post#c1
        """.ReplaceLineEndings("\n");

    private static Reading<IReadOnlyList<Guide>> Read(string text, string path = Path) => GuideReader.Read([SourceFile.FromText(path, text)], [Walking], Entries);

    private static string Replaced(string old, string now)
    {
        Assert.Contains(old, Right, StringComparison.Ordinal);
        return Right.Replace(old, now, StringComparison.Ordinal);
    }

    private static void Refused(string text, string messages)
    {
        var read = Read(text);
        Assert.Equal(messages.Split('|').Select(message => Path + message), read.Problems.Select(problem => problem.ToString()));
        Assert.All(read.Problems, problem => Assert.Equal(Severity.Error, problem.Severity));
        Assert.Empty(read.Value!);
    }

    [Fact]
    public void A_right_guide_is_read_whole()
    {
        var read = Read(Right);
        Assert.Empty(read.Problems);
        var guide = Assert.Single(read.Value!);
        Assert.Equal(("walk", "Is it far?", "A few questions about *your* way.\n\nSo we begin.", Path), (guide.Id, guide.Question, guide.Intro, guide.File));
        Assert.Equal(["Guide me there"], guide.Also);
        Assert.Equal(new DateOnly(2026, 11, 20), guide.Reviewed);
        Assert.Equal(["does-it-rain", "whats-on-your-feet", "walk-for-an-hour"], guide.Steps.Select(step => step.Id));

        var first = guide.Steps[0];
        Assert.Equal(("Does it rain?", "Look outside.", false), (first.Title, first.Text, first.IsOutcome));
        Assert.Equal(["Yes > whats-on-your-feet: wet, it pours", "No > walk-for-an-hour: ", "Not sure > walk-for-an-hour: hard to say"],
            first.Choices.Select(choice => $"{choice.Words} > {choice.Step}: {string.Join(", ", choice.Also)}"));
        Assert.Equal(("post#c2", "Use *good* shoes."), Assert.Single(guide.Steps[1].Sources) is var shoes ? (shoes.Said.Id, shoes.Quote.Text) : default);
        Assert.Equal("", guide.Steps[1].Text);

        var outcome = guide.Steps[2];
        Assert.Equal(("An hour is fine, and then you can rest a bit.\n\nEnjoy it.", true), (outcome.Text, outcome.IsOutcome));
        Assert.Equal(["rest"], outcome.Entries);
        Assert.Equal([("post#c2", "An hour. Don’t rush."), ("post#c1", "How long should I walk?")], outcome.Sources.Select(source => (source.Said.Id, source.Quote.Text)));
        Assert.All(guide.Steps.SelectMany(step => step.Sources), source => Assert.Equal(Walking.Text[source.Quote.Start..source.Quote.End], source.Quote.Text));
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_not_matter()
    {
        var read = Read("\uFEFF" + Right.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Empty(read.Problems);
        Assert.Equal("An hour is fine, and then you can rest a bit.\n\nEnjoy it.", Assert.Single(read.Value!).Steps[2].Text);
    }

    [Fact]
    public void A_quote_may_go_over_lines_and_paragraphs_of_its_source() =>
        Assert.Equal("Don’t rush.\nUse *good* shoes.", Assert.Single(Read(Replaced("> Use \\*good\\* shoes.", "> Don’t\n> rush.\n>\n> Use \\*good\\* shoes.")).Value!).Steps[1].Sources[0].Quote.Text);

    [Fact]
    public void A_level_two_heading_may_be_underlined() =>
        Assert.Empty(Read(Replaced("## Walk for an hour", "Walk for an hour\n---")).Problems);

    [Theory]
    [InlineData("question: Is it far?", "question:", "(2): \"question\" is empty; write the question as a reader would put it.")]
    [InlineData("question: Is it far?\n", "", "(2): \"question\" is missing; write the question as a reader would put it.")]
    [InlineData("reviewed: 2026-11-20", "followups: [rest]", "(5): \"followups\" is no key of a guide; remove it, or use one of: question, also, reviewed.")]
    [InlineData("reviewed: 2026-11-20", "reviewd: 2026-11-20", "(5): \"reviewd\" is no key of a guide; did you mean \"reviewed\"?")]
    [InlineData("2026-11-20", "20.11.2026", "(5): \"20.11.2026\" is no date; write the day as year-month-day, such as 2026-11-20.")]
    public void A_mistake_in_the_front_matter_is_named(string old, string now, string messages) => Refused(Replaced(old, now), messages);

    [Theory]
    [InlineData("So we begin.", "So we [begin](#does-it-rain).", "(10): The intro links nothing; move the link into the step where it helps.")]
    [InlineData("So we begin.", "> So we begin.", "(10): Before the first step there can only be paragraphs; move this below a heading.")]
    [InlineData("So we begin.", "- So we begin.", "(10): Before the first step there can only be paragraphs; move this below a heading.")]
    [InlineData("Look outside.", "| Look | outside |\n|--|--|\n| a | b |", "(14): Only paragraphs, quotes and lists are read; write this as one.")]
    [InlineData("Look outside.", "```\nLook\n```", "(14): Only paragraphs, quotes and lists are read; write this as one.")]
    [InlineData("Look outside.", "***", "(14): Only paragraphs, quotes and lists are read; write this as one.")]
    [InlineData("Look outside.", "<p>Look</p>", "(14): HTML is not shown; write plain Markdown.")]
    [InlineData("Look outside.", "Look\n<b>outside</b>.", "(15): HTML is not shown; write plain Markdown.")]
    [InlineData("Look outside.", "Look ![outside](out.png).", "(14): Pictures are not shown; describe in words what one would see.")]
    [InlineData("Look outside.", "Look `outside`.", "(14): Only words, emphasis and links to entries are shown; write this in words.")]
    [InlineData("Look outside.", "Look <https://example.com>.", "(14): Only words, emphasis and links to entries are shown; write this in words.")]
    [InlineData("Look outside.", "Look [outside](#walk-for-an-hour).", "(14): A link to a step must be a choice; write it as a list item of its own.")]
    [InlineData("Look outside.", "Look [outside](https://example.com).", "(14): \"https://example.com\" leads out of the knowledge; link an entry, such as \"../entries/how-to-tape.md\".")]
    [InlineData("Look outside.", "### Look outside", "(14): A step is a heading of the second level; begin the line with \"## \", or write this as a paragraph.")]
    [InlineData("## What’s on", "### What’s on", "(24): A step is a heading of the second level; begin the line with \"## \", or write this as a paragraph.")]
    [InlineData("../entries/rest.md", "../entries/rests.md", "(36): There is no entry \"rests\"; did you mean \"rest\"?")]
    [InlineData("../entries/rest.md", "../entries/something.md", "(36): There is no entry \"something\"; link the file of an entry, such as \"../entries/how-to-tape.md\".")]
    [InlineData("An hour is fine, and then\nyou can [rest *a bit*](../entries/rest.md).\n\nEnjoy it.\n\n", "", "(33): This outcome says nothing; write the answer below its heading, or add choices.")]
    public void Text_that_cannot_be_shown_is_named(string old, string now, string messages) => Refused(Replaced(old, now), messages);

    [Theory]
    [InlineData("## What’s on your feet?", "## What’s *on* your feet?", "(24): A heading is a plain question or name; leave Markdown's signs out.")]
    [InlineData("## What’s on your feet?", "## What’s on - your feet?", "(20): There is no step \"#whats-on-your-feet\"; did you mean \"#whats-on---your-feet\"?|(24): Git hosts do not agree on the address of this heading; write it without signs that stand alone.")]
    [InlineData("## What’s on your feet?", "##", "(20): There is no step \"#whats-on-your-feet\"; link a heading of this file in small letters, with \"-\" for blanks and without other signs.|(24): This heading is empty; write the question of the step, or the name of the outcome.")]
    [InlineData("## What’s on your feet?", "## Does it, rain", "(20): There is no step \"#whats-on-your-feet\"; link a heading of this file in small letters, with \"-\" for blanks and without other signs.|(24): This heading has the same address as the one in line 12 (#does-it-rain); give it other words.|(31): This choice leads to its own step; link the step that comes next.")]
    public void A_heading_that_cannot_be_linked_is_named(string old, string now, string messages) => Refused(Replaced(old, now), messages);

    [Theory]
    [InlineData("> Use \\*good\\* shoes.\n>\n> post#c2\n\n", "", "(24): This step rests on no source; quote a sentence in lines that begin with \"> \", and its id as the last paragraph of the quote.")]
    [InlineData("> Use \\*good\\* shoes.\n>\n> post#c2", "> Use \\*good\\* shoes.", "(26): This quote does not name its source; end it with a line \">\" and a line such as \"> ankle-talus#c12\".")]
    [InlineData("> Use \\*good\\* shoes.\n>\n> post#c2", "> Use \\*good\\* shoes.\n> post#c2", "(26): This quote does not name its source; end it with a line \">\" and a line such as \"> ankle-talus#c12\".")]
    [InlineData("> Use \\*good\\* shoes.\n>\n> post#c2", "> post#c2", "(26): There are no words of post#c2 here; paste some above it, with a line \">\" between.")]
    [InlineData("> Use \\*good\\* shoes.", "> Use *good* shoes.", "(26): A quote is read word for word; put \"\\\" before the sign that Markdown changes here.|(26): The quote is not in post#c2; paste its exact words.")]
    [InlineData("> Use \\*good\\* shoes.", "> Use no shoes.", "(26): The quote is not in post#c2; paste its exact words.")]
    [InlineData("Don’t rush.", "Don't rush.", "(40): The quote differs from post#c2 only in its quotation marks or apostrophes; paste this: An hour. Don’t rush.")]
    [InlineData("> An hour.", "> an Hour.", "(40): The quote differs from post#c2 in small and capital letters; paste this: An hour. Don’t rush.")]
    [InlineData("> post#c1", "> post#c7", "(46): There is no \"post#c7\" in the seeds; did you mean post#c1 or post#c2 or post#p1?")]
    [InlineData("> How long should I walk?", "> How long should I walk?\n>\n> - a", "(46): A quote holds exact words and the id of their source, and nothing else; move this out of it.")]
    [InlineData("Enjoy it.", "> Walk every day\n>\n> post#p1\n\n> “Slow” is fine.\n>\n> post#p1", "(50): This step has more than 3 quotes; keep those that explain it best.")]
    public void A_step_without_words_to_rest_on_is_named(string old, string now, string messages) => Refused(Replaced(old, now), messages);

    [Theory]
    [InlineData("(#whats-on-your-feet)", "(#what-is-on-your-feet)", "(20): There is no step \"#what-is-on-your-feet\"; did you mean \"#whats-on-your-feet\"?")]
    [InlineData("(#whats-on-your-feet)", "(#feet)", "(20): There is no step \"#feet\"; link a heading of this file in small letters, with \"-\" for blanks and without other signs.")]
    [InlineData("(#whats-on-your-feet)", "(#does-it-rain)", "(20): This choice leads to its own step; link the step that comes next.")]
    [InlineData("(#whats-on-your-feet)", "(../entries/rest.md)", "(20): \"../entries/rest.md\" leads out of the guide; link a heading of this file, such as \"#does-it-rain\".")]
    [InlineData("[Yes](#whats-on-your-feet) – wet, it pours", "Yes", "(20): A choice must begin with a link to the step that comes next, such as \"- [Yes](#how-long)\".")]
    [InlineData("[Yes](#whats-on-your-feet)", "[Yes]()", "(20): A choice must begin with a link to the step that comes next, such as \"- [Yes](#how-long)\".")]
    [InlineData("- [Yes]", "- well, [Yes]", "(20): A choice must begin with a link to the step that comes next, such as \"- [Yes](#how-long)\".")]
    [InlineData("- [Yes]", "- ", "(20): A choice must begin with a link to the step that comes next, such as \"- [Yes](#how-long)\".")]
    [InlineData("- [Yes]", "- []", "(20): This choice has no words; write them between the brackets.")]
    [InlineData("- [Yes]", "- [*Yes*]", "(20): A choice is shown as a button; write plain words, without Markdown's signs.")]
    [InlineData(" – wet, it pours", " – wet, *it* pours", "(20): A choice is shown as a button; write plain words, without Markdown's signs.")]
    [InlineData(" – wet, it pours", " wet, it pours", "(20): Behind the link there can only be \" – \" and other words for the choice, with commas between them.")]
    [InlineData(" – wet, it pours", " – ,", "(20): Behind the link there can only be \" – \" and other words for the choice, with commas between them.")]
    [InlineData(" – wet, it pours", "\n\n  Take a coat.", "(22): A choice is one paragraph; move this above the list.")]
    [InlineData("- [No]", "- [yes!]", "(21): \"yes!\" stands in line 20 too; each choice of a step needs words of its own.")]
    [InlineData(" – hard to say", " – Wet", "(22): \"Wet\" stands in line 20 too; each choice of a step needs words of its own.")]
    [InlineData(" – wet, it pours", " – yes, it pours", "(20): \"yes\" stands twice in this line; each choice of a step needs words of its own.")]
    [InlineData("- [Nothing](#does-it-rain) – bare feet\n", "", "(30): There is only this choice; add another, or join the two steps.")]
    [InlineData("- [Nothing](#does-it-rain) – bare feet", "1. [Nothing](#does-it-rain)", "(31): This is a second list; write the choices of a step as one.|(31): Choices have no order; begin each of these lines with \"- \" and not with a number.")]
    [InlineData("- [Nothing](#does-it-rain)", "* [Nothing](#does-it-rain)", "(31): This is a second list; write the choices of a step as one.")]
    [InlineData("- [No](#walk-for-an-hour)", "- [No](#walk-for-an-hour)\n- [A](#walk-for-an-hour)\n- [B](#walk-for-an-hour)\n- [C](#walk-for-an-hour)\n- [D](#walk-for-an-hour)", "(26): There are 7 choices; keep at most 6.")]
    public void A_choice_that_cannot_be_taken_is_named(string old, string now, string messages) => Refused(Replaced(old, now), messages);

    [Theory]
    [InlineData("[Yes](#whats-on-your-feet)", "[Yes](#walk-for-an-hour)", "(24): No choice leads here from the first step; link \"#whats-on-your-feet\" in a choice, or remove the step.")]
    [InlineData("- [Shoes](#walk-for-an-hour)\n- [Nothing](#does-it-rain) – bare feet", "- [Shoes](#run)\n- [Nothing](#run) – bare feet\n\n## Run\n\n> An hour.\n>\n> post#c2\n\n- [Fast](#whats-on-your-feet)\n- [Slow](#whats-on-your-feet)", "(24): From here every choice leads in a circle; let one of them lead to an outcome.|(33): From here every choice leads in a circle; let one of them lead to an outcome.")]
    [InlineData("Enjoy it.", "- [Again](#does-it-rain)\n- [Shoes off](#whats-on-your-feet)", "(12): No step is an outcome; write at least one without choices.")]
    public void A_way_that_leads_nowhere_is_named(string old, string now, string messages) => Refused(Replaced(old, now), messages);

    [Theory]
    [InlineData("Walk.", "(1): There is no front matter; begin the file with a line \"---\", then \"question:\", then \"---\" again.|(1): There is no step; write a line \"## \" with a question, then a quote it rests on, then its choices.")]
    [InlineData("---\nquestion: a\n", "(1): The front matter is not closed; put a line \"---\" between it and the intro.")]
    [InlineData("---\n---\n\n## Walk\n", "(2): There must be one list of keys here, each written \"key: value\"; the keys of a guide are question, also, reviewed.|(4): This step rests on no source; quote a sentence in lines that begin with \"> \", and its id as the last paragraph of the quote.|(4): This outcome says nothing; write the answer below its heading, or add choices.")]
    [InlineData("---\nquestion: a\n---\n\nWalk.\n", "(5): There is no step; write a line \"## \" with a question, then a quote it rests on, then its choices.")]
    [InlineData("---\nquestion: a\n---\n", "(4): There is no step; write a line \"## \" with a question, then a quote it rests on, then its choices.")]
    public void A_file_of_the_wrong_build_says_what_is_missing(string text, string messages) => Refused(text, messages);

    [Fact]
    public void Words_have_their_bounds()
    {
        var tooLong = new string('a', 61);
        Refused(Replaced("So we begin.", new string('a', 400)), "(7): The intro has 435 characters; keep it under 401.");
        Refused(Replaced("Look outside.", new string('a', 601)), "(14): The text of this step has 601 characters; keep it under 601.");
        Refused(Replaced("- [No]", $"- [{tooLong}]"), $"(21): \"{tooLong}\" has 61 characters; keep the words of a choice under 61.");
        Refused(Replaced("hard to say", tooLong), $"(22): \"{tooLong}\" has 61 characters; keep the words of a choice under 61.");
        var title = string.Join(' ', Enumerable.Repeat("walk", 25));
        Refused(Right.Replace("## Walk for an hour", "## " + title, StringComparison.Ordinal).Replace("#walk-for-an-hour", "#" + title.Replace(' ', '-'), StringComparison.Ordinal),
            "(33): This heading has 124 characters; keep it under 121.");
        Refused(Replaced("question: Is it far?", "question: " + new string('a', 301)), "(2): This phrasing has 301 characters; keep it under 301.");
    }

    [Fact]
    public void A_guide_and_its_file_have_their_bounds()
    {
        var steps = string.Concat(Enumerable.Range(0, 58).Select(i => $"\n\n## More {i}\n\n> An hour.\n>\n> post#c2\n\n- [On](#more-{i + 1})\n- [Out](#walk-for-an-hour)"));
        var many = Replaced("- [Shoes](#walk-for-an-hour)", "- [Shoes](#more-0)") + steps + "\n\n## More 58\n\nWell.\n\n> An hour.\n>\n> post#c2";
        Assert.Equal(Path + "(561): There are 62 steps; keep at most 60, or write two guides.", Assert.Single(Read(many).Problems).ToString());
        Refused(Right + new string('a', 65536), "(0): The file is larger than 65,536 bytes; shorten or split it.");
        Refused(Replaced("Look outside.", new string('>', 2000)), "(7): The guide is nested too deeply; write plain paragraphs, quotes and lists.");
    }

    [Fact]
    public void A_file_name_must_be_able_to_stand_in_an_id() =>
        Assert.Equal(
            "knowledge/guides/Is it.md(0): \"Is it\" cannot be an id; name the file with a-z, 0-9 and \"-\" only, such as \"calf-or-talus.md\".",
            Assert.Single(Read(Right, "knowledge/guides/Is it.md").Problems).ToString());

    [Fact]
    public void All_mistakes_of_all_files_come_at_once_in_the_order_of_files_and_lines()
    {
        var wrong = Replaced("2026-11-20", "today").Replace("#whats-on-your-feet", "#feet", StringComparison.Ordinal).Replace("An hour. Don’t", "Two hours. Don’t", StringComparison.Ordinal)
            .Replace("Look outside.", "<p>Look</p>", StringComparison.Ordinal).Replace("entries/rest", "entries/nap", StringComparison.Ordinal);
        var other = SourceFile.FromText("knowledge/guides/zoo.md", "---\nquestion:\n---\n## Zoo\n");
        Assert.Equal(
            ["walk.md(5)", "walk.md(14)", "walk.md(20)", "walk.md(36)", "walk.md(40)", "zoo.md(2)", "zoo.md(4)", "zoo.md(4)"],
            GuideReader.Read([SourceFile.FromText(Path, wrong), other], [Walking], Entries).Problems.Select(problem => $"{problem.File[17..]}({problem.Line})"));
    }

    [Fact]
    public void The_same_question_in_two_guides_is_a_warning()
    {
        var read = GuideReader.Read([SourceFile.FromText(Path, Right), SourceFile.FromText("knowledge/guides/zoo.md", Right)], [Walking], Entries);
        Assert.Equal(2, read.Value!.Count);
        Assert.Equal(
            [(Severity.Warning, "knowledge/guides/zoo.md(2): \"Is it far?\" is asked in knowledge/guides/walk.md(2) too; keep it in the guide that answers it best."),
             (Severity.Warning, "knowledge/guides/zoo.md(4): \"Guide me there\" is asked in knowledge/guides/walk.md(4) too; keep it in the guide that answers it best.")],
            read.Problems.Select(problem => (problem.Severity, problem.ToString())));
    }

    [Fact]
    public void A_link_to_an_entry_that_was_left_out_is_dropped_without_a_second_complaint()
    {
        var read = GuideReader.Read([SourceFile.FromText(Path, Right)], [Walking], [], new HashSet<string> { "rest" });
        Assert.Empty(read.Problems);
        Assert.Equal(("An hour is fine, and then you can rest a bit.\n\nEnjoy it.", 0), Assert.Single(read.Value!).Steps[2] is var step ? (step.Text, step.Entries.Count) : default);
    }

    [Fact]
    public void Sources_in_a_seed_that_could_not_be_read_are_not_called_unknown() =>
        Assert.Empty(GuideReader.Read([SourceFile.FromText(Path, Right)], [], Entries, unread: new HashSet<string> { "post" }).Problems);
}
