using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>
/// What a person would read in a piece of HTML, line by line: one a paragraph, heading (<c>## words</c>), list item (<c>- words</c>),
/// row of a table, or picture (<c>[picture: words]</c>); what somebody else wrote stands behind <c>&gt; </c>.
/// </summary>
/// <remarks>A link's address stands behind its words in brackets, or alone where it is its own words.</remarks>
public static class HtmlText
{
    /// <summary>Longest piece, in UTF-16 units.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Most elements; formatting that is opened and never closed multiplies them.</summary>
    public const int MaxElements = 200_000;

    /// <summary>An article's lines.</summary>
    /// <param name="raw">As the author typed it, with shortcodes, and with line ends that count where there are no blocks; else as a page shows it.</param>
    /// <param name="page">The article's address, from which relative addresses start; null where nobody said.</param>
    /// <exception cref="FormatException">It is too large; the message says so in words.</exception>
    public static List<string> OfArticle(string html, bool raw, Uri? page)
    {
        var breaks = raw && !html.Contains("<!-- wp:", StringComparison.Ordinal);
        return Lines(Shortcodes.Resolve(Bounded(html)), new HtmlLines { LineEndsCount = breaks, Pictures = true, Headings = true, Page = page });
    }

    /// <summary>A comment's lines; its pictures are left out.</summary>
    /// <inheritdoc cref="OfArticle"/>
    public static List<string> OfComment(string html, bool raw, Uri? page) =>
        Lines(Bounded(html), new HtmlLines { LineEndsCount = raw, Page = page });

    /// <summary>A title or a name: its words in one line.</summary>
    public static string OfTitle(string html) => string.Join(' ', Lines(Bounded(html), new HtmlLines()));

    private static List<string> Lines(string html, HtmlLines lines)
    {
        var elements = 0;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            OnCreated = (_, _) =>
            {
                if (++elements > MaxElements)
                    throw TooLarge($"more than {MaxElements:N0} elements");
            },
        });
        using var document = parser.ParseDocument($"<!doctype html><html><body>{html}");
        if (document.Body is { } body)
            Walk(body, lines);
        return lines.Finish();
    }

    /// <summary>Without recursion: strangers decide how deep it goes.</summary>
    private static void Walk(IElement root, HtmlLines lines)
    {
        INode node = root;
        while (true)
        {
            var goIn = node switch
            {
                IText text => lines.Text(text.Data),
                IElement element => lines.Enter(element),
                _ => false,
            };
            if (goIn && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            if (goIn && node is IElement childless)
                lines.Leave(childless);
            while (node != root && node.NextSibling is null)
            {
                node = node.Parent!;
                lines.Leave((IElement)node);
            }

            if (node == root)
                return;
            node = node.NextSibling!;
        }
    }

    private static string Bounded(string html) => html.Length <= MaxLength ? html : throw TooLarge($"{html.Length:N0} characters");

    private static FormatException TooLarge(FormattableString what) => new(FormattableString.Invariant($"a text is too large ({FormattableString.Invariant(what)})"));
}
