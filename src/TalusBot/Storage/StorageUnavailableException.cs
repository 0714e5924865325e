namespace TalusBot.Storage;

/// <summary>The store cannot be opened, read or written. The message is meant for the operator and says what to do.</summary>
/// <param name="isPassing">It may be well again in a moment, as when the database is being started.</param>
internal sealed class StorageUnavailableException(string message, Exception? inner = null, bool isPassing = false) : Exception(message, inner)
{
    public bool IsPassing => isPassing;
}
