using TalusBot.Knowledge.Answers;

namespace TalusBot.Conversation;

/// <summary>Everything the bot says in one turn, before any channel gives it a form.</summary>
/// <param name="Blocks">What a person reads, from top to bottom.</param>
/// <param name="Citations">What <c>[1]</c>, <c>[2]</c> ... in the blocks stand for; at most 3.</param>
/// <param name="Choices">What to pick from, where the reply asks; at most 3 and "none of these".</param>
/// <param name="Followups">Questions that are known to have answers; at most 3.</param>
/// <param name="Confidence">How sure the ranking is, 0 to 1; null where nothing was ranked.</param>
/// <param name="HasMore">"Show more" would show more.</param>
/// <param name="Notice">One line below the reply, once a conversation.</param>
internal sealed record Reply(
    Outcome Outcome,
    IReadOnlyList<Block> Blocks,
    IReadOnlyList<Citation> Citations,
    IReadOnlyList<string> Choices,
    IReadOnlyList<string> Followups,
    double? Confidence = null,
    bool HasMore = false,
    string? Notice = null)
{
    /// <summary>The question, where it has no answer and waits for the maintainers; else null.</summary>
    public string? AskedInVain { get; init; }

    /// <summary>Where the question could be asked in a comment instead; null where nobody said.</summary>
    public Uri? CommentAt { get; init; }

    /// <summary>The question that gets this answer where nothing was said before; null where the reply is no answer.</summary>
    public string? Question { get; init; }

    /// <summary>The blocks for a place where others read along; null where these are fit for it.</summary>
    public IReadOnlyList<Block>? Discreet { get; init; }

    public static Reply Plain(Outcome outcome, IReadOnlyList<string> followups, params IEnumerable<string> paragraphs) =>
        new(outcome, [.. paragraphs.Select(words => new Block.Words(words))], [], [], followups);
}

/// <summary>What kind of reply it is; spelled in camelCase on the wire.</summary>
internal enum Outcome
{
    Answered,
    Clarify,
    NotCovered,
    Safety,
    Guide,
    Smalltalk,
    Feedback,
    Done,
}

/// <summary>One piece of a reply.</summary>
internal abstract record Block
{
    private Block()
    {
    }

    /// <summary>Our own words; <c>[1]</c> in them refers to the first citation.</summary>
    public sealed record Words(string Text) : Block;

    /// <summary>A heading-like line of our own, shown stronger than the rest.</summary>
    public sealed record Strong(string Text) : Block;

    /// <summary>Somebody else's exact words.</summary>
    /// <param name="Frame">Who said it, to whom and when; ends in a colon.</param>
    /// <param name="Number">The citation that proves it, from 1; 0 where it is only the question that frames an answer.</param>
    public sealed record Quote(string Frame, string Text, int Number) : Block;

    /// <summary>A line of ours around what the reader asked.</summary>
    public sealed record Asked(string Before, string Question, string After) : Block;

    /// <summary>Addresses to go on reading.</summary>
    public sealed record Links(string Frame, IReadOnlyList<Uri> Urls) : Block;

    /// <summary>A short list.</summary>
    public sealed record Bullets(IReadOnlyList<string> Items) : Block;
}
