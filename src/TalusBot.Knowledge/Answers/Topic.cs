using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Answers;

/// <summary>What the talk is about: what was asked last, and what it came to.</summary>
/// <param name="Question">Understandable alone.</param>
/// <param name="Unit">The id of the unit that answered; null where nothing did.</param>
/// <param name="Quotes">The words that were cited; empty where nothing answered.</param>
public sealed record Topic(string Question, string? Unit, IReadOnlyList<QuotePlace> Quotes);

/// <summary>Where quoted words stand.</summary>
/// <param name="Id">Of the paragraph or comment.</param>
/// <param name="Start">UTF-16 offset into the source's text, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive.</param>
public sealed record QuotePlace(string Id, int Start, int End)
{
    /// <summary>Where cited words stand.</summary>
    public static QuotePlace Of(Citation citation)
    {
        ArgumentNullException.ThrowIfNull(citation);
        return new(citation.Id, citation.Start, citation.End);
    }

    /// <summary>Where the words of a source stand.</summary>
    public static QuotePlace Of(EntrySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source.Said.Id, source.Quote.Start, source.Quote.End);
    }
}
