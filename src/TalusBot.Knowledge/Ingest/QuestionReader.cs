using System.Text.Json;
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
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };
    private static readonly string[] Keys = ["id", "turns", "expect", "must", "mustNot", "cite", "units", "kind"];
    private static readonly string[] Expectations = ["answer", "notCovered", "safety", "guide", "smalltalk", "clarify", "clarifyOrAnswer"];

    /// <summary>All files of a folder in the order of their names; an empty list where there is no such folder.</summary>
    public static (IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems) ReadFolder(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var read = files.Select(path => Read(new SourceFile(path.Replace('\\', '/'), File.ReadAllBytes(path)))).ToList();
        return ([.. read.SelectMany(one => one.Questions)], [.. read.SelectMany(one => one.Problems)]);
    }

    /// <summary>The rows without mistakes, and every mistake with its line.</summary>
    public static (IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var questions = new List<GoldenQuestion>();
        var problems = new List<SourceProblem>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = file.Decode(MaxBytes, problems)?.Split('\n') ?? [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(lines[i], Shallow);
                var question = Row(document.RootElement, file.Path, i + 1);
                if (!ids.TryAdd(question.Id, i + 1))
                {
                    throw new FormatException($"the id \"{question.Id}\" stands in line {ids[question.Id]} already; give every row its own");
                }

                questions.Add(question);
            }
            catch (JsonException error)
            {
                problems.Add(new(file.Path, i + 1, $"This is not valid JSON ({error.Message}); write one object a line."));
            }
            catch (FormatException error)
            {
                problems.Add(new(file.Path, i + 1, char.ToUpperInvariant(error.Message[0]) + error.Message[1..] + "."));
            }
        }

        return (questions, problems);
    }

    private static GoldenQuestion Row(JsonElement row, string file, int line)
    {
        if (row.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException("this line is no JSON object; write one a line");
        }

        if (row.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !Keys.Contains(name)) is { } unknown)
        {
            throw new FormatException(Nearest.To(unknown, Keys, 1) is [var meant]
                ? $"\"{unknown}\" is no key of a question; did you mean \"{meant}\"?"
                : $"\"{unknown}\" is no key of a question; the keys are {string.Join(", ", Keys)}");
        }

        var turns = Texts(row, "turns");
        if (turns.Count is 0 or > MostTurns || turns.Any(turn => turn.Length > LongestTurn))
        {
            throw new FormatException($"\"turns\" must list 1 to {MostTurns} messages of at most {LongestTurn} characters");
        }

        var expect = Text(row, "expect") ?? "";
        if (!Expectations.Contains(expect))
        {
            throw new FormatException($"\"expect\" must be one of {string.Join(", ", Expectations)}");
        }

        return new GoldenQuestion(
            file,
            line,
            Text(row, "id") is { Length: > 0 } id ? id : throw new FormatException("the row needs an \"id\" of its own"),
            turns,
            expect,
            [.. Texts(row, "must").Select(Pattern)],
            [.. Texts(row, "mustNot").Select(Pattern)],
            Text(row, "cite") is { } cite ? Pattern(cite) : null,
            Texts(row, "units"),
            Text(row, "kind") ?? expect);
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

    private static string? Text(JsonElement row, string key) => !row.TryGetProperty(key, out var value) || value.ValueKind is JsonValueKind.Null
        ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString() : throw new FormatException($"\"{key}\" must be text");

    private static List<string> Texts(JsonElement row, string key)
    {
        if (!row.TryGetProperty(key, out var value))
        {
            return [];
        }

        return value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw new FormatException($"\"{key}\" must be a list of texts");
    }
}
