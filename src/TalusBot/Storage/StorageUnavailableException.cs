namespace TalusBot.Storage;

/// <summary>The store cannot be opened. The message is meant for the operator and says what to do.</summary>
internal sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
