namespace TalusBot.Tests;

/// <summary>The checkout that the tests were built from, with the knowledge and the seeds that ship.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Knowledge => Path.Combine(Root, "knowledge");

    public static string Seeds => Path.Combine(Root, "seeds");

    private static string Find(string from) => File.Exists(Path.Combine(from, "TalusBot.sln")) ? from
        : Find(Path.GetDirectoryName(from) ?? throw new DirectoryNotFoundException("TalusBot.sln is in no folder above this program."));
}
