namespace TalusBot.Fuzz.Mutation;

/// <summary>Removes, repeats, moves, joins, indents and borrows lines.</summary>
internal static class LineMutation
{
    /// <param name="other">Another input, from which lines may come.</param>
    public static byte[] Of(byte[] input, byte[] other, Random random)
    {
        var lines = Bytes.Lines(input);
        var (start, end) = lines[random.Next(lines.Count)];
        var line = input[start..end];
        var (to, _) = lines[random.Next(lines.Count)];
        switch (random.Next(11))
        {
            case 0:
                return input.With(start, end, []);
            case 1:
                return input.With(start, start, line);
            case 2:
                return input.With(to, to, line);
            case 3:
                var without = input.With(start, end, []);
                var at = Math.Min(to, without.Length);
                return without.With(at, at, line);
            case 4:
                return Borrowed(input, start, random.Next(2) == 0 ? start : end, other, random);
            case 5:
                return input.With(start, start, new byte[random.Next(1, 9)].Select(_ => (byte)(random.Next(12) == 0 ? '\t' : ' ')).ToArray());
            case 6:
                return input.With(start, end, line.AsSpan().TrimStart((byte)' '));
            case 7:
                return line is [.., (byte)'\n'] ? input.With(end - 1, end, " "u8) : input;
            case 8:
                return Ended(input, random.Next(3) switch { 0 => "\r\n", 1 => "\r", _ => "\u2028" });
            case 9:
                // Many of the same, as far as limits of counts go.
                return input.With(start, start, [.. Enumerable.Repeat(line, Math.Min(random.Next(2, 80), Mutator.UsualLength / 2 / Math.Max(1, line.Length))).SelectMany(same => same)]);
            default:
                return input[..end];
        }
    }

    private static byte[] Borrowed(byte[] input, int start, int end, byte[] other, Random random)
    {
        var lines = Bytes.Lines(other);
        if (lines.Count == 0)
            return input;
        var first = random.Next(lines.Count);
        var last = Math.Min(lines.Count - 1, first + random.Next(4));
        return input.With(start, end, other.AsSpan(lines[first].Start, lines[last].End - lines[first].Start));
    }

    private static byte[] Ended(byte[] input, string end) =>
        System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(input).Replace("\n", System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(end)), StringComparison.Ordinal));
}
