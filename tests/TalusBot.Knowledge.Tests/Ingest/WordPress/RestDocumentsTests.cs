using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Knowledge.Tests.Ingest.WordPress;

public sealed class RestDocumentsTests
{
    private const string Post = """{"id":17,"slug":"my-post","title":{"rendered":"A &#8220;post&#8221;"},"link":"https://b.example/my-post/","date":"2013-08-20T10:00:00","status":"publish","author":2,"content":{"rendered":"<p>Words.</p>","protected":false},"_embedded":{"author":[{"name":"Jo &amp; Co"}]}}""";

    [Fact]
    public void A_post_is_read_alone_or_in_a_list()
    {
        foreach (var json in new[] { Post, $"[{Post}]" })
        {
            var post = Assert.Single(RestDocuments.Posts(Bytes(json)));
            var whole = post.With([new(5, 0, 2, "Jo", new(2014, 1, 1), new(2014, 1, 1), "<p>Hi.</p>", IsShown: true)]);
            Assert.Equal(("A “post”", "Jo & Co", 17), (whole.Title, whole.Author, whole.Id!.Value));
            Assert.Equal(["Words."], whole.Lines);
            Assert.True(Assert.Single(whole.Comments).ByAuthor);
        }
    }

    [Fact]
    public void An_account_that_the_site_does_not_tell_is_nobodys()
    {
        var post = Assert.Single(RestDocuments.Posts(Bytes(Post.Replace("\"author\":2", "\"author\":0", StringComparison.Ordinal).Replace("[{\"name\":\"Jo &amp; Co\"}]", "[{\"code\":\"rest_user_invalid_id\",\"message\":\"No\"}]", StringComparison.Ordinal))));
        var whole = post.With([new(5, 0, 0, "Jo", null, null, "Hi.", IsShown: true)]);
        Assert.Null(whole.Author);
        Assert.False(Assert.Single(whole.Comments).ByAuthor);
    }

    [Theory]
    [InlineData("", "it is no JSON and no list of posts")]
    [InlineData("<html>", "it is no JSON and no list of posts")]
    [InlineData("7", "it is no list of posts")]
    [InlineData("[7]", "an item is no object")]
    [InlineData("{}", "\"content\" is missing")]
    [InlineData("{\"content\":\"x\"}", "\"content\" is no object")]
    [InlineData("{\"content\":{\"rendered\":\"x\"},\"id\":\"7\"}", "\"id\" is no number")]
    [InlineData("{\"content\":{\"rendered\":\"x\"},\"id\":-7}", "\"id\" is no whole number from 0")]
    [InlineData("{\"content\":{\"rendered\":\"x\"},\"id\":7.5}", "\"id\" is no whole number from 0")]
    [InlineData("{\"content\":{\"rendered\":\"\\ud800\"},\"id\":7,\"slug\":\"a\",\"title\":{\"rendered\":\"x\"},\"link\":\"x\",\"author\":1}", "a text in a list of posts cannot be read")]
    [InlineData("{\"content\":{\"rendered\":7},\"id\":7,\"slug\":\"a\",\"title\":{\"rendered\":\"x\"},\"link\":\"x\",\"author\":1}", "\"rendered\" is no text")]
    public void Another_shape_is_told_in_words(string json, string words) =>
        Assert.Equal(words, Assert.Throws<FormatException>(() => RestDocuments.Posts(Bytes(json))).Message);

    [Theory]
    [InlineData("{}", "it is no list of comments")]
    [InlineData("[null]", "an item is no object")]
    [InlineData("[{\"id\":1}]", "\"parent\" is missing")]
    [InlineData("[{\"id\":1,\"parent\":0,\"author\":0,\"content\":[]}]", "\"content\" is no object")]
    public void Another_shape_of_comments_is_told_in_words(string json, string words) =>
        Assert.Equal(words, Assert.Throws<FormatException>(() => RestDocuments.Comments(Bytes(json))).Message);

    [Theory]
    [InlineData("{\"namespaces\":[\"\\ud83d\",\"wp/v2\"]}")]
    [InlineData("{\"namespaces\":[\"\\ud83dwp/v2\"]}")]
    [InlineData("{\"\\ud83d namespaces\":[]}")]
    [InlineData("{\"namespaces\":7}")]
    public void What_is_no_root_of_the_api_is_none(string json) => Assert.False(RestDocuments.IsRoot(Bytes(json)));

    [Fact]
    public void Brackets_without_end_are_refused() =>
        Assert.Throws<FormatException>(() => RestDocuments.Comments(Bytes(new string('[', 100_000))));

    [Theory]
    [InlineData("{\"code\":\"rest_forbidden\",\"message\":\"<b>No</b>\\u001b[31m!\",\"data\":{\"status\":401}}", "No[31m!")]
    [InlineData("{\"code\":7,\"message\":\"x\"}", null)]
    [InlineData("<html>", null)]
    [InlineData("[]", null)]
    public void A_refusal_is_understood(string json, string? words) => Assert.Equal(words, RestDocuments.Refusal(Bytes(json))?.Message);

    [Theory]
    [InlineData("<https://b.example/wp-json/>; rel=\"https://api.w.org/\"", "https://b.example/wp-json/wp/v2/posts?slug=x")]
    [InlineData("<https://b.example/x>; rel=shortlink, </index.php?rest_route=/>; title=\"API\"; rel=\"https://api.w.org/\"", "https://b.example/index.php?rest_route=/wp/v2/posts&slug=x")]
    public void The_api_is_found_by_the_header(string header, string posts)
    {
        var links = SiteLinks.Of([header], "", new Uri("https://b.example/2013/x/"));
        Assert.Equal(posts, SiteLinks.Under(links.Root!, "wp/v2/posts", "slug=x").AbsoluteUri);
        Assert.Null(links.Post);
    }

    [Fact]
    public void The_api_and_the_post_are_found_in_the_head_of_the_page()
    {
        var links = SiteLinks.Of([], "<html><head><link rel='https://api.w.org/' href='/wp-json/'><link rel=\"alternate\" type=\"application/json\" href=\"https://b.example/wp-json/wp/v2/pages/9\"></head><body>", new Uri("https://b.example/x"));
        Assert.Equal(new Uri("https://b.example/wp-json/"), links.Root);
        Assert.Equal(("pages", 9), links.Post);
        Assert.Equal(new SiteLinks(null, null), SiteLinks.Of(["<x", "; rel="], "<p>", new Uri("https://b.example/x")));
    }

    private static byte[] Bytes(string json) => System.Text.Encoding.UTF8.GetBytes(json);
}
