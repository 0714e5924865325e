using System.Globalization;
using System.Text.Json;

namespace TalusBot.TeamsApp;

/// <summary>On which line of a JSON text each value stands, by its path, such as bots[0].botId.</summary>
internal sealed class JsonLines
{
    /// <summary>Most objects and lists inside one another.</summary>
    public const int Depth = 32;

    /// <summary>Longest path, in UTF-16 units. The longest that Microsoft's schema knows has about a hundred.</summary>
    public const int LongestPath = 1_000;

    /// <summary>Longest text, in bytes as it stands in the file. The longest that Teams takes has 4,000 characters, each six bytes at most.</summary>
    public const int LongestText = 65_536;

    /// <summary>Most values, which with the longest paths still fit into little memory.</summary>
    public const int MostValues = 20_000;

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Stack<(string Path, int Index)> path = new();
    private string key = "";

    /// <summary>Keys that stand twice in one object, by path.</summary>
    public List<string> Repeated { get; } = [];

    /// <summary>From 1; that of the nearest thing around it where the path leads nowhere.</summary>
    public int this[string path]
    {
        get
        {
            for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
            {
                if (lines.TryGetValue(at, out var line))
                {
                    return line;
                }
            }

            return lines.GetValueOrDefault("", 1);
        }
    }

    /// <returns>The lines; and where the text has more of something than is read, or is no whole text, on which line and what to do.</returns>
    /// <exception cref="JsonException">The text is no JSON; the exception knows the line.</exception>
    public static (JsonLines Lines, (int Line, string Message)? Problem) Of(ReadOnlySpan<byte> json)
    {
        var found = new JsonLines();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth + 1 });
        var (line, counted) = (1, 0);
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            line += json[counted..start].Count((byte)'\n');
            counted = start;
            if (found.Take(ref reader, line) is { } problem)
            {
                return (found, (line, problem));
            }
        }

        return (found, null);
    }

    /// <summary>Notes where one token stands, or says why the reading ends there.</summary>
    private string? Take(ref Utf8JsonReader reader, int line)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.Length > LongestText)
            {
                return Invariant($"A text begins here that is longer than {LongestText:N0} bytes; nothing in a manifest needs that. Shorten or remove it.");
            }

            if (!IsText(ref reader))
            {
                return "A text that begins here is no valid Unicode; save the file as UTF-8, and write no half of a character.";
            }
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var name = reader.GetString()!;
                key = path.Peek().Path is { Length: > 0 } owner ? $"{owner}.{name}" : name;
                if (key.Length <= LongestPath && !lines.TryAdd(key, line))
                {
                    Repeated.Add(key);
                }

                return key.Length <= LongestPath ? null : Invariant($"The keys that lead here are longer than {LongestPath:N0} characters together; no manifest has such keys. Shorten or remove \"{PackageCheck.Shown(name)}\".");
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.Pop();
                return null;
        }

        if (path.Count > 0 && path.Peek() is { Index: >= 0 } list)
        {
            key = Invariant($"{list.Path}[{list.Index}]");
            path.Pop();
            path.Push((list.Path, list.Index + 1));
        }

        lines[key] = line;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            path.Push((key, reader.TokenType is JsonTokenType.StartArray ? 0 : -1));
        }

        return path.Count > Depth ? Invariant($"More than {Depth} objects and lists stand inside one another here; no manifest needs that. Remove some.")
            : lines.Count > MostValues ? Invariant($"More than {MostValues:N0} values stand before this; no manifest needs that. Remove some.")
            : null;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
