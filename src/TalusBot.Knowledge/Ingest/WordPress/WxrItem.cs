using System.Globalization;
using System.Text;
using System.Xml;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Reads the elements of an export: an author, or an item with its comments.</summary>
internal static class WxrItem
{
    private const string WordPress = "http://wordpress.org/export/";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const int MaxField = 10_000;
    private const int MaxComment = 1024 * 1024;
    private const int MaxComments = 2 * SeedReader.MaxComments;
    private const int MaxCommentsTotal = 64 * 1024 * 1024;

    public static bool IsWordPress(XmlReader reader) =>
        reader.NamespaceURI.StartsWith(WordPress, StringComparison.Ordinal) && !reader.NamespaceURI.EndsWith("excerpt/", StringComparison.Ordinal);

    public static (string Login, (long Id, string Name) Author) ReadAuthor(XmlReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Children(reader, () => fields[reader.LocalName] = Text(reader, MaxField) ?? "");
        var login = fields.GetValueOrDefault("author_login", "");
        var name = fields.GetValueOrDefault("author_display_name", "");
        return (login, (Number(fields.GetValueOrDefault("author_id")), name.Length > 0 ? name : login));
    }

    /// <summary>From an item's start to its end.</summary>
    public static (WxrPost Post, List<WordPressComment> Comments) Read(XmlReader reader, Dictionary<string, (long Id, string Name)> authors)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var comments = new List<WordPressComment>();
        string? content = "";
        string? overflow = null;
        var total = 0;
        Children(reader, () =>
        {
            switch (reader.LocalName)
            {
                case "encoded" when reader.NamespaceURI == Content:
                    content = Text(reader, HtmlText.MaxLength);
                    break;
                case "title" or "link" when reader.NamespaceURI.Length == 0:
                case "creator" when reader.NamespaceURI == DublinCore:
                case "post_id" or "post_name" or "post_date" or "status" or "post_password" or "post_type" when IsWordPress(reader):
                    fields[reader.LocalName] = Text(reader, MaxField) ?? "";
                    break;
                case "comment" when IsWordPress(reader) && overflow is null:
                    var (comment, length) = ReadComment(reader);
                    total += length;
                    if (comment is null)
                        overflow = "a comment is too large";
                    else
                        comments.Add(comment);
                    if (comments.Count > MaxComments || total > MaxCommentsTotal)
                        overflow = $"there are more than {MaxComments} comments, or too many words in them";
                    break;
                default:
                    reader.Skip();
                    break;
            }
        });
        var creator = fields.GetValueOrDefault("creator", "");
        var (authorId, author) = authors.GetValueOrDefault(creator, (0, creator));
        var post = new WordPressPost(
            Number(fields.GetValueOrDefault("post_id")),
            SlugText.Decoded(fields.GetValueOrDefault("post_name", "")),
            fields.GetValueOrDefault("title", ""),
            Uri.TryCreate(fields.GetValueOrDefault("link"), UriKind.Absolute, out var link) && link.Scheme is "http" or "https" ? link : null,
            WordPressTime.Of(fields.GetValueOrDefault("post_date")),
            fields.GetValueOrDefault("status", ""),
            fields.GetValueOrDefault("post_password", "").Length > 0,
            Html: "",
            Raw: true,
            authorId,
            author.Length > 0 ? author : null);
        return (new WxrPost(post, fields.GetValueOrDefault("post_type", ""), content, overflow), comments);
    }

    private static (WordPressComment? Comment, int Length) ReadComment(XmlReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        string? content = "";
        Children(reader, () =>
        {
            if (reader.LocalName == "comment_content")
                content = Text(reader, MaxComment);
            else if (reader.LocalName is "commentmeta" or "comment_author_email" or "comment_author_IP" or "comment_author_url")
                reader.Skip();
            else
                fields[reader.LocalName] = Text(reader, MaxField) ?? "";
        });
        if (content is null)
            return (null, 0);
        var id = Number(fields.GetValueOrDefault("comment_id"));
        var kind = fields.GetValueOrDefault("comment_type", "");
        return (
            new(
                id,
                Number(fields.GetValueOrDefault("comment_parent")),
                Number(fields.GetValueOrDefault("comment_user_id")),
                fields.GetValueOrDefault("comment_author", ""),
                WordPressTime.Of(fields.GetValueOrDefault("comment_date")),
                WordPressTime.Of(fields.GetValueOrDefault("comment_date_gmt")),
                content,
                id > 0 && fields.GetValueOrDefault("comment_approved") == "1" && kind is "" or "comment"),
            content.Length);
    }

    /// <summary>Goes through the elements right inside this one; each must be read to its end, or skipped.</summary>
    private static void Children(XmlReader reader, Action child)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
                child();
            else
                reader.Read();
        }

        if (reader.EOF)
            throw new XmlException("The file ends too early");
    }

    /// <summary>The text of an element and everything in it, and goes behind its end; null where it is longer than allowed.</summary>
    private static string? Text(XmlReader reader, int most)
    {
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        var text = new StringBuilder();
        var buffer = new char[4096];
        var depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length <= most)
            {
                for (var read = reader.ReadValueChunk(buffer, 0, buffer.Length); read > 0 && text.Length <= most; read = reader.ReadValueChunk(buffer, 0, buffer.Length))
                    text.Append(buffer, 0, read);
            }

            reader.Read();
        }

        reader.Read();
        return text.Length <= most ? text.ToString() : null;
    }

    private static long Number(string? written) =>
        long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000_000_000_000 ? number : 0;
}

/// <summary>An item of an export.</summary>
/// <param name="Summary">Without its HTML.</param>
/// <param name="Content">Null where it is too large.</param>
/// <param name="Overflow">What else is too large, in words.</param>
internal sealed record WxrPost(WordPressPost Summary, string Type, string? Content, string? Overflow)
{
    /// <summary>Pictures, menus and the like are items too. What is not open to everybody counts only where it was asked for.</summary>
    public bool IsArticle(string? wanted) =>
        Type is "attachment" or "revision" or "nav_menu_item" ? false : wanted is not null ? true : Type is "" or "post" or "page" && Summary.Refusal is null;

    public WordPressPost Whole() => Overflow is not null ? throw new FormatException(Overflow)
        : Content is null ? throw new FormatException(FormattableString.Invariant($"it has more than {HtmlText.MaxLength:N0} characters"))
        : Summary with { Html = Content };
}
