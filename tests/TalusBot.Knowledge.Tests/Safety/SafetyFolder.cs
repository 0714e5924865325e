using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge.Tests.Safety;

/// <summary>The project's own rules, read once, and the tables beside the tests.</summary>
internal static class SafetyFolder
{
    private static readonly Lazy<SafetyReading> Own = new(() => SafetyReader.ReadFolder(Path.Combine(Repository.Knowledge, "safety")));

    public static SafetyReading Reading => Own.Value;

    public static SafetyScreen Screen => Reading.Screen ?? throw new InvalidOperationException(string.Join('\n', Reading.Problems));

    /// <summary>The files of the folder, to be broken in a test.</summary>
    public static List<SafetyFile> Files() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Knowledge, "safety"))
            .Where(p => Path.GetFileName(p) != "README.md").Order(StringComparer.Ordinal)
            .Select(p => new SafetyFile("knowledge/safety/" + Path.GetFileName(p), File.ReadAllText(p)))];

    /// <summary>Rows of a table: what stands before the arrow and what stands behind it.</summary>
    public static TheoryData<string, string> Cases(string name)
    {
        var cases = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", name)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var parts = line.Split("  ->  ");
                cases.Add(parts[0].Trim(), parts.ElementAtOrDefault(1)?.Trim() ?? "");
            }
        }

        return cases;
    }
}
