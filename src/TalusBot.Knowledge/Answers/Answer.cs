using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Answers;

/// <summary>What the knowledge has to say to a question.</summary>
/// <param name="Confidence">The probability that the best find is right, 0 to 1.</param>
public abstract record Answer(double Confidence)
{
    /// <summary>It is answered in the sources.</summary>
    /// <param name="Words">The maintainers' words, with <c>[1]</c> for the first quote; null where only quotes answer.</param>
    /// <param name="Quotes">1 to 3.</param>
    /// <param name="Followups">Questions with answers that people ask next; at most 3.</param>
    /// <param name="ReadNext">Where the author points to beside the quoted words; at most 2.</param>
    /// <param name="HasMore">The passage around the first quote says more.</param>
    public sealed record Covered(double Confidence, string? Words, IReadOnlyList<Quote> Quotes, IReadOnlyList<string> Followups, IReadOnlyList<Uri> ReadNext, bool HasMore) : Answer(Confidence)
    {
        /// <summary>The id of the unit that answers.</summary>
        public string? Unit { get; init; }

        /// <summary>It was asked who said it, or when: every quote is shown with its frame, not the main one alone.</summary>
        public bool AsksForSpeaker { get; init; }
    }

    /// <summary>A guide leads to the answer, question by question.</summary>
    public sealed record Led(double Confidence, Guide Guide) : Answer(Confidence);

    /// <summary>Two questions stood in one message, and both are answered.</summary>
    /// <param name="Both">In the order of the message.</param>
    public sealed record Several(double Confidence, IReadOnlyList<Covered> Both) : Answer(Confidence);

    /// <summary>The message is in another language than ours.</summary>
    public sealed record OtherLanguage() : Answer(0);

    /// <summary>It may be one of these; the asker chooses.</summary>
    /// <param name="Choices">1 to 3, the likeliest first.</param>
    public sealed record Unsure(double Confidence, IReadOnlyList<Choice> Choices) : Answer(Confidence);

    /// <summary>It is not; nothing is guessed.</summary>
    /// <param name="Asked">A reader asked this before and got no answer; null where nobody did.</param>
    /// <param name="AskedCitation">That question, cited.</param>
    /// <param name="Nearby">Questions close to it that do have answers; at most 3.</param>
    public sealed record NotCovered(double Confidence, UnansweredQuestion? Asked, Citation? AskedCitation, IReadOnlyList<string> Nearby) : Answer(Confidence)
    {
        /// <summary>The author's question what was meant, cited; null where he did not ask back.</summary>
        public Citation? AskedBack { get; init; }
    }
}

/// <summary>One thing that may have been meant.</summary>
/// <param name="Unit">The id of the unit that answers.</param>
/// <param name="Words">What the asker reads: a question, or the beginning of what was written.</param>
public sealed record Choice(string Unit, string Words);

/// <summary>Exact words that answer, with what makes them understandable.</summary>
/// <param name="RepliesToReader">The words are the author's reply to a reader.</param>
/// <param name="Endorsed">The author agreed with these words of a reader.</param>
/// <param name="ReaderAsked">The question they reply to, where the words do not say it themselves; else null.</param>
public sealed record Quote(Citation Citation, bool RepliesToReader, bool Endorsed, string? ReaderAsked);
