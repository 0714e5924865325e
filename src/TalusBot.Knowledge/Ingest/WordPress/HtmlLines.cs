using System.Text;
using AngleSharp.Dom;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Collects the lines of an HTML tree while it is walked: every element is entered, then left.</summary>
internal sealed class HtmlLines
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "section", "article", "main", "aside", "header", "footer", "address", "center", "details", "summary", "fieldset",
        "ul", "ol", "dl", "dt", "dd", "table", "caption", "tr", "hr", "pre", "br", "body", "figcaption",
    };

    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "head", "title", "form", "button", "select", "input", "textarea", "nav", "svg", "math", "del", "s", "strike",
    };

    private readonly List<string> lines = [];
    private readonly StringBuilder line = new();
    private readonly List<string> gaps = [];
    private readonly Stack<(IElement Element, int Next)> lists = new();
    private readonly Stack<FigureText> figures = new();
    private readonly Stack<(IElement Element, int Start)> links = new();
    private string prefix = "";
    private int quotes;
    private int pre;
    private int code;

    /// <summary>Whether a line end in the text is one for readers.</summary>
    public bool LineEndsCount { get; init; }

    /// <summary>Whether the text is as somebody typed it.</summary>
    public bool Typed { get; init; }

    /// <summary>Whether pictures leave a gap that is told.</summary>
    public bool Pictures { get; init; }

    /// <summary>Whether headings are marked.</summary>
    public bool Headings { get; init; }

    public Uri? Page { get; init; }

    private StringBuilder Target => figures.TryPeek(out var figure) && figure.Collects ? figure.Words : line;

    public void Text(string data)
    {
        var to = Target;
        foreach (var c in Typed && pre == 0 && code == 0 ? Typography.AsShown(data, to.Length > 0 ? to[^1] : ' ') : data)
        {
            if (c == '\n' && to == line && (LineEndsCount || pre > 0))
                Break();
            else if (!char.IsWhiteSpace(c))
                to.Append(c);
            else if (to.Length > 0 && to[^1] != ' ')
                to.Append(' ');
        }
    }

    /// <summary>Whether its children are to be walked; only then it is left, too.</summary>
    public bool Enter(IElement element)
    {
        var name = element.LocalName;
        if (Unread.Contains(name))
            return false;
        switch (name)
        {
            case "img":
                if (MediaText.Emoji(element) is { } sign)
                    Text(sign);
                else if (!MediaText.IsInvisible(element))
                    Gap(MediaText.Words(element));
                return false;
            case "video" or "audio" or "iframe" or "object" or "embed" or "canvas":
                Gap(MediaText.Words(element));
                return false;
            case "noscript":
                // Pages that load pictures late repeat them here.
                if (element.QuerySelector("img,iframe,video") is { } late && gaps.Count == 0 && (lines.Count == 0 || !PictureGap.Is(lines[^1])) && line.Length == 0)
                    Gap(MediaText.Words(late));
                return false;
            case "a":
                links.Push((element, Target.Length));
                break;
            case "figure":
            case "div" when MediaText.IsCaptioned(element):
                Break();
                figures.Push(new FigureText(MediaText.IsMedia(element)));
                break;
            case "blockquote":
                Break();
                quotes++;
                break;
            case "li":
                Break();
                prefix = ListMark();
                break;
            case "ul" or "ol":
                Break();
                lists.Push((element, int.TryParse(element.GetAttribute("start"), out var start) && element.LocalName == "ol" ? start : 1));
                break;
            case "td" or "th":
                if (line.Length > 0)
                    line.Append(line[^1] == ' ' ? "| " : " | ");
                break;
            case "pre":
                Break();
                pre++;
                break;
            case "code" or "kbd" or "tt":
                code++;
                break;
            case ['h', >= '1' and <= '6']:
                Break();
                prefix = Headings ? "## " : "";
                break;
            default:
                if (Blocks.Contains(name))
                    Break();
                break;
        }

        return true;
    }

    public void Leave(IElement element)
    {
        switch (element.LocalName)
        {
            case "a":
                var (link, start) = links.Pop();
                Link(link, start);
                return;
            case "figure":
            case "div" when MediaText.IsCaptioned(element):
                LeaveFigure();
                return;
            case "ul" or "ol":
                Break();
                lists.Pop();
                return;
            case "blockquote":
                Break();
                quotes--;
                return;
            case "pre":
                Break();
                pre--;
                return;
            case "code" or "kbd" or "tt":
                code--;
                return;
            case "li" or ['h', >= '1' and <= '6']:
                Break();
                prefix = "";
                return;
            default:
                if (Blocks.Contains(element.LocalName))
                    Break();
                return;
        }
    }

    public List<string> Finish()
    {
        Break();
        return lines;
    }

    /// <summary>Ends a line: its words, then the pictures that stood among them.</summary>
    private void Break()
    {
        if (figures.TryPeek(out var figure) && figure.Collects)
        {
            figure.Words.Append(' ');
            return;
        }

        var words = SourceText.OneLine(line.ToString());
        line.Clear();
        if (words.Length > 0 && Pictures && VideoAddress.Is(words))
            gaps.Insert(0, "");
        else if (words.Length > 0)
            lines.Add(string.Concat(Enumerable.Repeat(QuotedLine.Mark, Math.Min(quotes, 3))) + prefix + words);
        if (words.Length > 0)
            prefix = "";
        if (Pictures)
            lines.AddRange(gaps.Select(PictureGap.Of));
        gaps.Clear();
    }

    private void Gap(string words)
    {
        if (figures.TryPeek(out var figure) && figure.Collects)
        {
            figure.Shown.Add(words);
            return;
        }

        gaps.Add(words);
        if (string.IsNullOrWhiteSpace(line.ToString()))
            Break();
    }

    private void LeaveFigure()
    {
        var figure = figures.Pop();
        if (!figure.Collects)
        {
            Break();
            return;
        }

        // The caption is what readers see; the description is for those who do not see the picture.
        var caption = SourceText.OneLine(figure.Words.ToString());
        if (VideoAddress.Is(caption))
            caption = "";
        var shown = figure.Shown.Count == 0 ? [""] : figure.Shown;
        if (caption.Length > 0)
            shown = [caption, .. shown.Skip(1)];
        foreach (var words in shown)
            Gap(words);
        Break();
    }

    private void Link(IElement link, int start)
    {
        var to = Target;
        start = Math.Min(start, to.Length);
        var words = to.ToString(start, to.Length - start);
        if (string.IsNullOrWhiteSpace(words) || LinkAddress.Of(link.GetAttribute("href"), Page) is not { } address || figures.TryPeek(out var figure) && figure.Collects)
            return;
        if (LinkAddress.IsSame(words, address))
        {
            to.Length = start;
            to.Append(words.AsSpan(0, words.Length - words.TrimStart().Length)).Append(address);
            if (char.IsWhiteSpace(words[^1]))
                to.Append(' ');
            return;
        }

        while (to.Length > 0 && to[^1] == ' ')
            to.Length--;
        to.Append(" (").Append(address).Append(')');
        if (char.IsWhiteSpace(words[^1]))
            to.Append(' ');
    }

    private string ListMark()
    {
        if (!lists.TryPop(out var list))
            return "- ";
        lists.Push((list.Element, list.Next + 1));
        return list.Element.LocalName == "ol" ? FormattableString.Invariant($"{list.Next}. ") : "- ";
    }

    /// <summary>What a figure shows and says.</summary>
    /// <param name="collects">Whether it holds pictures only; a figure around a table or a quotation is read like any other block.</param>
    private sealed class FigureText(bool collects)
    {
        public bool Collects { get; } = collects;

        public StringBuilder Words { get; } = new();

        public List<string> Shown { get; } = [];
    }
}
