using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>
/// What a person would read in a piece of HTML, line by line: one a paragraph, heading (<c>## words</c>), list item (<c>- words</c>),
/// row of a table, or picture (<c>[picture: words]</c>); what somebody else wrote stands behind <c>&gt; </c>.
/// </summary>
/// <remarks>A link's address stands behind its words in brackets, or alone where it is its own words.</remarks>
public static partial class HtmlText
{
    /// <summary>Longest piece, in UTF-16 units.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Most elements; formatting that is opened and never closed multiplies them.</summary>
    public const int MaxElements = 200_000;

    // No page for people comes near it, and what is deeper takes the parser time that grows with the square.
    private const int MaxOpen = 500;

    // Their ends may be left out, or they have none.
    private static readonly HashSet<string> EndsByItself = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rt", "rp", "html", "head", "body",
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    /// <summary>An article's lines.</summary>
    /// <param name="raw">As the author typed it, with shortcodes, and with line ends that count where there are no blocks; else as a page shows it.</param>
    /// <param name="page">The article's address, from which relative addresses start; null where nobody said.</param>
    /// <exception cref="FormatException">It is too large; the message says so in words.</exception>
    public static List<string> OfArticle(string html, bool raw, Uri? page)
    {
        var breaks = raw && !html.Contains("<!-- wp:", StringComparison.Ordinal);
        return Lines(Shortcodes.Resolve(Bounded(html)), new HtmlLines { LineEndsCount = breaks, Typed = raw, Pictures = true, Headings = true, Page = page });
    }

    /// <summary>A comment's lines; its pictures are left out.</summary>
    /// <inheritdoc cref="OfArticle"/>
    public static List<string> OfComment(string html, bool raw, Uri? page) =>
        Lines(Bounded(html), new HtmlLines { LineEndsCount = raw, Typed = raw, Page = page });

    /// <summary>A title or a name: its words in one line.</summary>
    /// <param name="raw">As somebody typed it.</param>
    public static string OfTitle(string html, bool raw = false) => string.Join(' ', Lines(Bounded(html), new HtmlLines { Typed = raw }));

    private static List<string> Lines(string html, HtmlLines lines)
    {
        RefuseUnclosed(html);
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

    private static void RefuseUnclosed(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            var count = open.GetValueOrDefault(name) + (tag.Groups["close"].Success ? -1 : 1);
            if (count > MaxOpen && !EndsByItself.Contains(name))
                throw TooLarge($"more than {MaxOpen} <{name}> in one another");
            open[name] = Math.Max(0, count);
        }
    }

    /// <summary>Without recursion: strangers decide how deep it goes. By number: a sibling's sibling takes a search among all of them.</summary>
    private static void Walk(IElement root, HtmlLines lines)
    {
        var path = new Stack<(IElement Element, int Next)>();
        if (lines.Enter(root))
            path.Push((root, 0));
        while (path.TryPop(out var at))
        {
            if (at.Next == at.Element.ChildNodes.Length)
            {
                lines.Leave(at.Element);
                continue;
            }

            path.Push((at.Element, at.Next + 1));
            switch (at.Element.ChildNodes[at.Next])
            {
                case IText text:
                    lines.Text(text.Data);
                    break;
                case IElement element when lines.Enter(element):
                    path.Push((element, 0));
                    break;
            }
        }
    }

    private static string Bounded(string html) => html.Length <= MaxLength ? html : throw TooLarge($"{html.Length:N0} characters");

    private static FormatException TooLarge(FormattableString what) => new(FormattableString.Invariant($"a text is too large ({FormattableString.Invariant(what)})"));

    [GeneratedRegex(@"<(?<close>/)?(?<name>[a-zA-Z][a-zA-Z0-9]{0,30})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
