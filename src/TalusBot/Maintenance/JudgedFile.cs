using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TalusBot.Maintenance;

/// <summary><c>judged/console.jsonl</c>: the questions that maintainers judged in the console, one a line, the oldest first.</summary>
internal sealed class JudgedFile(IOptions<KnowledgeOptions> folders)
{
    /// <summary>From the knowledge folder.</summary>
    public const string Name = "judged/console.jsonl";

    public string Path => System.IO.Path.Combine(folders.Value.Path, "judged", "console.jsonl");

    /// <summary>The file as it stands; empty where there is none.</summary>
    public string Text => WholeFile.ReadIfThere(Path) ?? "";

    /// <summary>The file with one row more at its end.</summary>
    public static string With(string text, string question, Verdict verdict) => (text.Length == 0 || text.EndsWith('\n') ? text : text + "\n") + Row(question, verdict) + "\n";

    /// <summary>The file without the rows of a question; every other line stays as it is.</summary>
    public static string Without(string text, string question) =>
        string.Concat(Lines(text).Where(line => Read(line)?.Question != question));

    /// <summary>The rows that can be read, the oldest first.</summary>
    public static IEnumerable<(string Question, Verdict Verdict)> Rows(string text) => Lines(text).Select(Read).OfType<(string, Verdict)>();

    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Write(string text) => WholeFile.Write(Path, text);

    private static IEnumerable<string> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var at ? at + 1 : text.Length;
            yield return text[start..end];
            start = end;
        }
    }

    private static string Row(string question, Verdict verdict)
    {
        var value = verdict.Entry is { } entry ? $"\"entry\": {Quoted(entry)}"
            : verdict.Guide is { } guide ? $"\"guide\": {Quoted(guide)}"
            : verdict.Sources.Count > 0 ? $"\"sources\": [{string.Join(", ", verdict.Sources.Select(Quoted))}]"
            : "\"notCovered\": \"yes\"";
        return $$"""{"question": {{Quoted(question)}}, {{value}}}""";
    }

    private static string Quoted(string words) => $"\"{JsonEncodedText.Encode(words, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static (string Question, Verdict Verdict)? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            return row.ValueKind is JsonValueKind.Object && Field(row, "question") is { } question
                ? (question, new Verdict(Field(row, "entry"), Field(row, "guide"), row.TryGetProperty("sources", out var sources) && sources.ValueKind is JsonValueKind.Array
                    ? [.. sources.EnumerateArray().Where(source => source.ValueKind is JsonValueKind.String).Select(source => source.GetString()!)] : []))
                : null;
        }
        catch (JsonException)
        {
            // Somebody else's line; the reading of the knowledge says what is wrong with it.
            return null;
        }
    }

    private static string? Field(JsonElement row, string key) => row.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What answers a question: an entry, a guide, exact words, or nothing.</summary>
/// <param name="Sources">Such as <c>ankle-talus#c12: exact words</c>.</param>
internal sealed record Verdict(string? Entry, string? Guide, IReadOnlyList<string> Sources)
{
    public static Verdict Nothing { get; } = new(null, null, []);

    public static Verdict OfEntry(string id) => new(id, null, []);

    public static Verdict OfGuide(string id) => new(null, id, []);

    /// <summary>In one line, the same for the same verdict; for a form and for the history.</summary>
    public string Said => Entry is not null ? $"the entry {Entry} answers it"
        : Guide is not null ? $"the guide {Guide} leads to the answer"
        : Sources.Count > 0 ? $"these words answer it: {string.Join(" / ", Sources)}"
        : "nobody has answered it";
}
