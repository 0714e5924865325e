namespace TalusBot.TeamsApp;

/// <summary>Something in an app package that Teams would refuse, or a setting that would lead to it.</summary>
/// <param name="Where">A file, a setting, or an option of the command.</param>
/// <param name="Line">From 1; 0 where there is none.</param>
/// <param name="Message">What is wrong, and how to mend it.</param>
internal sealed record PackageProblem(string Where, int Line, string Message)
{
    public override string ToString() => Line > 0 ? $"{Where}({Line}): {Message}" : $"{Where}: {Message}";
}
