using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Fuzz.Targets;

/// <summary>WordPress exports.</summary>
internal sealed class WxrTarget() : FileTarget(
    Id,
    25,
    "blog.xml",
    [WordPress + "WxrReader.cs", WordPress + "WxrItem.cs", WordPress + "WordPressPost.cs", WordPress + "HtmlText.cs", WordPress + "HtmlLines.cs", WordPress + "Shortcodes.cs", WordPress + "Typography.cs", WordPress + "SlugText.cs", WordPress + "LinkAddress.cs", WordPress + "MediaText.cs", Ingest + "CommentOrder.cs"],
    [
        "<item>", "</item>", "<wp:comment>", "</wp:comment>", "<wp:comment_id>7</wp:comment_id>", "<wp:comment_parent>7</wp:comment_parent>", "<wp:comment_approved>1</wp:comment_approved>", "<wp:comment_content><![CDATA[words]]></wp:comment_content>", "<wp:post_type>page</wp:post_type>", "<wp:status>draft</wp:status>",
        "<wp:post_password>x</wp:post_password>", "<content:encoded>", "</content:encoded>", "<wp:wxr_version>1.2</wp:wxr_version>", "<!DOCTYPE rss>", "<?pi?>", "<a/>", "<![CDATA[", "]]>", "&lt;", "[caption id=\"a\"]", "[/caption]", "[gallery ids=\"1\"]", "[embed]https://youtu.be/x[/embed]", "<!-- wp:paragraph -->", "<!--more-->",
        "<p>", "<ul><li>", "<ol><li>", "<blockquote>", "<h2>", "<table><tr><td>", "<img alt=\"x\" src=\"/y.png\">", "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>", "<a href=\"/there\">", "<br />", "<pre>", "<script>", "<figure><figcaption>", "&nbsp;", "&#8217;", "%e2%80%99",
    ])
{
    public const string Id = "wxr";

    private const string WordPress = Ingest + "WordPress/";

    public override IReadOnlyList<byte[]> Corpus() => Inputs.Cases(Id);

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        using var one = new MemoryStream(file.Bytes.ToArray());
        var chosen = WxrReader.Read(one, FilePath, "bread");
        using var any = new MemoryStream(file.Bytes.ToArray());
        var only = WxrReader.Read(any, FilePath, wanted: null);
        foreach (var post in new[] { chosen.Value, only.Value }.OfType<BlogPost>())
            ImportPromises.ReadsBack(post);
        var read = chosen.Value is null ? only : chosen;
        return (read.Value is not null, read.Problems);
    }
}
