using System.Text.Json;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads files of one JSON object a line, and reports every line that is none.</summary>
internal static class JsonLines
{
    private const int MostProblems = 200;
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    /// <summary>What <paramref name="make"/> makes of the rows without mistakes.</summary>
    /// <param name="what">What a row is, such as "a question"; with the article.</param>
    /// <param name="make">May throw a <see cref="FormatException"/> that says in words what is wrong with the row, without a full stop.</param>
    public static List<T> Read<T>(SourceFile file, int maxBytes, string what, IReadOnlyList<string> keys, Func<JsonRow, int, T> make, List<SourceProblem> problems)
    {
        var rows = new List<T>();
        var lines = file.DecodeLines(maxBytes, problems)?.Split('\n') ?? [];
        for (var i = 0; i < lines.Length && problems.Count < MostProblems; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(lines[i], Shallow);
                rows.Add(make(JsonRow.Of(document.RootElement, what, keys), i + 1));
            }
            catch (JsonException error)
            {
                problems.Add(new(file.Path, i + 1, $"This is not valid JSON ({error.Message.TrimEnd('.')}); write one object a line."));
            }
            catch (FormatException error)
            {
                problems.Add(new(file.Path, i + 1, Sentence(error.Message)));
            }
        }

        return rows;
    }

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..] + (message.EndsWith('?') ? "" : ".");
}

/// <summary>The fields of one row; whatever is not as it should be is a <see cref="FormatException"/> in words.</summary>
internal readonly struct JsonRow
{
    private readonly JsonElement row;

    private JsonRow(JsonElement row) => this.row = row;

    public static JsonRow Of(JsonElement row, string what, IReadOnlyList<string> keys)
    {
        if (row.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException("this line is no JSON object; write one a line");
        }

        if (row.EnumerateObject().Select(field => Whole(() => field.Name)).FirstOrDefault(name => !keys.Contains(name)) is { } unknown)
        {
            throw new FormatException($"\"{unknown}\" is no key of {what}; " + (Nearest.To(unknown, keys, 1) is [var meant] ? $"did you mean \"{meant}\"?" : $"the keys are {string.Join(", ", keys)}"));
        }

        return new JsonRow(row);
    }

    public bool Has(string key) => row.TryGetProperty(key, out var value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>Null where the row has no such key, or null under it.</summary>
    public string? Text(string key) => !Has(key) ? null
        : row.GetProperty(key) is { ValueKind: JsonValueKind.String } value ? Whole(value.GetString)
        : throw new FormatException($"\"{key}\" must be text");

    /// <summary>Empty where the row has no such key.</summary>
    public List<string> Texts(string key) => !Has(key) ? []
        : row.GetProperty(key) is { ValueKind: JsonValueKind.Array } value && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => Whole(item.GetString)!)]
            : throw new FormatException($"\"{key}\" must be a list of texts");

    /// <summary>JSON can write half a surrogate pair, which is no text.</summary>
    private static string? Whole(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a text in this line holds half a character (a \"\\ud83d\" without its other half); write the sign itself");
        }
    }
}
