using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Fuzz.Targets;

/// <summary>One file of the safety folder beside small ones that are right.</summary>
/// <param name="file">The name of the file that changes.</param>
internal abstract class SafetyTarget(string name, int share, string file, IReadOnlyList<string> parser, IReadOnlyList<string> words)
    : FileTarget(name, share, "knowledge/safety/" + file, parser, words)
{
    protected const string Safety = "src/TalusBot.Knowledge/Safety/";

    /// <summary>A vocabulary, places and a rule that are right together, by their names.</summary>
    private static readonly Dictionary<string, SafetyFile> Right = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases", "safety"))
        .ToDictionary(path => Path.GetFileName(path), path => new SafetyFile("knowledge/safety/" + Path.GetFileName(path), File.ReadAllText(path)));

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Files("knowledge/safety", file.EndsWith(".md", StringComparison.Ordinal) ? "*.md" : file), .. Inputs.Files(Path.Combine(AppContext.BaseDirectory, "Cases", "safety"), file)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile read)
    {
        var problems = new List<SourceProblem>();
        if (read.DecodeLines(SafetyReader.MaxBytes, problems) is not { } text)
            return (false, problems);
        var reading = SafetyReader.Read([.. Right.Where(right => right.Key != file).Select(right => right.Value), new SafetyFile(FilePath, text)]);
        // What is missing here makes the others wrong too.
        problems.AddRange(reading.Problems.Where(problem => problem.File == FilePath));
        if (reading.Screen is not null || problems.Count > 0)
            return (reading.Screen is not null, problems);
        return (false, [new(FilePath, 0, $"Another file is wrong then: {reading.Problems[0]}")]);
    }
}
