using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Makes paragraphs of an article's lines: sub-headings, and gaps where pictures were, as the words or an import's marks tell.</summary>
internal static partial class ArticleParagraphs
{
    private const int MaxHeadingLength = 80;
    private const int MaxHeadingWords = 10;

    public static List<Paragraph> Of(SeedLayout seed, string slug, string speaker)
    {
        var paragraphs = new List<Paragraph>(seed.Article.Count);
        string? heading = null;
        var (lines, shown) = Gaps(seed);
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, marked) = Unmarked(seed, lines[i]);
            var text = line.Of(seed.Text);
            var next = i + 1 < lines.Count ? lines[i + 1].Of(seed.Text) : "";
            var isHeading = marked || IsHeading(text, next);
            var leadsToPicture = shown.Contains(i) || (!isHeading && LeadsToPicture(text, next));
            paragraphs.Add(new($"{slug}#p{i + 1}", speaker, seed.Date, text, line.Start, line.End, isHeading ? null : heading, isHeading, leadsToPicture));
            if (isHeading)
                heading = text;
        }

        return paragraphs;
    }

    /// <summary>The lines that hold words, and which of them stand before a gap.</summary>
    private static (List<SourceLine> Lines, HashSet<int> Shown) Gaps(SeedLayout seed)
    {
        var lines = new List<SourceLine>(seed.Article.Count);
        var shown = new HashSet<int>();
        foreach (var line in seed.Article)
        {
            if (!seed.Imported || !PictureGap.Is(seed.Text.AsSpan(line.Start, line.Length)))
                lines.Add(line);
            else if (lines.Count > 0)
                shown.Add(lines.Count - 1);
        }

        return (lines, shown);
    }

    /// <summary>An import knows its headings and marks them: <c>## Mobilizing the talus</c>. The mark is no word of the author's.</summary>
    private static (SourceLine Line, bool Marked) Unmarked(SeedLayout seed, SourceLine line)
    {
        if (!seed.Imported || HeadingMark().Match(seed.Text, line.Start, line.Length) is not { Success: true, Length: var mark } || mark == line.Length)
            return (line, false);
        return (line with { Start = line.Start + mark }, true);
    }

    /// <summary>A short line without end punctuation, followed by prose.</summary>
    private static bool IsHeading(string line, string next) =>
        line.Length <= MaxHeadingLength && next.Length > line.Length && HeadingForm().IsMatch(line) && ProseEnd().IsMatch(next) &&
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MaxHeadingWords;

    /// <summary>A colon before a list or an address leads to that and not to a picture.</summary>
    private static bool LeadsToPicture(string line, string next) =>
        PointsAhead().IsMatch(line) && !ListItem().IsMatch(next) && !next.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[^\s\p{Ll}•*+>(-](?!.*https?://).*[^\s.,;:!?…]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingForm();

    [GeneratedRegex(@"\A#{1,6}\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingMark();

    [GeneratedRegex(@"[.!?…:][)""'”’]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProseEnd();

    [GeneratedRegex(@"(:|\b(like (this|these|so|that)|(as )?(shown|seen|pictured) (here|below|above)|((picture|image|photo|video|diagram|clip)s?|see) below)\s*[.:…]*)[)""'”’]*$", RegexOptions.IgnoreCase | RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PointsAhead();

    [GeneratedRegex(@"^([-*•–+]|\(?[0-9a-zA-Z]{1,2}[.)])\s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListItem();
}
