using System.Text.Json;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Ingest;

/// <summary>A question of a query file.</summary>
public sealed record BeirQuery(string Id, string Text);

/// <summary>Reads collections in BEIR's form: one JSON object a line.</summary>
/// <remarks>
/// A corpus row has <c>_id</c> or <c>id</c>; <c>title</c> and <c>text</c>, or <c>question</c> and <c>answer</c>; and
/// optionally <c>group</c>: rows of one group are phrasings of one entry. A query row has an id and <c>text</c>.
/// </remarks>
public static class BeirReader
{
    private const int MostProblems = 50;
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 16 };

    /// <summary>The documents in the order of the file, or what is wrong with it.</summary>
    public static Reading<IReadOnlyList<HybridDocument>> ReadCorpus(string path)
    {
        var documents = new List<HybridDocument>();
        var problems = ReadCorpus(path, documents.Add);
        return new(problems.Count == 0 ? documents : null, problems);
    }

    /// <summary>The same one document after the other, for collections too large to be held.</summary>
    /// <param name="take">Told of every document in the order of the file, up to the first mistake.</param>
    /// <returns>What is wrong with the file; empty if nothing is.</returns>
    public static IReadOnlyList<SourceProblem> ReadCorpus(string path, Action<HybridDocument> take) => Read(path, Document, take);

    /// <summary>The questions in the order of the file, or what is wrong with it.</summary>
    public static Reading<IReadOnlyList<BeirQuery>> ReadQueries(string path)
    {
        var queries = new List<BeirQuery>();
        var problems = Read(path, static (id, row) => new BeirQuery(id, row.TryGetProperty("text", out _) ? TextOf(row, "text") : TextOf(row, "question")), queries.Add);
        return new(problems.Count == 0 ? queries : null, problems);
    }

    private static HybridDocument Document(string id, JsonElement row)
    {
        var group = TextOf(row, "group");
        var title = TextOf(row, "title");
        var text = TextOf(row, "text");
        return new HybridDocument(
            id,
            group.Length > 0 ? group : id,
            TextOf(row, "question"),
            string.Join('\n', ((string[])[title, text, TextOf(row, "answer")]).Where(part => part.Length > 0)));
    }

    private static List<SourceProblem> Read<T>(string path, Func<string, JsonElement, T> make, Action<T> take)
    {
        var problems = new List<SourceProblem>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return [new(path, 0, "There is no such file; give the path of a .jsonl file.")];
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (One(line, make, ids, out var problem) is { } row)
            {
                if (problems.Count == 0)
                {
                    take(row);
                }
            }
            else
            {
                problems.Add(new(path, number, problem!));
                if (problems.Count == MostProblems)
                {
                    break;
                }
            }
        }

        if (ids.Count == 0 && problems.Count == 0)
        {
            problems.Add(new(path, 0, "The file has no rows; write one JSON object a line."));
        }

        return problems;
    }

    private static T? One<T>(string line, Func<string, JsonElement, T> make, HashSet<string> ids, out string? problem)
    {
        problem = null;
        try
        {
            using var document = JsonDocument.Parse(line, Shallow);
            var row = document.RootElement;
            if (row.ValueKind is not JsonValueKind.Object)
            {
                problem = "This line is no JSON object.";
                return default;
            }

            var id = IdOf(row);
            if (id.Length == 0 || id.Any(char.IsWhiteSpace))
            {
                problem = "The row needs an \"_id\" (or \"id\") without blanks.";
                return default;
            }

            if (!ids.Add(id))
            {
                problem = $"The id \"{id}\" stands twice; give every row its own.";
                return default;
            }

            return make(id, row);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            problem = $"This is not valid JSON: {error.Message}";
            return default;
        }
    }

    private static string IdOf(JsonElement row) =>
        row.TryGetProperty("_id", out var id) || row.TryGetProperty("id", out id)
            ? id.ValueKind is JsonValueKind.String ? id.GetString()! : id.ValueKind is JsonValueKind.Number ? id.GetRawText() : ""
            : "";

    private static string TextOf(JsonElement row, string key) => row.TryGetProperty(key, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    } : "";
}
