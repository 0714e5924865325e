namespace TalusBot.Fuzz.Mutation;

/// <summary>Removes, repeats, swaps and replaces words, numbers and signs.</summary>
internal static class TokenMutation
{
    /// <param name="piece">What a token may become.</param>
    /// <param name="other">Another input, from which a token may come.</param>
    public static byte[] Of(byte[] input, byte[] piece, byte[] other, Random random)
    {
        var (start, end) = Bytes.Token(input, random.Next(input.Length));
        var token = input[start..end];
        switch (random.Next(5))
        {
            case 0:
                return input.With(start, end, []);
            case 1:
                return input.With(end, end, token);
            case 2:
                return input.With(start, end, piece);
            case 3 when other.Length > 0:
                var (from, to) = Bytes.Token(other, random.Next(other.Length));
                return input.With(start, end, other.AsSpan(from, to - from));
            default:
                var (second, secondEnd) = Bytes.Token(input, random.Next(input.Length));
                return second >= end ? input.With(second, secondEnd, token).With(start, end, input.AsSpan(second, secondEnd - second)) : input;
        }
    }

    /// <summary>Puts another number in the place of one.</summary>
    public static byte[] Number(byte[] input, Random random)
    {
        var from = random.Next(input.Length);
        var at = input.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (at < 0)
            return input;
        var (start, end) = Bytes.Token(input, from + at);
        return input.With(start, end, Oddities.Numbers[random.Next(Oddities.Numbers.Length)]);
    }
}
