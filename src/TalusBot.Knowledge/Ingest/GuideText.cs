using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the paragraphs of a guide in our words, and the entries that they link.</summary>
/// <param name="entries">The ids of the entries that can be used.</param>
/// <param name="leftOut">The ids of those with mistakes of their own; links to them are dropped without a second complaint.</param>
internal sealed partial class GuideText(MarkdownBody body, IReadOnlySet<string> entries, IReadOnlySet<string> leftOut)
{
    /// <returns>The paragraph in one line, in which links are their words alone.</returns>
    /// <param name="linked">Takes the ids of the entries; null where nothing may be linked.</param>
    public string Read(ParagraphBlock paragraph, List<string>? linked)
    {
        var links = new List<LinkInline>();
        foreach (var inline in paragraph.Inline?.Descendants<Inline>() ?? [])
        {
            switch (inline)
            {
                case LinkInline { IsImage: true }:
                    body.Report(inline, "Pictures are not shown; describe in words what one would see.");
                    break;
                case LinkInline { Url: { } address } link:
                    links.Add(link);
                    Follow(link, address, linked);
                    break;
                case HtmlInline:
                    body.Report(inline, "HTML is not shown; write plain Markdown.");
                    break;
                case CodeInline or AutolinkInline:
                    body.Report(inline, "Only words, emphasis and links to entries are shown; write this in words.");
                    break;
            }
        }

        var (start, end) = (paragraph.Span.Start, Math.Min(body.Text.Length, paragraph.Span.End + 1));
        var text = new System.Text.StringBuilder();
        foreach (var link in links.Where(link => link.Span.Start >= start && link.Span.End < end))
        {
            text.Append(body.Text.AsSpan(start, link.Span.Start - start)).Append(MarkdownBody.Words([link]));
            start = link.Span.End + 1;
        }

        return LineEnd().Replace(text.Append(body.Text.AsSpan(start, end - start)).ToString(), " ").Trim();
    }

    private void Follow(LinkInline link, string address, List<string>? linked)
    {
        if (linked is null)
        {
            body.Report(link, "The intro links nothing; move the link into the step where it helps.");
        }
        else if (address.StartsWith('#'))
        {
            body.Report(link, "A link to a step must be a choice; write it as a list item of its own.");
        }
        else if (EntryAddress().Match(address) is not { Success: true } match)
        {
            body.Report(link, $"\"{address}\" leads out of the knowledge; link an entry, such as \"../entries/how-to-tape.md\".");
        }
        else if (match.Groups["id"].Value is var id && entries.Contains(id))
        {
            if (!linked.Contains(id))
                linked.Add(id);
        }
        else if (!leftOut.Contains(id))
        {
            body.Report(link, $"There is no entry \"{id}\"; " + (Nearest.To(id, entries, 1) is [var near] ? $"did you mean \"{near}\"?" : "link the file of an entry, such as \"../entries/how-to-tape.md\"."));
        }
    }

    [GeneratedRegex(@"^\.\./entries/(?<id>[^/#?]+)\.md$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryAddress();

    [GeneratedRegex(@"(?:\\|(?<!\s))\s*\n\s*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineEnd();
}
