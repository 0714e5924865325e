using System.Buffers;

namespace TalusBot.Fuzz.Mutation;

/// <summary>Small operations on bytes.</summary>
internal static class Bytes
{
    private static readonly SearchValues<byte> Openings = SearchValues.Create("\"'<[({"u8);

    /// <summary>The bytes with those from <paramref name="start"/> to <paramref name="end"/> (exclusive) replaced.</summary>
    public static byte[] With(this byte[] bytes, int start, int end, ReadOnlySpan<byte> instead) => [.. bytes.AsSpan(0, start), .. instead, .. bytes.AsSpan(end)];

    /// <summary>Where the lines are, each with its end of line.</summary>
    public static List<(int Start, int End)> Lines(byte[] bytes)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length + 1;
            lines.Add((start, end));
            start = end;
        }

        return lines;
    }

    /// <summary>The word, number or sign around a place.</summary>
    public static (int Start, int End) Token(byte[] bytes, int at)
    {
        var kind = Kind(bytes[at]);
        var (start, end) = (at, at + 1);
        if (kind == 0)
            return (start, end);
        while (start > 0 && Kind(bytes[start - 1]) == kind)
            start--;
        while (end < bytes.Length && Kind(bytes[end]) == kind)
            end++;
        return (start, end);
    }

    /// <summary>What stands between the bracket or quotation mark at or behind a place and the one that closes it, with both; null where there is none.</summary>
    public static (int Start, int End)? Bracketed(byte[] bytes, int from)
    {
        var at = bytes.AsSpan(from).IndexOfAny(Openings);
        if (at < 0)
            return null;
        var (start, open) = (from + at, bytes[from + at]);
        var close = open switch { (byte)'<' => (byte)'>', (byte)'[' => (byte)']', (byte)'(' => (byte)')', (byte)'{' => (byte)'}', _ => open };
        var depth = 1;
        for (var i = start + 1; i < bytes.Length; i++)
        {
            if (bytes[i] == close)
                depth--;
            else if (bytes[i] == open)
                depth++;
            if (depth == 0)
                return (start, i + 1);
        }

        return null;
    }

    private static int Kind(byte one) => one switch
    {
        >= (byte)'0' and <= (byte)'9' => 1,
        >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'_' or >= 0x80 => 2,
        (byte)' ' or (byte)'\t' => 3,
        _ => 0,
    };
}
