using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TalusBot.Tests.Channels;

/// <summary>A right JSON object, spoiled in one to three places; the same seed spoils it in the same way.</summary>
internal static class Spoiled
{
    /// <summary>What nobody expects where a text, an object or a list belongs.</summary>
    private static readonly string[] Intruders =
    [
        "null", "true", "false", "0", "-1", "7", "\"7\"", "1e999", "-0.0000001", new('9', 400), "\"\"", "\" \"", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"\":null}",
        """ "\ud800" """, """ "\udfff\ud800" """, """ {"\ud800":1} """, """ {"a":{"b":["\udc00"]}} """, """ "{\"\\ud800\":1,\"feedbackText\":\"\\udc00\"}" """, """ "\u0000\u001b[31m\u202e" """,
        """ {"id":{"id":[]}} """, """ {"type":"mention","mentioned":null} """, """ [{"type":"mention","text":7,"mentioned":{"id":[],"name":{}}}] """, """ {"actions":[null,{"type":7}]} """,
        """ "2024-13-77T99:99:99Z" """, """ "http://[::1" """, """ "../../etc/passwd" """, "\"😀\u0301\u200d\"", Nested('[', ']', 20), Nested('[', ']', 31), Nested('[', ']', 61), Nested('[', ']', 5_000), Deep(24), Deep(30), Deep(61), Deep(64), Deep(2_000),
        Long(300), Long(2_100), Long(20_000), Long(120_000), Array(4_000),
    ];

    public static byte[] Of(string json, int seed)
    {
        var random = new Random(seed);
        var spoiled = json;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            spoiled = Once(spoiled, random);
        }

        var bytes = Encoding.UTF8.GetBytes(spoiled);
        return random.Next(40) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => [.. bytes, (byte)'}'],
            2 => [0xEF, 0xBB, 0xBF, .. bytes],
            3 => Flipped(bytes, random),
            _ => bytes,
        };
    }

    private static string Once(string json, Random random)
    {
        var places = Places(json);
        if (places.Count == 0)
        {
            return json;
        }

        var (isName, start, end) = places[random.Next(places.Count)];
        var intruder = random.Next(4) == 0 ? Other(json, places, random) : Intruders[random.Next(Intruders.Length)];
        return !isName ? json[..start] + intruder + json[end..]
            : random.Next(4) switch
            {
                0 => $"{json[..start]}{json[start..end]}:{intruder},{json[start..]}",
                1 => $"{json[..start]}\"\\ud83d\"{json[end..]}",
                2 => json[..start] + json[start..end].ToUpperInvariant() + json[end..],
                _ => $"{json[..start]}\"{Intruders.Length}\":{intruder},{json[start..]}",
            };
    }

    /// <summary>A value from elsewhere in the same object.</summary>
    private static string Other(string json, List<(bool IsName, int Start, int End)> places, Random random)
    {
        var (isName, start, end) = places[random.Next(places.Count)];
        return isName ? "\"\"" : json[start..end];
    }

    /// <summary>Where names and values stand, as far as the text is JSON.</summary>
    private static List<(bool IsName, int Start, int End)> Places(string json)
    {
        // One byte for each UTF-16 unit keeps the offsets; what the other signs are does not matter here.
        var reader = new Utf8JsonReader(Encoding.ASCII.GetBytes(json), new JsonReaderOptions { MaxDepth = 100_000 });
        var places = new List<(bool IsName, int Start, int End)>();
        var open = new Stack<int>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((int)reader.TokenStartIndex);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        places.Add((false, open.Pop(), (int)reader.BytesConsumed));
                        break;
                    case JsonTokenType.PropertyName:
                        places.Add((true, (int)reader.TokenStartIndex, json.IndexOf('"', (int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length) + 1));
                        break;
                    default:
                        places.Add((false, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Spoiled already; the places before that are good enough.
        }

        return places;
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        bytes[random.Next(bytes.Length)] = (byte)random.Next(128, 256);
        return bytes;
    }

    private static string Nested(char open, char close, int depth) => new string(open, depth) + new string(close, depth);

    private static string Deep(int depth) => string.Concat(Enumerable.Repeat("{\"tenantId\":", depth)) + "1" + new string('}', depth);

    private static string Long(int length) => $"\"{string.Concat(Enumerable.Repeat("how long? ", length / 10))}\"";

    private static string Array(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)))}]";
}
