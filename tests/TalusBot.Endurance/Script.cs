using System.Text.Json;
using TalusBot.Tests;

namespace TalusBot.Endurance;

/// <summary>What the talkers say.</summary>
internal static class Script
{
    /// <summary>Questions of people that stand alone, from the files that answers are judged by.</summary>
    public static List<string> Questions() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Knowledge, "questions"), "*.jsonl").Order(StringComparer.Ordinal)
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
