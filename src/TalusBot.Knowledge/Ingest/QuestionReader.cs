using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads knowledge/questions/*.jsonl: one JSON object a line.</summary>
public static class QuestionReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MostTurns = 20;
    private const int LongestTurn = 4_000;
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);
    private static readonly string[] Keys = ["id", "turns", "expect", "must", "mustNot", "cite", "units", "kind"];
    private static readonly string[] Expectations = ["answer", "notCovered", "safety", "guide", "smalltalk", "clarify", "clarifyOrAnswer"];

    /// <summary>All files of a folder in the order of their names; an empty list where there is no such folder.</summary>
    public static (IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems) ReadFolder(string folder)
    {
        return Read(new SourceFolder(folder, FileChanges.None), "");
    }

    /// <param name="folder">Of the questions, in the knowledge folder.</param>
    internal static (IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems) Read(SourceFolder knowledge, string folder)
    {
        var problems = new List<SourceProblem>();
        var read = knowledge.Files(folder, ".jsonl", MaxBytes, problems).ConvertAll(Read);
        return ([.. read.SelectMany(one => one.Questions)], [.. problems, .. read.SelectMany(one => one.Problems)]);
    }

    /// <summary>The rows without mistakes, and every mistake with its line.</summary>
    public static (IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = new List<SourceProblem>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        return (JsonLines.Read(file, MaxBytes, "a question", Keys, (row, line) => Question(row, file.Path, line, ids), problems), problems);
    }

    private static GoldenQuestion Question(JsonRow row, string file, int line, Dictionary<string, int> ids)
    {
        var turns = row.Texts("turns");
        if (turns.Count is 0 or > MostTurns || turns.Any(turn => turn.Length > LongestTurn))
        {
            throw new FormatException($"\"turns\" must list 1 to {MostTurns} messages of at most {LongestTurn} characters");
        }

        var expect = row.Text("expect") ?? "";
        if (!Expectations.Contains(expect))
        {
            throw new FormatException($"\"expect\" must be one of {string.Join(", ", Expectations)}");
        }

        var question = new GoldenQuestion(
            file,
            line,
            row.Text("id") is { Length: > 0 } id ? id : throw new FormatException("the row needs an \"id\" of its own"),
            turns,
            expect,
            [.. row.Texts("must").Select(Pattern)],
            [.. row.Texts("mustNot").Select(Pattern)],
            row.Text("cite") is { } cite ? Pattern(cite) : null,
            row.Texts("units"),
            row.Text("kind") ?? expect);
        return ids.TryAdd(question.Id, line) ? question : throw new FormatException($"the id \"{question.Id}\" stands in line {ids[question.Id]} already; give every row its own");
    }

    private static Regex Pattern(string written)
    {
        try
        {
            return new Regex(written, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTime);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"/{written}/ is no regular expression ({error.Message.TrimEnd('.')})", error);
        }
    }
}
