using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Knowledge.Tests.Ingest.WordPress;

public sealed class WxrReaderTests
{
    private const string Head =
        """
        <?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel><title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>
        <wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[jo]]></wp:author_login><wp:author_display_name><![CDATA[Baker Jo]]></wp:author_display_name></wp:author>

        """;

    private const string Foot = "</channel></rss>";

    [Fact]
    public void A_post_comes_with_its_author_and_comments()
    {
        var post = Read(Export(Item("bread", 7, Comment(11, "Ann", "Is rye ok?"), Comment(12, "Jo B.", "Yes, \"rye\" is.", parent: 11, user: 2)))).Value!;

        Assert.Equal(("bread", "Title of bread", "https://b.example/bread/", new DateOnly(2020, 5, 1), "Baker Jo", 7), (post.Name, post.Title, post.Url!.AbsoluteUri, post.Date!.Value, post.Author, post.Id!.Value));
        Assert.Equal(["Bread wants time.", "And salt."], post.Lines);
        Assert.Equal([(11, null, "Ann", false, "Is rye ok?"), (12, 11, "Jo B.", true, "Yes, “rye” is.")], post.Comments.Select(comment => (comment.Id, comment.ReplyTo, comment.Name, comment.ByAuthor, comment.Lines[0])));
    }

    [Theory]
    [InlineData("salt")]
    [InlineData("8")]
    [InlineData("https://www.b.example/salt")]
    [InlineData("SALT")]
    public void One_of_several_posts_is_chosen_by_slug_number_or_address(string wanted) =>
        Assert.Equal(8, Read(Export(Item("bread", 7), Item("salt", 8), Item("water", 9)), wanted).Value!.Id);

    [Fact]
    public void Several_posts_are_listed_where_nobody_chose()
    {
        const string Both = "\n  bread  (7, 2020-05-01) Title of bread\n  salt  (8, 2020-05-01) Title of salt";
        Assert.Equal($"blog.xml(0): There are several posts in this export; name one with --post:{Both}", Problem(Export(Item("bread", 7), Item("salt", 8), Typed("later", 9, "draft", "post"), Typed("cat", 10, "publish", "attachment"))));
        Assert.Equal($"blog.xml(0): There is no post \"water\" in this export; it holds:{Both}", Problem(Export(Item("bread", 7), Item("salt", 8)), "water"));
        Assert.Equal("blog.xml(0): There is no published post in this export.", Problem(Export()));
    }

    [Fact]
    public void Replies_follow_what_they_answer_and_skip_what_is_not_shown()
    {
        var comments = Read(Export(Item(
            "bread", 7,
            Comment(20, "Late", "first by date", date: "2020-01-01 00:00:00", parent: 30),
            Comment(30, "Early", "parent", date: "2020-06-01 00:00:00"),
            Comment(31, "Spam", "hidden", approved: "spam", parent: 30),
            Comment(32, "Under", "under hidden", date: "2020-07-01 00:00:00", parent: 31),
            Comment(33, "Nothing", "<img src=x>", date: "2020-07-02 00:00:00", parent: 32),
            Comment(34, "Below", "under nothing", date: "2020-07-03 00:00:00", parent: 33),
            Comment(35, "Round", "a", date: "2020-08-01 00:00:00", parent: 36),
            Comment(36, "Round", "b", date: "2020-08-02 00:00:00", parent: 35)))).Value!.Comments;

        Assert.Equal([(30, null), (20, 30), (32, null), (34, 32), (36, null), (35, 36)], comments.Select(comment => (comment.Id, comment.ReplyTo)));
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><rss>&b;</rss>", 0, "it declares a document type")]
    [InlineData("<rss>\n<channel>\n<item></channel>", 3, "no well-formed XML")]
    [InlineData("<rss>\n&unknown;</rss>", 2, "no well-formed XML")]
    [InlineData("no xml", 1, "no well-formed XML")]
    [InlineData("", 0, "no well-formed XML")]
    [InlineData("<html><body/></html>", 1, "it begins with <html> and not with <rss>")]
    [InlineData("<rss><channel><item><title>x</title></item></channel></rss>", 0, "holds neither posts nor the version")]
    public void What_is_no_export_is_refused_with_its_line(string xml, int line, string words)
    {
        var problem = Assert.Single(Read(xml).Problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_that_was_cut_short_is_refused_wherever_it_was_cut()
    {
        var whole = Export(Item("bread", 7, Comment(11, "Ann", "Is rye ok?")));
        for (var length = 0; length < whole.Length - 1; length += 7)
        {
            var read = Read(whole[..length]);
            Assert.Null(read.Value);
            Assert.Single(read.Problems);
        }
    }

    [Fact]
    public void Elements_a_thousand_deep_are_refused() =>
        Assert.Contains("nested more than 32 deep", Problem("<rss>" + string.Concat(Enumerable.Repeat("<a>", 1000)) + string.Concat(Enumerable.Repeat("</a>", 1000)) + "</rss>"), StringComparison.Ordinal);

    [Fact]
    public void A_hundred_megabytes_are_read_piece_by_piece()
    {
        using var export = new LongExport(Item("small", 1), Head, Foot, megabytes: 100);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = WxrReader.Read(export, "blog.xml", "small");

        Assert.Equal(1, read.Value!.Id);

        // A quarter of it is the test's own; keeping or joining the pieces would take far more. What lives in the process is others', too.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600_000_000);
    }

    [Fact]
    public void A_post_that_is_too_large_is_refused_and_others_are_not()
    {
        var large = Item("large", 7).Replace("And salt.", new string('a', HtmlText.MaxLength), StringComparison.Ordinal);
        Assert.Equal("blog.xml(0): The post cannot be taken: it has more than 4,194,304 characters.", Problem(Export(large, Item("small", 8)), "large"));
        Assert.Equal(8, Read(Export(large, Item("small", 8)), "small").Value!.Id);
    }

    private static Reading<BlogPost> Read(string xml, string? wanted = null)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(xml));
        return WxrReader.Read(stream, "blog.xml", wanted);
    }

    private static string Problem(string xml, string? wanted = null) => Assert.Single(Read(xml, wanted).Problems).ToString();

    private static string Export(params string[] items) => Head + string.Concat(items) + Foot;

    private static string Item(string slug, int id, params string[] comments) => Typed(slug, id, "publish", "post", comments);

    private static string Typed(string slug, int id, string status, string type, params string[] comments) =>
        $"""
        <item><title>Title of {slug}</title><link>https://b.example/{slug}/</link><dc:creator>jo</dc:creator>
        <content:encoded><![CDATA[Bread wants time.

        And salt.]]></content:encoded><excerpt:encoded><![CDATA[not this]]></excerpt:encoded>
        <wp:post_id>{id}</wp:post_id><wp:post_date><![CDATA[2020-05-01 10:00:00]]></wp:post_date><wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>
        <wp:postmeta><wp:meta_key>deep</wp:meta_key><wp:meta_value>value</wp:meta_value></wp:postmeta>
        {string.Concat(comments)}
        </item>

        """;

    private static string Comment(int id, string name, string words, int parent = 0, int user = 0, string date = "2020-05-02 08:00:00", string approved = "1") =>
        $"<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author><wp:comment_author_email>a@b.example</wp:comment_author_email><wp:comment_date>{date}</wp:comment_date><wp:comment_date_gmt>{date}</wp:comment_date_gmt><wp:comment_content><![CDATA[{words}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent><wp:comment_user_id>{user}</wp:comment_user_id><wp:commentmeta><wp:meta_key>k</wp:meta_key></wp:commentmeta></wp:comment>";

    /// <summary>An export with one post of many megabytes before the one that is wanted; made while it is read.</summary>
    private sealed class LongExport : Stream
    {
        private readonly IEnumerator<byte[]> parts;
        private int at;

        public LongExport(string item, string head, string foot, int megabytes)
        {
            IEnumerable<string> all =
            [
                head, "<item><title>Large</title><content:encoded><![CDATA[", .. Enumerable.Repeat(new string('a', 1024) + '\n', megabytes * 512), "]]></content:encoded><wp:post_name>large</wp:post_name><wp:post_type>post</wp:post_type>",
                "<wp:postmeta><wp:meta_value>", .. Enumerable.Repeat(new string('b', 1024), megabytes * 512), "</wp:meta_value></wp:postmeta></item>", item, foot,
            ];
            parts = all.Select(System.Text.Encoding.UTF8.GetBytes).GetEnumerator();
            parts.MoveNext();
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (at == parts.Current.Length)
            {
                if (!parts.MoveNext())
                    return 0;
                at = 0;
            }

            var length = Math.Min(count, parts.Current.Length - at);
            parts.Current.AsSpan(at, length).CopyTo(buffer.AsSpan(offset));
            at += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
