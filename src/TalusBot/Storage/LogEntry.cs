namespace TalusBot.Storage;

/// <summary>One activity in a conversation's log.</summary>
/// <param name="Sequence">Its position, from 1; the watermark after it.</param>
/// <param name="At">Unix milliseconds; never less than that of the entry before it.</param>
/// <param name="Body">The activity as JSON, without id, timestamp and conversation.</param>
internal readonly record struct LogEntry(long Sequence, long At, string Body);

/// <summary>A message that was accepted and waits for its reply.</summary>
/// <param name="BaseUrl">The address under which the client reached us, for links in the reply; without a slash at its end.</param>
/// <param name="Attempts">From 1: how many processes have begun it, this one included.</param>
internal readonly record struct OpenTurn(string ConversationId, long Sequence, string BaseUrl, int Attempts = 1);

/// <summary>A question for the maintainers.</summary>
/// <param name="Reason">notCovered, noneOfThese, thumbsDown or sent.</param>
internal sealed record InboxItem(string Question, string Reason);

/// <summary>What came of offering a message to a conversation.</summary>
/// <param name="Sequence">The message's place in the log; 0 where it was not taken.</param>
internal readonly record struct Accepted(AcceptOutcome Outcome, long Sequence = 0);

internal enum AcceptOutcome
{
    /// <summary>It is in the log, and a turn is open for it if it needs a reply.</summary>
    Taken,

    /// <summary>The same message was taken before; nothing was written.</summary>
    TakenBefore,

    /// <summary>There is no such conversation.</summary>
    Unknown,

    /// <summary>The conversation has ended.</summary>
    Ended,
}
