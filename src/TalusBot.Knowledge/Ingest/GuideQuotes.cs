using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the quotes of a guide: exact words, and as the last paragraph the id of their source.</summary>
internal static partial class GuideQuotes
{
    /// <summary>Most quotes of one step: a reply cites no more.</summary>
    public const int MaxQuotes = EntrySources.MaxSources;

    /// <returns>Null where there are no such words.</returns>
    public static EntrySource? Read(QuoteBlock quote, SourceWords sources, MarkdownBody body)
    {
        foreach (var block in quote)
        {
            if (block is ParagraphBlock { Inline: { } inline })
            {
                if (MarkdownBody.Odd(inline) is { } odd)
                    body.Report(odd, "A quote is read word for word; put \"\\\" before the sign that Markdown changes here.");
                continue;
            }

            body.Report(block, "A quote holds exact words and the id of their source, and nothing else; move this out of it.");
            return null;
        }

        var paragraphs = quote.OfType<ParagraphBlock>().Select(paragraph => (Words: MarkdownBody.Words(paragraph.Inline ?? []), Line: body.LineOf(paragraph))).ToList();
        if (paragraphs.Count == 0 || !Id().IsMatch(paragraphs[^1].Words))
        {
            body.Report(paragraphs.Count == 0 ? body.LineOf(quote) : paragraphs[^1].Line, "This quote does not name its source; end it with a line \">\" and a line such as \"> ankle-talus#c12\".");
            return null;
        }

        var (id, idLine) = paragraphs[^1];
        if (paragraphs.Count == 1)
        {
            body.Report(idLine, $"There are no words of {id} here; paste some above it, with a line \">\" between.");
            return null;
        }

        // Each paragraph of a source is a line of its own there.
        var words = string.Join('\n', paragraphs.SkipLast(1).Select(paragraph => paragraph.Words));
        return sources.Find(id, words, problem => body.Report(sources.Knows(id) ? paragraphs[0].Line : idLine, problem));
    }

    [GeneratedRegex(@"^[^\s#]+#\S+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
