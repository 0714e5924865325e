using System.Text.Json;

namespace TalusBot.Tests;

/// <summary>What loads and measurements say to a bot.</summary>
internal static class Script
{
    /// <summary>Questions of people that stand alone, from the files that answers are judged by.</summary>
    /// <param name="knowledge">The folder of knowledge.</param>
    public static List<string> Questions(string knowledge) =>
        [.. Directory.EnumerateFiles(Path.Combine(knowledge, "questions"), "*.jsonl").Order(StringComparer.Ordinal)
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
}
