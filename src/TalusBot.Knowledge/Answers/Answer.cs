using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Answers;

/// <summary>What the knowledge has to say to a question.</summary>
/// <param name="Confidence">How sure the ranking is of its best find, 0 to 1.</param>
public abstract record Answer(double Confidence)
{
    /// <summary>It is answered in the sources.</summary>
    /// <param name="Words">The maintainers' words, with <c>[1]</c> for the first quote; null where only quotes answer.</param>
    /// <param name="Quotes">1 to 3.</param>
    /// <param name="Followups">Questions with answers that people ask next; at most 3.</param>
    public sealed record Covered(double Confidence, string? Words, IReadOnlyList<Quote> Quotes, IReadOnlyList<string> Followups) : Answer(Confidence);

    /// <summary>It is not; nothing is guessed.</summary>
    /// <param name="Asked">A reader asked this before and got no answer; null where nobody did.</param>
    /// <param name="AskedCitation">That question, cited.</param>
    /// <param name="Nearby">Questions close to it that do have answers; at most 3.</param>
    public sealed record NotCovered(double Confidence, UnansweredQuestion? Asked, Citation? AskedCitation, IReadOnlyList<string> Nearby) : Answer(Confidence);
}

/// <summary>Exact words that answer, with what makes them understandable.</summary>
/// <param name="RepliesToReader">The words are the author's reply to a reader.</param>
/// <param name="Endorsed">The author agreed with these words of a reader.</param>
/// <param name="ReaderAsked">The question they reply to, where the words do not say it themselves; else null.</param>
public sealed record Quote(Citation Citation, bool RepliesToReader, bool Endorsed, string? ReaderAsked);
