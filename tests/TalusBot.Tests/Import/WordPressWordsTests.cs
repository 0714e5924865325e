using System.Text.Json.Nodes;

namespace TalusBot.Tests.Import;

/// <summary>What a real WordPress makes of HTML and of typed words is read alike from its pages and from its export.</summary>
[Collection(nameof(Blog))]
public sealed class WordPressWordsTests(Blog blog)
{
    [Fact]
    public async Task Pictures_lists_quotes_and_links_are_read_as_a_person_reads_them()
    {
        const string Content = """
            <!-- wp:paragraph -->
            <p>Read <a href="/about">about me</a> &amp; my <em>talus</em>.</p>
            <!-- /wp:paragraph -->

            <!-- wp:image {"id":7} -->
            <figure class="wp-block-image"><img src="https://b-reddy.org/a.png" alt="a taped ankle"/><figcaption>Tape goes here</figcaption></figure>
            <!-- /wp:image -->

            <!-- wp:heading -->
            <h2>What do you need?</h2>
            <!-- /wp:heading -->

            <!-- wp:list -->
            <ul><li>Tape</li><li>Time</li></ul>
            <!-- /wp:list -->

            <!-- wp:embed {"url":"https://youtu.be/abc","type":"video"} -->
            <figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">
            https://youtu.be/abc
            </div></figure>
            <!-- /wp:embed -->

            <!-- wp:quote -->
            <blockquote class="wp-block-quote"><p>Bones first.</p></blockquote>
            <!-- /wp:quote -->
            """;
        var ann = AnklePost.Comment("Ann & Bob", "x", "2015-03-01 08:00:00");
        ann["content"] = "<blockquote>Bones first.</blockquote>\nIs that so? See <a href=\"https://a.example/x\">this</a>\nJim\nMarch 2, 2015 (comment 99)\n😀";
        await blog.PublishAsync(new JsonObject { ["title"] = "Read", ["slug"] = "read", ["content"] = Content, ["comments"] = new JsonArray(ann) });
        using var run = new ImportRun();

        await run.ImportAsync($"{blog.Address}/2013/read/", "--yes");
        var rest = Units.Of(run.Article("read"));
        await run.ImportAsync(await blog.ExportAsync(run.InFolder("blog.xml")), "--post", "read", "--yes");
        var article = run.Article("read");

        Assert.Equal(rest, Units.Of(article));
        Assert.Equal(
            [$"Read about me ({blog.Address}/about) & my talus.", "What do you need?", "- Tape", "- Time", "> Bones first."],
            article.Paragraphs.Select(paragraph => paragraph.Text));
        Assert.Equal([true, false, false, true, false], article.Paragraphs.Select(paragraph => paragraph.LeadsToPicture));
        Assert.Equal("What do you need?", article.Paragraphs[2].Heading);
        var comment = Assert.Single(article.Comments);
        Assert.Equal(("Ann & Bob", "> Bones first.\nIs that so? See this (https://a.example/x)\nJim March 2, 2015 (comment 99)\n😀"), (comment.Speaker, comment.Text));
        Assert.Equal("Is that so?", Assert.Single(article.Unanswered).Question.Text);
    }

    [Fact]
    public async Task Typed_and_shown_words_come_out_the_same()
    {
        const string Typed = "\"Tape,\" she said, 'and time'... it's 4-6 weeks -- the '90s - 3x4 :)\n\nI'm tall (\"about\"). Don't \"'quote' me\"...\n\nSee <a href='https://a.example/b--c'>this</a> & that.";
        var said = AnklePost.Comment("Ann O'Hara", "x", "2015-03-01 08:00:00");
        said["content"] = Typed + " https://a.example/b--c/";
        await blog.PublishAsync(new JsonObject { ["title"] = "It's \"typed\"", ["slug"] = "typed", ["content"] = Typed, ["comments"] = new JsonArray(said) });
        using var run = new ImportRun();

        await run.ImportAsync($"{blog.Address}/2013/typed/", "--yes");
        var (_, output, _) = await run.ImportAsync(await blog.ExportAsync(run.InFolder("blog.xml")), "--post", "typed", "--dry-run");

        Assert.Equal("It’s “typed”", run.Article("typed").Title);
        Assert.Equal("“Tape,” she said, ‘and time’… it’s 4-6 weeks — the ’90s – 3×4 🙂", run.Article("typed").Paragraphs[0].Text);
        Assert.True(output.IndexOf("paragraphs:", StringComparison.Ordinal) < 0 && output.IndexOf("comments:", StringComparison.Ordinal) < 0, output);
    }
}
