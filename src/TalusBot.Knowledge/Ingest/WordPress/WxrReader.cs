using System.Globalization;
using System.Xml;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Reads a WordPress export file (WXR: RSS 2.0 with WordPress's own elements), one post at a time, in memory bounded by that post.</summary>
public static class WxrReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    private const int MaxDepth = 32;
    private const int MaxListed = 10_000;

    /// <summary>Finds one post.</summary>
    /// <param name="xml">Read once, from its place on.</param>
    /// <param name="file">As problems are to name it.</param>
    /// <param name="wanted">A post's slug, number or address; null takes the only one there is.</param>
    /// <returns>The post, or the reasons why there is none.</returns>
    public static Reading<BlogPost> Read(Stream xml, string file, string? wanted)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = MaxBytes,
        };
        XmlReader? reader = null;
        try
        {
            reader = XmlReader.Create(xml, settings);
            return Find(reader, file, wanted);
        }
        catch (XmlException e)
        {
            var why = e.Message.Contains("DTD", StringComparison.Ordinal) ? "it declares a document type, which an export never does" : Plain(e);
            var line = e.LineNumber > 0 || reader is null ? e.LineNumber : LineOf(reader);
            return Refused(file, line, $"This is no well-formed XML ({why}); export it from WordPress once more, under Tools, Export.");
        }
        catch (FormatException e)
        {
            return Refused(file, 0, $"The post cannot be taken: {e.Message}.");
        }
        finally
        {
            reader?.Dispose();
        }
    }

    private static Reading<BlogPost> Find(XmlReader reader, string file, string? wanted)
    {
        var authors = new Dictionary<string, (long Id, string Name)>(StringComparer.OrdinalIgnoreCase);
        var listed = new List<WordPressPost>();
        (WordPressPost Post, List<WordPressComment> Comments, int Line)? chosen = null;
        var isExport = false;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
                return Refused(file, LineOf(reader), $"The elements are nested more than {MaxDepth} deep; this is no WordPress export.");
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.Depth == 0 && reader.LocalName != "rss")
                return Refused(file, LineOf(reader), $"This is no WordPress export: it begins with <{reader.LocalName}> and not with <rss>. In WordPress, choose Tools, Export.");
            switch (reader.LocalName)
            {
                case "wxr_version":
                    isExport = true;
                    break;
                case "author" when WxrItem.IsWordPress(reader):
                    var (login, author) = WxrItem.ReadAuthor(reader);
                    authors.TryAdd(login, author);
                    break;
                case "item":
                    var line = LineOf(reader);
                    var item = WxrItem.Read(reader, authors);
                    if (!item.Post.IsArticle(wanted))
                        break;
                    if (listed.Count < MaxListed)
                        listed.Add(item.Post.Summary);
                    if (wanted is null ? listed.Count == 1 : chosen is null && item.Post.Summary.IsMeant(wanted))
                        chosen = (item.Post.Whole(), item.Comments, line);
                    else if (wanted is null)
                        chosen = null;
                    break;
            }
        }

        if (!isExport && listed.Count == 0)
            return Refused(file, 0, "This is no WordPress export: it holds neither posts nor the version of the format. In WordPress, choose Tools, Export.");
        if (chosen is not { } found)
            return Refused(file, 0, Choice(listed, wanted));
        if (found.Post.Refusal is { } refusal)
            return Refused(file, found.Line, refusal);
        return new(found.Post.With(found.Comments), []);
    }

    private static string Choice(List<WordPressPost> listed, string? wanted)
    {
        var open = listed.Where(post => post.Refusal is null).ToList();
        if (open.Count == 0 && wanted is null)
            return "There is no published post in this export.";
        var lines = open.Take(50).Select(post => string.Create(CultureInfo.InvariantCulture, $"\n  {post.Slug}  ({post.Id}, {post.At:yyyy-MM-dd}) {SourceText.OneLine(post.Title)}"));
        var more = open.Count > 50 ? string.Create(CultureInfo.InvariantCulture, $"\n  and {open.Count - 50} more") : "";
        return (wanted is null ? "There are several posts in this export; name one with --post:" : $"There is no post \"{wanted}\" in this export; it holds:") + string.Concat(lines) + more;
    }

    private static string Plain(XmlException e)
    {
        var at = e.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return (at > 0 ? e.Message[..at] : e.Message).TrimEnd('.');
    }

    private static int LineOf(XmlReader reader) => reader is IXmlLineInfo info ? info.LineNumber : 0;

    private static Reading<BlogPost> Refused(string file, int line, string why) => new(null, [new(file, line, why)]);
}
