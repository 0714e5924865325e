using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Curation;

/// <summary>Finds exact words that a new entry could rest on.</summary>
public static class SourceProposals
{
    /// <summary>More are no help to choose from.</summary>
    public const int Most = 8;

    private const int MostUnits = 30;

    /// <summary>The quotes that are found for a question or a few words, best first and none twice; empty where nothing is near.</summary>
    /// <param name="words">A question, or words that the source may hold.</param>
    public static IReadOnlyList<Citation> For(Snapshot snapshot, string words)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(words);
        return [.. snapshot.Search.Rank(words, MostUnits).Hits
            .Where(hit => hit.Unit is not (Unit.OfGuide or Unit.OfUnanswered))
            .Select(hit => snapshot.Answers.From(hit.Unit.Id, words)).OfType<Answer.Covered>()
            .SelectMany(covered => covered.Quotes).Select(quote => quote.Citation)
            .DistinctBy(citation => (citation.Id, citation.Start, citation.End))
            .Take(Most)];
    }
}
