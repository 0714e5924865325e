namespace TalusBot.Storage;

/// <summary>One activity in a conversation's log.</summary>
/// <param name="Sequence">Its position, from 1; the watermark after it.</param>
/// <param name="At">Unix milliseconds; never less than that of the entry before it.</param>
/// <param name="Body">The activity as JSON, without id, timestamp and conversation.</param>
internal readonly record struct LogEntry(long Sequence, long At, string Body);

/// <summary>A message that was accepted and waits for its reply.</summary>
/// <param name="BaseUrl">The address under which the client reached us, for links in the reply; without a slash at its end.</param>
/// <param name="TakenOver">It was open before, from an earlier run or a try that failed.</param>
internal readonly record struct OpenTurn(string ConversationId, long Sequence, string BaseUrl, bool TakenOver = false);

/// <summary>A question for the maintainers.</summary>
/// <param name="Reason">notCovered, noneOfThese, thumbsDown or sent.</param>
/// <param name="OnlyNew">The asker has seen what there is and it was not it: only an entry written since is news.</param>
internal sealed record InboxItem(string Question, string Reason, bool OnlyNew = false);

/// <summary>A question that waits for a maintainer.</summary>
/// <param name="Reason">notCovered, noneOfThese, thumbsDown or sent.</param>
/// <param name="At">Unix milliseconds.</param>
internal readonly record struct InboxRow(string Question, string Reason, long At);

/// <summary>A question whose asker waits for an answer.</summary>
/// <param name="Turn">In which it was asked.</param>
/// <param name="At">Unix milliseconds; when it was noted.</param>
/// <param name="State">The dialog's with the asker by now.</param>
internal sealed record WaitingQuestion(OpenTurn Turn, string Question, long At, bool OnlyNew, string State);

/// <summary>What came of offering a message to a conversation.</summary>
/// <param name="Sequence">The message's place in the log; 0 where it was not taken.</param>
/// <param name="Problem">What is wrong with it and how to mend that, where it was refused.</param>
/// <param name="IsOurs">Whether this process is to work on it; else another one does, and knows.</param>
internal readonly record struct Accepted(AcceptOutcome Outcome, long Sequence = 0, string? Problem = null, bool IsOurs = true);

internal enum StartOutcome
{
    Started,

    /// <summary>It was started before; nothing was written.</summary>
    StartedBefore,

    /// <summary>It was deleted, and its id is never used again.</summary>
    Forgotten,
}

internal enum AcceptOutcome
{
    /// <summary>It is in the log, and a turn is open for it if it needs a reply.</summary>
    Taken,

    /// <summary>The same message was taken before; nothing was written.</summary>
    TakenBefore,

    /// <summary>There is no such conversation.</summary>
    Unknown,

    /// <summary>It is an event of ours that makes no sense.</summary>
    Refused,

    /// <summary>The conversation has ended.</summary>
    Ended,
}
