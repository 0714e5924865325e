namespace TalusBot.Import;

/// <summary>Why nothing can be imported, in words for the one who typed the command.</summary>
/// <param name="exitCode">1: something is wrong with what was found; 2: it was not found, or not to be had.</param>
internal sealed class ImportRefusal(string message, int exitCode = 2) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
