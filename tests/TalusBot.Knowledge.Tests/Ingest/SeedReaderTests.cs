using System.Diagnostics;
using System.Globalization;
using System.Text;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class SeedReaderTests
{
    private const string Bread =
        """
        Sourdough wants time more than skill.
        What you need
        You need three things, none of them dear:
        - flour
        - water
        Fold the dough every half hour, as shown below.
        Olga Brandt
        3 March 2021
        Does rye flour work? I only have that at home.
        And how warm should the kitchen be?
        Tom
        2021-03-04
        Hi Olga, I keep the dough in the oven with only the lamp on, and it rises twice as fast as on the counter.
        Baker Jo
        Mar 5th, 2021
        Hi Olga - rye works, but the crumb stays dense.
        Anything near 24 degrees is fine.
        Best,
        Jo
        BAKER JO
        March 6, 2021 at 7:15 pm
        @Tom great tip! See https://bread.example/proofing for more.
        Lee
        March 7, 2021
        My loaf tears on the side every single time I bake. Any advice?
        Nina
        March 8, 2021
        Thank you so much for this wonderful article!
        Sam
        March 9, 2021
        I was wondering which flour you use
        Baker Jo
        March 10, 2021
        Thanks Nina!
        Baker Jo
        March 11, 2021
        Sam, could you tell me more? What do you bake?
        Sam
        March 12, 2021
        Mostly white loaves.
        Baker Jo
        March 13, 2021
        Plain bread flour, the cheap one.
        """;

    private static Article Read(string text, string author = "Baker Jo", string? url = null) =>
        Assert.IsType<Article>(SeedReader.Read("post", text, Sites.Of(author, [], url)).Value);

    [Fact]
    public void Names_in_greetings_decide_whom_a_reply_answers_whatever_its_form() =>
        Assert.Equal(
            ["c3 c1", "c4 c2", "c8 c6", "c9 c7", "c11 c10"],
            Read(Bread).Comments.Where(c => c.Role == Role.Author).Select(c => $"{c.Id[5..]} {c.RepliesTo![5..]}"));

    [Fact]
    public void Readers_may_answer_readers_and_make_no_exchange_by_it()
    {
        var bread = Read(Bread);
        Assert.Equal("post#c1", bread.Comments[1].RepliesTo);
        Assert.All(bread.Exchanges, x => Assert.Equal(Role.Author, x.Reply.Role));
    }

    [Fact]
    public void Questions_and_answering_paragraphs_are_paired_in_order_where_their_counts_agree() =>
        Assert.Equal(
            [
                ("post#c3.1", "Does rye flour work?", "rye works, but the crumb stays dense."),
                ("post#c3.2", "And how warm should the kitchen be?", "Anything near 24 degrees is fine."),
                ("post#c11", "I was wondering which flour you use", "Plain bread flour, the cheap one."),
            ],
            Read(Bread).Exchanges.Select(x => (x.Id, x.Question.Text, x.Answer.Text)));

    [Fact]
    public void A_vague_plea_takes_the_sentence_before_it_along()
    {
        var open = Assert.Single(Read(Bread).Unanswered);
        Assert.Equal("My loaf tears on the side every single time I bake. Any advice?", open.Question.Text);
        Assert.Null(open.AskedBack);
    }

    [Fact]
    public void A_tip_is_endorsed_and_thanks_are_none()
    {
        var tip = Assert.Single(Read(Bread).Tips);
        Assert.Equal(("post#c2", "post#c4"), (tip.Id, tip.Endorsement!.Id));
    }

    [Fact]
    public void A_colon_before_a_list_leads_to_no_picture() =>
        Assert.Equal(["post#p6"], Read(Bread).Paragraphs.Where(p => p.LeadsToPicture).Select(p => p.Id));

    [Fact]
    public void A_sub_heading_is_a_short_line_before_prose() =>
        Assert.Equal("What you need", Assert.Single(Read(Bread).Paragraphs, p => p.IsHeading).Text);

    [Fact]
    public void Only_links_to_the_authors_own_site_count_where_its_address_is_known()
    {
        Assert.Equal("See  for more.", Assert.Single(Read(Bread).ReadNext).Sentence);
        Assert.Single(Read(Bread, url: "https://www.bread.example/sourdough").ReadNext);
        Assert.Empty(Read(Bread, url: "https://elsewhere.example/sourdough").ReadNext);
    }

    [Fact]
    public void An_address_alone_takes_the_words_that_lead_to_it()
    {
        var read = Read("Rest too. https://doc.example/rest\nMore here:\nhttps://doc.example/a\nhttps://doc.example/b\nThat is all.\nhttps://doc.example/c", "Doc");
        Assert.Equal(["Rest too.", "More here:", "More here:", ""], read.ReadNext.Select(link => link.Sentence));
        var reply = Read("Walk.\nDoc\nMay 1, 2020\nMore here:\nhttps://doc.example/a\nhttps://doc.example/b\nThat is all.\nhttps://doc.example/c", "Doc");
        Assert.Equal(["More here:", "More here:", ""], reply.ReadNext.Select(link => link.Sentence));
    }

    [Fact]
    public void Windows_line_ends_blank_lines_and_a_byte_order_mark_change_no_words()
    {
        var plain = Read(Bread);
        var windows = Read("\uFEFF" + Bread.Replace("\n", "  \r\n\r\n", StringComparison.Ordinal));
        Assert.Equal(plain.Paragraphs.Select(p => p.Text), windows.Paragraphs.Select(p => p.Text));
        Assert.Equal(plain.Exchanges.Select(x => (x.Id, x.Question.Text, x.Answer.Text)), windows.Exchanges.Select(x => (x.Id, x.Question.Text, x.Answer.Text)));
        Assert.All(windows.Comments, c => Assert.Equal(windows.Text[c.Start..c.End], c.Text));
        Assert.Equal(0, windows.Paragraphs[0].Start);
    }

    [Theory]
    [InlineData("August 25, 2016", "2016-08-25")]
    [InlineData("25 August 2016", "2016-08-25")]
    [InlineData("2016-08-25", "2016-08-25")]
    [InlineData("2016-08-25T10:11:12Z", "2016-08-25")]
    [InlineData("Aug. 25th 2016", "2016-08-25")]
    [InlineData("25. August 2016", "2016-08-25")]
    [InlineData("Thursday, August 25, 2016 at 3:14 pm", "2016-08-25")]
    [InlineData("February 30, 2016", "")]
    public void A_date_line_has_many_forms(string line, string date)
    {
        Assert.True(DateLine.Is(line, out var read));
        Assert.Equal(date, read?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
    }

    [Theory]
    [InlineData("In August 2016")]
    [InlineData("August 25, 2016 was hot")]
    [InlineData("Version 25, 2016")]
    [InlineData("20160825")]
    public void What_only_mentions_a_date_is_no_date_line(string line) => Assert.False(DateLine.Is(line, out _));

    [Theory]
    [InlineData("What do you mean?", true)]
    [InlineData("Hi Ann,\nCan you clarify? Happy to help.", true)]
    [InlineData("I don’t quite follow.", true)]
    [InlineData("Where does it hurt? And since when?", true)]
    [InlineData("Not sure what you mean. If it is about tape: any will do for a day or two.", false)]
    [InlineData("I don't understand why people stretch so much. Walk more.", false)]
    [InlineData("Sorry to hear that, Ann. Which shoes do you wear?", true)]
    [InlineData("Yes.", false)]
    [InlineData("No problem, just use soft shoes.", false)]
    [InlineData("Thanks for asking! Mondays.", false)]
    public void A_reply_that_only_asks_back_leaves_the_question_open(string reply, bool open)
    {
        var read = Read($"Walk every day.\nAnn\nMay 1, 2020\nIs it good for knees too?\nDoc\nMay 2, 2020\n{reply}", "Doc");
        Assert.Equal(open ? ["post#c2"] : [], read.Unanswered.Select(u => u.AskedBack!.Id));
        Assert.Equal(open ? 0 : 1, read.Exchanges.Count);
    }

    [Fact]
    public void Thanks_alone_answer_nothing()
    {
        var read = Read("Walk every day.\nAnn\nMay 1, 2020\nLovely! Is it good for knees too?\nDoc\nMay 2, 2020\nThanks, Ann!", "Doc");
        Assert.Null(Assert.Single(read.Unanswered).AskedBack);
        Assert.Empty(read.Exchanges);
    }

    [Fact]
    public void Questions_far_apart_each_get_the_reply()
    {
        var read = Read("Walk every day.\nAnn\nMay 1, 2020\nIs it good for knees? Mine have hurt since the winter. I ski. I also row. Should I row less?\nDoc\nMay 2, 2020\nYes to both.", "Doc");
        Assert.Equal(
            [("post#c2.1", "Is it good for knees?"), ("post#c2.2", "Should I row less?")],
            read.Exchanges.Select(x => (x.Id, x.Question.Text)));
        Assert.All(read.Exchanges, x => Assert.Equal("Yes to both.", x.Answer.Text));
    }

    [Theory]
    [InlineData("Good point about the shoes.", true)]
    [InlineData("You’re right, hills help.", true)]
    [InlineData("Not a good idea, I think.", false)]
    [InlineData("I don’t agree.", false)]
    [InlineData("Glad you like it.", false)]
    public void Agreement_endorses_and_disagreement_does_not(string reply, bool endorsed)
    {
        var read = Read($"Walk every day.\nAnn\nMay 1, 2020\nI walk the steep hill behind our house each morning in old flat shoes and my knees stopped hurting.\nDoc\nMay 2, 2020\n{reply}", "Doc");
        Assert.Equal(endorsed, Assert.Single(read.Tips).Endorsement is not null);
    }

    [Fact]
    public void Plain_advice_beside_a_question_is_a_tip_and_the_story_before_it_is_none()
    {
        var read = Read("Walk every day.\nAnn\nMay 1, 2020\nI walked the long road by the river every morning for a year and my left knee still hurts.\nWhat helped me most was a stick on the steep parts and slower steps down.\nShould I rest?", "Doc");
        Assert.StartsWith("What helped me", Assert.Single(read.Tips).Words.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byline_of_the_author_dates_the_article()
    {
        var read = Read("Doc\nMay 1, 2020\nWalk every day.", "Doc");
        Assert.Equal(new DateOnly(2020, 5, 1), Assert.Single(read.Paragraphs).Date);
        Assert.Empty(read.Comments);
    }

    [Fact]
    public void A_comment_without_text_is_reported_and_keeps_its_number()
    {
        var read = SeedReader.Read("post", "Walk.\nAnn\nMay 1, 2020\nBob\nMay 32, 2020\nI do.", Sites.Of("Doc"), "seeds/post.txt");
        Assert.Equal(["post#c2"], read.Value!.Comments.Select(c => c.Id));
        Assert.Equal(
            [
                "seeds/post.txt(5): \"May 32, 2020\" is no day of the calendar; the comment is read without a date.",
                "seeds/post.txt(2): The comment by \"Ann\" has no text; it is left out, and its number 1 stays empty.",
            ],
            read.Problems.Select(p => p.ToString()));
    }

    [Theory]
    [InlineData("", "seeds/post.txt(0): There is no article; begin the file with the article's paragraphs, before the first comment's name and date.")]
    [InlineData("Ann\nMay 1, 2020\nHello.", "seeds/post.txt(0): There is no article; begin the file with the article's paragraphs, before the first comment's name and date.")]
    public void A_seed_without_an_article_is_refused(string text, string message)
    {
        var read = SeedReader.Read("post", text, Sites.Of("Doc"));
        Assert.Null(read.Value);
        Assert.Equal(message, Assert.Single(read.Problems).ToString());
    }

    [Fact]
    public void A_seed_beyond_the_bounds_is_refused()
    {
        Assert.Contains("more than 5242880", Assert.Single(SeedReader.Read("post", new string('a', SeedReader.MaxLength + 1), Sites.Of("Doc")).Problems).Message, StringComparison.Ordinal);
        var many = "Walk.\n" + string.Concat(Enumerable.Repeat("Ann\nMay 1, 2020\nHi.\n", SeedReader.MaxComments + 1));
        Assert.Contains("more than 20000", Assert.Single(SeedReader.Read("post", many, Sites.Of("Doc")).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_thousand_comments_are_read_in_linear_time()
    {
        var text = new StringBuilder("Walk every day.\n");
        for (var i = 0; i < SeedReader.MaxComments / 2; i++)
            text.Append(CultureInfo.InvariantCulture, $"Reader {i}\nMay 1, 2020\nHow long should I walk on day {i} of my plan, and which shoes fit?\nDoc\nMay 2, 2020\nOk now, it is an hour.\n");
        var clock = Stopwatch.StartNew();
        Assert.Equal(SeedReader.MaxComments / 2, Read(text.ToString(), "Doc").Exchanges.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("a? ")]
    [InlineData("great ")]
    [InlineData("no - ")]
    [InlineData("\"?\n")]
    [InlineData("https://a.example/?.")]
    [InlineData("best\n")]
    [InlineData("i was, ")]
    public void Monotonous_text_of_full_size_is_read_in_linear_time(string unit)
    {
        var body = string.Concat(Enumerable.Repeat(unit, 2_000_000 / unit.Length));
        var clock = Stopwatch.StartNew();
        Read($"Walk.\nAnn\nMay 1, 2020\n{body}\nDoc\nMay 2, 2020\n{body}", "Doc");
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{clock.Elapsed}");
    }
}
