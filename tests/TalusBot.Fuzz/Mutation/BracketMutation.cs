namespace TalusBot.Fuzz.Mutation;

/// <summary>Empties, removes, repeats, wraps and replaces what stands in brackets or quotation marks: strings, lists, objects, elements, links.</summary>
internal static class BracketMutation
{
    /// <inheritdoc cref="TokenMutation.Of"/>
    public static byte[] Of(byte[] input, byte[] piece, byte[] other, Random random)
    {
        if (Bytes.Bracketed(input, random.Next(input.Length)) is not (var start, var end))
            return input;
        var whole = input[start..end];
        switch (random.Next(7))
        {
            case 0:
                return input.With(start + 1, end - 1, []);
            case 1:
                return input.With(start, end, []);
            case 2:
                return input.With(end, end, [.. random.Next(2) == 0 ? ","u8 : [], .. whole]);
            case 3:
                return input.With(start, end, piece);
            case 4:
                return input.With(start + 1, end - 1, piece);
            case 5 when other.Length > 0 && Bytes.Bracketed(other, random.Next(other.Length)) is (var from, var to):
                return input.With(start, end, other.AsSpan(from, to - from));
            default:
                return random.Next(2) == 0 ? input.With(start, end, [(byte)'[', .. whole, (byte)']']) : input.With(start, end, [.. "{\"a\":"u8, .. whole, (byte)'}']);
        }
    }
}
