namespace TalusBot.Storage;

/// <summary>What a process over a shared store tells the others when it is committed.</summary>
/// <param name="Conversation">Its id; empty where it is about none.</param>
internal readonly record struct Notice(NoticeKind Kind, string Conversation);

internal enum NoticeKind
{
    /// <summary>Its log has grown.</summary>
    Grown,

    /// <summary>It has been deleted.</summary>
    Deleted,

    /// <summary>Where it is in its channel has changed, or it is nowhere any more.</summary>
    Moved,

    /// <summary>A message of it was given to the process that works on the ones before.</summary>
    Handed,

    /// <summary>A process has ended in peace; what it had left to do is free.</summary>
    Left,
}
