using System.Text;
using System.Text.Json;

namespace TalusBot.TeamsApp;

/// <summary>On which line of a JSON text each value stands, by its path, such as bots[0].botId.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

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

    /// <exception cref="JsonException">The text is no JSON; the exception knows the line.</exception>
    public static JsonLines Of(ReadOnlySpan<byte> json)
    {
        var found = new JsonLines();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
        var path = new Stack<(string Path, int Index)>();
        var (key, line, counted) = ("", 1, 0);
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            line += json[counted..start].Count((byte)'\n');
            counted = start;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = path.Peek().Path is { Length: > 0 } owner ? $"{owner}.{Name(ref reader)}" : Name(ref reader);
                    if (!found.lines.TryAdd(key, line))
                    {
                        found.Repeated.Add(key);
                    }

                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    continue;
            }

            if (path.Count > 0 && path.Peek() is { Index: >= 0 } list)
            {
                key = $"{list.Path}[{list.Index}]";
                path.Pop();
                path.Push((list.Path, list.Index + 1));
            }

            found.lines[key] = line;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                path.Push((key, reader.TokenType is JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return found;
    }

    /// <summary>A key as text; what is no text is only marked, since nobody looks for it.</summary>
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.Latin1.GetString(reader.ValueSpan);
        }
    }
}
