using System.Globalization;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the choices of a step: list items that begin with a link, and may go on with other words for it.</summary>
internal static partial class GuideChoices
{
    /// <summary>Most choices of one step: chats show no more buttons well.</summary>
    public const int MaxChoices = 6;

    /// <summary>Longest words of a choice, and longest other words for it, in UTF-16 units.</summary>
    public const int MaxWords = 60;

    public static IEnumerable<ChoiceDraft> Read(ListBlock list, MarkdownBody body)
    {
        if (list.IsOrdered)
            body.Report(list, "Choices have no order; begin each of these lines with \"- \" and not with a number.");
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var paragraph = item.FirstOrDefault() as ParagraphBlock;
            if (paragraph is not null && item.Count > 1)
                body.Report(item[1], "A choice is one paragraph; move this above the list.");
            yield return Choice(paragraph?.Inline?.ToList() ?? [], body.LineOf(item), body);
        }
    }

    private static ChoiceDraft Choice(List<Inline> inlines, int line, MarkdownBody body)
    {
        if (inlines is not [LinkInline { IsImage: false, Url: { Length: > 0 } address } link, .. var rest])
        {
            body.Report(line, "A choice must begin with a link to the step that comes next, such as \"- [Yes](#how-long)\".");
            return new(MarkdownBody.Words(inlines), null, [], line);
        }

        foreach (var odd in (Inline?[])[MarkdownBody.Odd(link.ToList()), MarkdownBody.Odd(rest)])
        {
            if (odd is not null)
                body.Report(odd, "A choice is shown as a button; write plain words, without Markdown's signs.");
        }

        var words = MarkdownBody.Words([link]);
        if (words.Length == 0)
            body.Report(line, "This choice has no words; write them between the brackets.");
        var also = Also(MarkdownBody.Words(rest), line, body);
        foreach (var one in also.Prepend(words).Where(one => one.Length > MaxWords))
            body.Report(line, string.Create(CultureInfo.InvariantCulture, $"\"{one}\" has {one.Length} characters; keep the words of a choice under {MaxWords + 1}."));
        return new(words, address, also, line);
    }

    private static string[] Also(string behind, int line, MarkdownBody body)
    {
        if (behind.Length == 0)
            return [];
        string[] also = OtherWords().Match(behind) is { Success: true } match
            ? match.Groups["also"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        if (also.Length == 0)
            body.Report(line, "Behind the link there can only be \" – \" and other words for the choice, with commas between them.");
        return also;
    }

    [GeneratedRegex(@"^[–—-]\s+(?<also>.+)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherWords();
}
