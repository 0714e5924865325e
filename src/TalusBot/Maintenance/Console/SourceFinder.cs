using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary>Proposes the words that an entry can rest on.</summary>
internal static class SourceFinder
{
    private const int MostPassages = 6;
    private const int HitsLookedAt = 40;

    /// <summary>The paragraphs and comments nearest to some words, best first.</summary>
    public static IReadOnlyList<Passage> Near(Snapshot knowledge, string words) =>
    [
        .. knowledge.Search.Rank(words, HitsLookedAt).Hits
            .SelectMany(hit => hit.Unit.Passages)
            .Distinct(StringComparer.Ordinal)
            .Select(id => knowledge.Answers.Around(id))
            .OfType<Passage>()
            .Take(MostPassages),
    ];

    /// <summary>All of a passage in quotes that are short enough, by whole sentences.</summary>
    public static IEnumerable<DraftSource> Quotes(Passage said)
    {
        for (var rest = new Span(said.Text, 0, said.Text.Length); rest.Text.Length > 0;)
        {
            var line = rest.Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? rest.Text[..end] : rest.Text;
            var quote = Citation.Opening(new Span(line, 0, line.Length), Citation.LongestQuote).Text;
            if (quote.Trim().Length > 0)
            {
                yield return new DraftSource(said.Id, quote.Trim());
            }

            rest = new Span(rest.Text[Math.Max(1, quote.Length)..].TrimStart(), 0, 0);
        }
    }
}
