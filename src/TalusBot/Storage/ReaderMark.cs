namespace TalusBot.Storage;

/// <summary>What a reader did with one of our replies.</summary>
/// <param name="Asked">Place in the log of the message that the reply answered.</param>
/// <param name="Question">What was asked there.</param>
internal abstract record ReaderMark(long Asked, string Question)
{
    /// <summary>Found it helpful or not, or took that back.</summary>
    /// <param name="Reply">Place in the log of the reply.</param>
    /// <param name="Reason">In the reader's words; empty where none was given.</param>
    public sealed record Rated(long Reply, Thumb Thumb, string Reason, long Asked, string Question) : ReaderMark(Asked, Question);

    /// <summary>Wants the maintainers to have the question.</summary>
    public sealed record Sent(long Asked, string Question) : ReaderMark(Asked, Question);
}

internal enum Thumb
{
    None,
    Up,
    Down,
}
