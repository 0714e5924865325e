namespace TalusBot.Knowledge.Ingest;

/// <summary>A mistake in a file that people write, with the place and the remedy in words.</summary>
/// <param name="File">The path as the maintainer knows it, relative to where the command was typed.</param>
/// <param name="Line">From 1; 0 means the whole file.</param>
/// <param name="Message">What is wrong, and how to mend it.</param>
/// <param name="Severity">An error keeps the file out; a warning does not.</param>
public sealed record SourceProblem(string File, int Line, string Message, Severity Severity = Severity.Error)
{
    /// <summary>Whether it is not the words but reaching them that fails: that may pass without the file's being written.</summary>
    public bool IsOfAccess { get; init; }

    /// <summary>The form that editors and terminals make clickable.</summary>
    public override string ToString() => $"{File}({Line}): {Message}";
}

/// <summary>How much a problem matters.</summary>
public enum Severity
{
    /// <summary>The file cannot be used as it stands.</summary>
    Error,

    /// <summary>The file is used; somebody should look at it.</summary>
    Warning,
}
