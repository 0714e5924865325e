namespace TalusBot.Tests;

/// <summary>The program in a folder, as it was built or as operators install it, started as a process of its own.</summary>
internal static class ProgramFolder
{
    /// <summary>The one that TALUSBOT_PROGRAM names; else where the tests were built, with the program beside them.</summary>
    public static string Tested { get; } = Environment.GetEnvironmentVariable("TALUSBOT_PROGRAM") is { Length: > 0 } published ? published : AppContext.BaseDirectory;

    /// <summary>What starts the program of a folder, without its own arguments: itself where it is native, else the runtime.</summary>
    public static IReadOnlyList<string> Command(string folder) =>
        Path.Combine(folder, "TalusBot.dll") is var assembly && File.Exists(assembly) ? ["dotnet", assembly] : [Path.Combine(folder, "TalusBot")];
}
