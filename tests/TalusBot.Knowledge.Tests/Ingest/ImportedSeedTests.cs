using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class ImportedSeedTests
{
    private const string Bread =
        """
        ---
        title: "Bread: a beginning"
        url: https://bread.example/2013/bread/
        date: 2013-08-20
        author: "Baker Jo"
        source: https://bread.example/wp-json/wp/v2/posts/17
        post: 17
        ---
        Sourdough wants time more than skill.
        [picture: a loaf]
        ## Why does it tear?
        Fold it more often.

        Olga
        March 3, 2021 (comment 4700)
        Does rye flour work?
        Tom
        March 4, 2021
        Never mind Tom, he is quoted.

        Jo the Baker
        March 5, 2021 (comment 4711, reply to 4700, by the author)
        > Does rye flour work?
        Rye works, but the crumb stays dense.

        Jo the Baker
        March 6, 2021 (comment 4712, reply to 4711, by the author)
        Spelt works too, and it rises faster.

        Lee
        Undated (comment 4713)
        Thanks!
        """;

    private static Article Read(string text, string author = "b-reddy") => Assert.IsType<Article>(SeedReader.Read("bread", text, Sites.Of(author)).Value);

    [Fact]
    public void Comments_keep_their_own_numbers_threads_and_authors() =>
        Assert.Equal(
            [("bread#c4700", 1, Role.Reader, null), ("bread#c4711", 2, Role.Author, "bread#c4700"), ("bread#c4712", 3, Role.Author, "bread#c4700"), ("bread#c4713", 4, Role.Reader, null)],
            Read(Bread).Comments.Select(comment => (comment.Id, comment.Ordinal, comment.Role, comment.RepliesTo)));

    [Fact]
    public void Only_a_date_with_a_number_begins_a_comment() =>
        Assert.EndsWith("Tom\nMarch 4, 2021\nNever mind Tom, he is quoted.", Read(Bread).Comments[0].Text, StringComparison.Ordinal);

    [Fact]
    public void What_a_reply_repeats_is_neither_asked_nor_answered_again() =>
        Assert.Equal(
            [("bread#c4711", "Does rye flour work?", "Rye works, but the crumb stays dense."), ("bread#c4712", "Does rye flour work?", "Spelt works too, and it rises faster.")],
            Read(Bread).Exchanges.Select(exchange => (exchange.Id, exchange.Question.Text, exchange.Answer.Text)));

    [Fact]
    public void The_front_matter_says_what_site_yaml_does_not()
    {
        var read = Read(Bread);
        Assert.Equal(("Bread: a beginning", "https://bread.example/2013/bread/"), (read.Title, read.Url!.AbsoluteUri));
        Assert.All(read.Paragraphs, paragraph => Assert.Equal(("Baker Jo", new DateOnly(2013, 8, 20)), (paragraph.Speaker, paragraph.Date)));
        Assert.Equal("A post", SeedReader.Read("post", Bread, Sites.Of("x")).Value!.Title);
        Assert.Equal("baker jo", Read(Bread, "baker jo").Paragraphs[0].Speaker);
    }

    [Fact]
    public void A_picture_is_a_gap_and_no_paragraph_and_a_marked_line_is_a_heading() =>
        Assert.Equal(
            [("bread#p1", "Sourdough wants time more than skill.", true, false), ("bread#p2", "Why does it tear?", false, true), ("bread#p3", "Fold it more often.", false, false)],
            Read(Bread).Paragraphs.Select(paragraph => (paragraph.Id, paragraph.Text, paragraph.LeadsToPicture, paragraph.IsHeading)));

    [Fact]
    public void Every_text_stands_where_its_offsets_say()
    {
        var read = Read(Bread.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.All(read.Paragraphs.Cast<Passage>().Concat(read.Comments), passage => Assert.Equal(read.Text[passage.Start..passage.End], passage.Text));
        Assert.Equal(Read(Bread).Comments.Select(comment => comment.Id), read.Comments.Select(comment => comment.Id));
    }

    [Fact]
    public void A_seed_without_a_source_is_read_as_one_copied_by_hand()
    {
        var read = Read("---\ntitle: Ours\n---\nWalk.\n[picture: x]\nAnn\nMay 1, 2020\nHi.\nBob\nMay 2, 2020 (comment 7)\nHo.");
        Assert.Equal(["Walk.", "[picture: x]"], read.Paragraphs.Select(paragraph => paragraph.Text));
        Assert.Equal("bread#c1", Assert.Single(read.Comments).Id);
        Assert.Equal(["---", "Walk."], Read("---\nWalk.").Paragraphs.Select(paragraph => paragraph.Text));
    }

    [Theory]
    [InlineData("---\ntitle: x\nWalk.", "seeds/bread.txt(1): The front matter is not closed; put a line \"---\" between it and the article.")]
    [InlineData("---\ntitle: x\nurl: walk\ndate: today\npost: x\nauthr: y\n---\nWalk.", "seeds/bread.txt(6): \"authr\" is no key of a seed; did you mean \"author\"?|seeds/bread.txt(3): \"walk\" is no web address; write the article's full address, beginning with https://, or leave the key out.|seeds/bread.txt(4): \"today\" is no day; write it as 2016-08-25, or leave the key out.|seeds/bread.txt(5): \"x\" is no number; write the number that the source gives the article, or leave the key out.")]
    [InlineData("---\nsource: x\n---\nWalk.\nA\nMay 1, 2020 (comment 7)\nHi.\nB\nMay 2, 2020 (comment 7)\nHo.", "seeds/bread.txt(8): There are two comments with the number 7; remove one of them.")]
    [InlineData("---\nsource: x\n---\n[picture]", "seeds/bread.txt(0): There is no article; begin the file with the article's paragraphs, before the first comment's name and date.")]
    public void Mistakes_are_told_with_their_line(string text, string problems)
    {
        var read = SeedReader.Read("bread", text, Sites.Of("x"));
        Assert.Null(read.Value);
        Assert.Equal(problems, string.Join('|', read.Problems));
    }

    [Fact]
    public void Where_replies_stand_in_threads_an_announcement_answers_nobody()
    {
        const string Head = "---\nsource: x\ntitle: x\n---\nWalk.\nAnn\nMay 1, 2020 (comment 1)\nIs it far?\nDoc\n";
        Assert.Equal("bread#c1", Read(Head + "May 2, 2020 (comment 2)\nI have moved house.", "Doc").Comments[1].RepliesTo);
        var threaded = Read(Head + "May 2, 2020 (comment 2, reply to 1)\nNo.\nDoc\nMay 3, 2020 (comment 3)\nI have moved house.\nBob\nMay 4, 2020 (comment 4, reply to 99)\nFar?\nDoc\nMay 5, 2020 (comment 5, reply to 3)\nTo Rome.", "Doc");
        Assert.Equal([null, "bread#c1", null, null, null], threaded.Comments.Select(comment => comment.RepliesTo));
    }

    [Fact]
    public void Whatever_people_wrote_comes_back_as_it_was_written()
    {
        BlogComment Said(long id, string name, params string[] lines) => new(id, null, name, new DateTime(2021, 3, 5), null, false, lines);
        var post = new BlogPost(
            "bread", "A \"title\": # \\ 🍞\u0007", new Uri("https://b.example/?p=1#x"), new DateOnly(2020, 1, 2), "---", 7,
            ["---", "Ann", "May 1, 2020 (comment 1)", "Words."],
            [
                Said(1, "May 1, 2020 (comment 1)", "May 1, 2020 (comment 1)", "Bob", "Undated (comment 2, reply to 1, by the author)", "May 1, 2020"),
                Said(2, "", "  "),
                Said(3, new string('n', 200), "a\nb\u2028c"),
                Said(4, "May 1, 2020", "[picture: x]"),
            ]);

        var text = SeedWriter.Write(post, "blog: #1.xml");
        var read = Read(text);

        Assert.Equal(new SeedHead("A \"title\": # \\ 🍞", post.Url, post.Date, "---", "blog: #1.xml", 7), SeedHead.Of(text));
        Assert.Equal(["---", "Ann May 1, 2020 (comment 1)", "Words."], read.Paragraphs.Select(paragraph => paragraph.Text));
        Assert.Equal(
            [("bread#c1", "Anonymous", "May 1, 2020 (comment 1)\nBob Undated (comment 2, reply to 1, by the author)\nMay 1, 2020"), ("bread#c3", new string('n', 79) + "…", "a b c"), ("bread#c4", "May 1, 2020", "[picture: x]")],
            read.Comments.Select(comment => (comment.Id, comment.Speaker, comment.Text)));
        Assert.Equal(text, SeedWriter.Write(post, "blog: #1.xml"));
    }

    [Fact]
    public void A_quote_that_moved_to_another_paragraph_is_found_there()
    {
        var said = new SourceWords([Read("Walk every day.\nRest on Sundays.")], new HashSet<string>());
        var problem = "";
        Assert.Null(said.Find("bread#p1", "on Sundays", found => problem = found));
        Assert.Equal("The quote is not in bread#p1 but in bread#p2; correct the id.", problem);
    }

    [Fact]
    public void Changes_are_told_paragraph_by_paragraph_and_comment_by_comment()
    {
        var before = Read(Bread);
        var after = Read(Bread
            .Replace("Fold it more often.", "A new one.\nFold it often.", StringComparison.Ordinal)
            .Replace("[picture: a loaf]\n", "", StringComparison.Ordinal)
            .Replace("Rye works", "Spelt works", StringComparison.Ordinal)
            .Replace("Lee\nUndated (comment 4713)\nThanks!", "Kim\nMarch 7, 2021 (comment 4714)\nWow.", StringComparison.Ordinal));

        var changes = SeedChanges.Between(before, SeedHead.Of(before.Text), after, SeedHead.Of(after.Text));

        Assert.Empty(changes.Head);
        Assert.Equal(
            [("bread#p1", "Sourdough wants time more than skill. [picture]", "Sourdough wants time more than skill."), ("bread#p3", "Fold it more often.", "A new one."), ("bread#p4", null, "Fold it often.")],
            changes.Paragraphs.Select(change => (change.Where, change.Before, change.After)));
        Assert.Equal(["- bread#c4713 Lee", "~ bread#c4711 Jo the Baker (the author), 2021-03-05", "+ bread#c4714 Kim, 2021-03-07"], changes.Comments.Select(change => $"{(change.Before is null ? '+' : change.After is null ? '-' : '~')} {change.Where}"));
        Assert.True(SeedChanges.Between(before, null, before, null).IsEmpty);
    }

    [Fact]
    public void An_address_that_cannot_stand_in_a_line_is_left_out()
    {
        var post = new BlogPost("bread", "Bread", new Uri("https://b.\u2029example/bread/"), null, null, 7, ["Words."], []);
        Assert.Null(Read(SeedWriter.Write(post, "blog.xml")).Url);
        Assert.Equal("https://b.example/bread/", Read(SeedWriter.Write(post with { Url = new Uri("https://b.example/bread/") }, "blog.xml")).Url?.AbsoluteUri);
    }
}
