using System.Globalization;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Checks an entry's answer: short paragraphs or lists of Markdown, every one of which names its source.</summary>
internal static partial class EntryBody
{
    /// <summary>Longest answer, in UTF-16 units.</summary>
    public const int MaxLength = 1200;

    /// <returns>The source numbers that the answer refers to.</returns>
    /// <param name="sources">How many sources there are; null where that is not known.</param>
    public static HashSet<int> Check(string body, int firstLine, int? sources, string file, List<SourceProblem> problems)
    {
        var markdown = new MarkdownBody(body, firstLine, file, problems);
        var referred = new HashSet<int>();
        var length = body.Trim().Length;
        if (length == 0)
            markdown.Report(firstLine, "There is no answer; write it below the front matter.");
        if (length > MaxLength)
        {
            markdown.Report(markdown.StartLine, string.Create(CultureInfo.InvariantCulture, $"The answer has {length:N0} characters; keep it under {MaxLength + 1:N0}."));
            return [.. References().Matches(body).Select(Number)];
        }

        if (markdown.Parse("The answer is nested too deeply; write plain paragraphs.") is not { } document)
            return referred;
        foreach (var block in document)
            CheckBlock(block);
        return referred;

        void CheckBlock(Block block)
        {
            switch (block)
            {
                case ParagraphBlock paragraph:
                    CheckWords(paragraph, "paragraph");
                    CheckInlines(paragraph);
                    break;
                case ListBlock list:
                    foreach (var item in list)
                    {
                        CheckWords(item, "list item");
                        foreach (var inner in item.Descendants<LeafBlock>())
                        {
                            if (inner is ParagraphBlock)
                                CheckInlines(inner);
                            else
                                CheckBlock(inner);
                        }
                    }

                    break;
                case HeadingBlock:
                    markdown.Report(block, "A heading is too much for a short answer; write plain paragraphs.");
                    break;
                case HtmlBlock:
                    markdown.Report(block, "HTML is not shown; write plain Markdown.");
                    break;
                default:
                    markdown.Report(block, "Only paragraphs and lists are shown; write this as one.");
                    break;
            }
        }

        void CheckWords(Block block, string kind)
        {
            var words = body[block.Span.Start..Math.Min(body.Length, block.Span.End + 1)];
            var any = false;
            foreach (Match reference in References().Matches(words))
            {
                any = true;
                var number = Number(reference);
                if (sources is null || (number >= 1 && number <= sources))
                {
                    referred.Add(number);
                    continue;
                }

                var line = markdown.LineAt(block.Span.Start + reference.Index);
                markdown.Report(line, $"{reference.Value} refers to no source; " + (sources == 0 ? "list the sources in the front matter." : $"the sources are numbered from 1 to {sources}."));
            }

            if (!any)
                markdown.Report(block, $"This {kind} names no source; put the number of its source behind it, such as [1].");
        }

        void CheckInlines(LeafBlock block)
        {
            foreach (var inline in block.Inline?.Descendants<Inline>() ?? [])
            {
                if (inline is HtmlInline)
                    markdown.Report(inline, "HTML is not shown; write plain Markdown.");
                else if (inline is LinkInline { IsImage: true })
                    markdown.Report(inline, "Pictures are not shown; describe in words what one would see.");
            }
        }
    }

    private static int Number(Match reference) => int.TryParse(reference.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue;

    [GeneratedRegex(@"\[(?<n>[0-9]+)\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
