using System.Text.Json;

namespace TalusBot.Endurance;

/// <summary>Where the files are that the bots are started with.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Questions of people that stand alone, from the files that answers are judged by.</summary>
    public static List<string> Questions() =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "knowledge", "questions"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Select(QuestionIn)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];

    private static string? QuestionIn(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.TryGetProperty("turns", out var turns) && turns.GetArrayLength() == 1 ? turns[0].GetString() : null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TalusBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("This program runs from inside the repository.");
    }
}
