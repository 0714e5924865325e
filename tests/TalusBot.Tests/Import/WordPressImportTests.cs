using System.Globalization;
using System.Text.Json.Nodes;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Import;

/// <summary>A real WordPress holds the shipped article with its comments; both ways out of it lead to the same units.</summary>
[Collection(nameof(Blog))]
public sealed class WordPressImportTests(Blog blog)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_comes_out_of_wordpress_is_what_the_seed_says(bool byExport)
    {
        var slug = byExport ? "units-export" : "units-rest";
        var (post, comments) = await blog.PublishAsync(AnklePost.Make(slug));
        using var run = new ImportRun();

        var (code, output, error) = byExport
            ? await run.ImportAsync(await blog.ExportAsync(run.InFolder("blog.xml")), "--post", slug, "--yes")
            : await run.ImportAsync($"{blog.Address}/2013/{slug}/", "--yes");

        Assert.True(code == 0, output + error);
        var article = run.Article(slug);
        Assert.Equal(comments.Select(id => $"{slug}#c{id}"), article.Comments.Select(comment => comment.Id));
        Assert.Equal(Units.Of(AnklePost.Seed), Units.Of(article));
        Assert.Equal(new DateOnly(2013, 8, 20), article.Paragraphs[0].Date);
        Assert.Equal(("Ankle mobility & the talus", $"{blog.Address}/2013/{slug}/"), (article.Title, article.Url?.AbsoluteUri));
        Assert.Equal(post, SeedHead.Of(article.Text)!.Post);
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_an_export_only_the_source()
    {
        var (post, _) = await blog.PublishAsync(AnklePost.Make("again"));
        using var run = new ImportRun();
        await run.ImportAsync(blog.Address, "--post", "again", "--yes");
        var before = await File.ReadAllBytesAsync(run.Seed("again"));

        var (code, output, _) = await run.ImportAsync($"{blog.Address}/?p={post}", "--yes");
        var (_, exported, _) = await run.ImportAsync(await blog.ExportAsync(run.InFolder("blog.xml")), "--post", "again", "--dry-run");

        Assert.Equal((0, $"{run.Seed("again")}: Nothing has changed.\n"), (code, output));
        Assert.Equal(before, await File.ReadAllBytesAsync(run.Seed("again")));
        Assert.Contains("front matters: 1 changed\n~ source\n", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("paragraphs:", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("comments:", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_comment_with_the_authors_reply_becomes_an_exchange_and_moves_no_id()
    {
        var (post, comments) = await blog.PublishAsync(AnklePost.Make("grown"));
        using var run = new ImportRun();
        await run.ImportAsync($"{blog.Address}/2013/grown/", "--yes");
        var before = run.Article("grown");
        var asked = await blog.CommentAsync(post, AnklePost.Comment("Nina", "Can I tape both ankles at once?", "2016-09-01 08:00:00"));
        var reply = await blog.CommentAsync(post, AnklePost.Comment("b-reddy", "Sure, one after the other is fine too.", "2021-01-01 08:00:00", byAuthor: true, parent: asked));

        var (code, output, _) = await run.ImportAsync($"{blog.Address}/2013/grown/", "--yes");

        Assert.Equal(0, code);
        Assert.Contains("comments: 2 added\n", output, StringComparison.Ordinal);
        var after = run.Article("grown");
        Assert.Equal($"grown#c{asked}", after.Comments[2].Id);
        var exchange = Assert.Single(after.Exchanges, exchange => before.Exchanges.All(old => old.Id != exchange.Id));
        Assert.Equal(($"grown#c{reply}", "Can I tape both ankles at once?", "Sure, one after the other is fine too."), (exchange.Id, exchange.Question.Text, exchange.Answer.Text));
        Assert.Equal(
            before.Comments.Select(comment => (comment.Id, comment.Text, comment.RepliesTo)),
            after.Comments.Where(comment => comment.Id != $"grown#c{asked}" && comment.Id != $"grown#c{reply}").Select(comment => (comment.Id, comment.Text, comment.RepliesTo)));
        Assert.Equal(before.Exchanges.Select(old => (old.Id, old.Answer.Text)), after.Exchanges.Where(old => old.Id != exchange.Id).Select(old => (old.Id, old.Answer.Text)));
        Assert.Equal(comments.Count + 2, after.Comments.Count);
    }

    [Fact]
    public async Task An_edited_comment_shows_with_its_words_before_and_after()
    {
        var (_, comments) = await blog.PublishAsync(AnklePost.Make("edited"));
        using var run = new ImportRun();
        await run.ImportAsync($"{blog.Address}/2013/edited/", "--yes");
        var before = await File.ReadAllBytesAsync(run.Seed("edited"));
        await blog.DoAsync("edit-comment", new JsonObject { ["id"] = comments[5], ["content"] = "Hey Missy,\n\nThe tape, and time." });

        var (code, output, _) = await run.ImportAsync($"{blog.Address}/2013/edited/");

        Assert.Equal(1, code);
        Assert.Contains($"comments: 1 changed\n~ edited#c{comments[5]} reddyb (the author), 2017-02-07\n", output, StringComparison.Ordinal);
        Assert.Contains("    - Hey Missy, / When someone", output, StringComparison.Ordinal);
        Assert.Contains("    + Hey Missy, / The tape, and time.\n", output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was written; say --yes to write it.\n", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(run.Seed("edited")));
    }

    [Fact]
    public async Task A_deleted_comment_that_the_knowledge_cites_is_named_with_file_and_line()
    {
        var (_, comments) = await blog.PublishAsync(AnklePost.Make("cited"));
        using var run = new ImportRun();
        await run.ImportAsync($"{blog.Address}/2013/cited/", "--yes");
        var (gone, last) = ($"cited#c{comments[3]}", $"cited#c{comments[11]}");
        var entry = run.Write("entries/measure.md", $"---\nquestion: Should I measure?\nsources:\n  - {last}: Yep, you can leave it on.\n  - {gone}: Good point on measuring progress.\n---\nYes [2], and leave it on [1].\n");
        var judged = run.Write("judged/quotes.jsonl", $"{{\"question\": \"is it good to measure\", \"sources\": [\"{gone}: Good point on measuring progress.\"]}}\n");
        var golden = run.Write("questions/golden.jsonl", $"\n{{\"units\": [\"{gone}\"]}}\n");
        Assert.Equal(0, (await run.ImportAsync($"{blog.Address}/2013/cited/")).Code);
        await blog.DoAsync("delete-comment", new JsonObject { ["id"] = comments[3] });

        var (shown, output, _) = await run.ImportAsync($"{blog.Address}/2013/cited/", "--dry-run");
        var (written, _, _) = await run.ImportAsync($"{blog.Address}/2013/cited/", "--yes");

        Assert.Equal((0, 1), (shown, written));
        Assert.Contains($"comments: 1 removed\n- {gone} reddyb (the author), 2016-09-06\n    You’re very welcome!", output, StringComparison.Ordinal);
        Assert.Contains("What the knowledge would lose:\n", output, StringComparison.Ordinal);
        Assert.Contains($"  {entry}(5): There is no \"{gone}\" in the seeds;", output, StringComparison.Ordinal);
        Assert.Contains($"  {judged}(1): ", output, StringComparison.Ordinal);
        Assert.Contains($"  {golden}(2): {gone} is named here and would be gone.", output, StringComparison.Ordinal);
        Assert.DoesNotContain($"{entry}(4)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_permalinks_work_as_well()
    {
        var (post, _) = await blog.PublishAsync(AnklePost.Make("plain"));
        await blog.DoAsync("permalinks", new JsonObject { ["structure"] = "" });
        try
        {
            using var run = new ImportRun();
            var (code, output, error) = await run.ImportAsync($"{blog.Address}/?p={post}", "--yes", "--verbose");

            Assert.True(code == 0, output + error);
            Assert.Contains("rest_route=/wp/v2/comments&post=", error, StringComparison.Ordinal);
            Assert.Equal(Units.Of(AnklePost.Seed), Units.Of(run.Article("plain")));
        }
        finally
        {
            await blog.DoAsync("permalinks", new JsonObject { ["structure"] = "/%year%/%postname%/" });
        }
    }

    [Fact]
    public async Task Two_hundred_and_fifty_comments_come_on_three_pages()
    {
        var comments = new JsonArray();
        for (var i = 0; i < 250; i++)
        {
            comments.Add((JsonNode)AnklePost.Comment($"Reader {i}", $"How long should I tape on day {i}?", string.Create(CultureInfo.InvariantCulture, $"2015-03-{1 + (i % 28):00} 08:00:00")));
        }

        var (_, ids) = await blog.PublishAsync(new JsonObject { ["title"] = "Many", ["slug"] = "many", ["content"] = "Walk every day.", ["comments"] = comments });
        using var run = new ImportRun();

        var (code, _, error) = await run.ImportAsync(blog.Address, "--post", $"{blog.Address}/2013/many/", "--yes", "--verbose");

        Assert.Equal(0, code);
        Assert.Equal(ids.Order().Select(id => $"many#c{id}"), run.Article("many").Comments.Select(comment => comment.Id).OrderBy(id => long.Parse(id[6..], CultureInfo.InvariantCulture)));
        Assert.Contains("page=3", error, StringComparison.Ordinal);
        Assert.DoesNotContain("page=4", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_everybody_sees_comes_in()
    {
        JsonObject Said(string words, object approved, string type = "comment")
        {
            var comment = AnklePost.Comment("Somebody", words, "2015-03-01 08:00:00");
            comment["approved"] = approved.ToString();
            comment["type"] = type;
            return comment;
        }

        var comments = new JsonArray(Said("Shown.", 1), Said("Waiting.", 0), Said("Spam.", "spam"), Said("Pinged.", 1, "pingback"), Said("Tracked.", 1, "trackback"));
        await blog.PublishAsync(new JsonObject { ["title"] = "Open", ["slug"] = "open", ["content"] = "Walk.", ["comments"] = comments });
        using var run = new ImportRun();

        await run.ImportAsync($"{blog.Address}/2013/open/", "--yes");
        Assert.Equal(["Shown."], run.Article("open").Comments.Select(comment => comment.Text));
        await run.ImportAsync(await blog.ExportAsync(run.InFolder("blog.xml")), "--post", "open", "--yes");
        Assert.Equal(["Shown."], run.Article("open").Comments.Select(comment => comment.Text));
    }

    [Theory]
    [InlineData("password", "\"Locked\" asks for a password; what not everybody may read is not imported.", "\"Locked\" asks for a password; what not everybody may read is not imported.")]
    [InlineData("draft", "There is no post \"locked-draft\" on 127.0.0.1; drafts and private posts are not shown to everybody.", "\"Locked\" is not published (its status is \"draft\"); what not everybody may read is not imported.")]
    public async Task What_not_everybody_may_read_is_refused_in_words(string kind, string overRest, string inExport)
    {
        await blog.PublishAsync(new JsonObject
        {
            ["title"] = "Locked", ["slug"] = "locked-" + kind, ["content"] = "Walk.", ["password"] = kind == "password" ? "sesame" : "", ["status"] = kind == "draft" ? "draft" : "publish",
        });
        using var run = new ImportRun();

        var rest = await run.ImportAsync(blog.Address, "--post", "locked-" + kind, "--yes");
        var export = await run.ImportAsync(await blog.ExportAsync(run.InFolder("blog.xml")), "--post", "locked-" + kind, "--yes");

        Assert.Equal((2, overRest + "\n"), (rest.Code, rest.Error));
        Assert.Equal(1, export.Code);
        Assert.EndsWith($"): {inExport}\n", export.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Seed("locked-" + kind)));
    }

    [Fact]
    public async Task A_site_that_closes_its_api_is_told_so_in_words()
    {
        await blog.PublishAsync(AnklePost.Make("closed"));
        using var run = new ImportRun();
        try
        {
            await blog.CloseAsync("#^/wp/v2/comments#");
            var comments = await run.ImportAsync($"{blog.Address}/2013/closed/", "--yes");
            await blog.CloseAsync("#.#");
            var all = await run.ImportAsync($"{blog.Address}/2013/closed/", "--yes");

            Assert.Equal((2, "The comments of \"Ankle mobility & the talus\" are not open to everybody over REST (HTTP 401: Only members may use the API). In WordPress, choose Tools, Export, and import the file instead.\n"), (comments.Code, comments.Error));
            Assert.Equal(2, all.Code);
            Assert.Contains("(HTTP 401: Only members may use the API)", all.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(run.Seed("closed")));
        }
        finally
        {
            await blog.CloseAsync(null);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_words()
    {
        using var run = new ImportRun();

        Assert.Equal((2, "", $"There is no page at {blog.Address}/2013/nothing/ (HTTP 404).\n"), await run.ImportAsync($"{blog.Address}/2013/nothing/", "--yes"));
        Assert.Equal((2, "", "There is no post \"nothing\" on 127.0.0.1; drafts and private posts are not shown to everybody.\n"), await run.ImportAsync(blog.Address, "--post", "nothing", "--yes"));
        Assert.Equal((2, "", $"{blog.Address}/leads-away leads to another host, http://other.example; if that is the right one, name its address instead.\n"), await run.ImportAsync($"{blog.Address}/leads-away", "--yes"));
        Assert.Equal((2, "", $"{blog.Address}/ is a site and no post; name the post with --post, by its slug, its number or its address.\n"), await run.ImportAsync(blog.Address + "/", "--yes"));
    }

    [Fact]
    public async Task A_post_that_got_another_address_keeps_its_seed()
    {
        var (post, _) = await blog.PublishAsync(AnklePost.Make("old-name"));
        using var run = new ImportRun();
        await run.ImportAsync($"{blog.Address}/2013/old-name/", "--yes");
        await blog.DoAsync("edit-post", new JsonObject { ["post"] = post, ["slug"] = "new-name" });

        var (code, output, _) = await run.ImportAsync($"{blog.Address}/2013/new-name/", "--yes");

        Assert.Equal(0, code);
        Assert.Contains($"~ url\n    - {blog.Address}/2013/old-name/\n    + {blog.Address}/2013/new-name/\n", output, StringComparison.Ordinal);
        Assert.True(File.Exists(run.Seed("old-name")));
        Assert.False(File.Exists(run.Seed("new-name")));
    }
}
