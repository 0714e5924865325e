using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Makes paragraphs of an article's lines: sub-headings, and gaps where pictures were.</summary>
internal static partial class ArticleParagraphs
{
    private const int MaxHeadingLength = 80;
    private const int MaxHeadingWords = 10;

    public static List<Paragraph> Of(SeedLayout seed, string slug, string speaker)
    {
        var paragraphs = new List<Paragraph>(seed.Article.Count);
        string? heading = null;
        for (var i = 0; i < seed.Article.Count; i++)
        {
            var line = seed.Article[i];
            var text = line.Of(seed.Text);
            var next = i + 1 < seed.Article.Count ? seed.Article[i + 1].Of(seed.Text) : "";
            var isHeading = IsHeading(text, next);
            paragraphs.Add(new($"{slug}#p{i + 1}", speaker, seed.Date, text, line.Start, line.End, isHeading ? null : heading, isHeading, !isHeading && LeadsToPicture(text, next)));
            if (isHeading)
                heading = text;
        }

        return paragraphs;
    }

    /// <summary>A short line without end punctuation, followed by prose.</summary>
    private static bool IsHeading(string line, string next) =>
        line.Length <= MaxHeadingLength && next.Length > line.Length && HeadingForm().IsMatch(line) && ProseEnd().IsMatch(next) &&
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MaxHeadingWords;

    /// <summary>A colon before a list or an address leads to that and not to a picture.</summary>
    private static bool LeadsToPicture(string line, string next) =>
        PointsAhead().IsMatch(line) && !ListItem().IsMatch(next) && !next.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[^\s\p{Ll}•*+>(-](?!.*https?://).*[^\s.,;:!?…]$")]
    private static partial Regex HeadingForm();

    [GeneratedRegex(@"[.!?…:][)""'”’]*$")]
    private static partial Regex ProseEnd();

    [GeneratedRegex(@"(:|\b(like (this|these|so|that)|(as )?(shown|seen|pictured) (here|below|above)|((picture|image|photo|video|diagram|clip)s?|see) below)\s*[.:…]*)[)""'”’]*$", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex PointsAhead();

    [GeneratedRegex(@"^([-*•–+]|\(?[0-9a-zA-Z]{1,2}[.)])\s")]
    private static partial Regex ListItem();
}
