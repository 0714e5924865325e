namespace TalusBot.Fuzz.Mutation;

/// <summary>Makes wrong inputs of right ones. The same corpus and the same state of <see cref="Random"/> give the same input.</summary>
/// <param name="words">What the format gives a meaning.</param>
/// <param name="mostSteps">Most changes of one input.</param>
internal sealed class Mutator(IEnumerable<string> words, int mostSteps)
{
    /// <summary>Longest input but for a few, in bytes.</summary>
    public const int UsualLength = 24 * 1024;

    private readonly byte[][] words = [.. Oddities.Texts(words)];

    /// <param name="corpus">At least one input.</param>
    public byte[] Of(IReadOnlyList<byte[]> corpus, Random random)
    {
        var input = corpus[random.Next(corpus.Count)];
        for (var steps = 1 << random.Next(1 + (int)Math.Log2(mostSteps)); steps > 0; steps--)
        {
            input = Step(input, corpus, random);
            if (input.Length > UsualLength)
                input = input[..UsualLength];
        }

        // A few inputs a run meet the limits of length; more would only take time.
        return random.Next(3000) == 0 ? Lengthened(input, random) : input;
    }

    private byte[] Step(byte[] input, IReadOnlyList<byte[]> corpus, Random random) => input.Length == 0 ? Piece(random) : random.Next(18) switch
    {
        0 => Flipped(input, random),
        1 or 2 or 3 => Inserted(input, random),
        4 => Removed(input, random),
        5 or 6 => TokenMutation.Of(input, Piece(random), Other(corpus, random), random),
        7 => TokenMutation.Number(input, random),
        8 or 9 or 10 => BracketMutation.Of(input, Piece(random), Other(corpus, random), random),
        11 or 12 or 13 or 14 => LineMutation.Of(input, Other(corpus, random), random),
        15 => Spliced(input, Other(corpus, random), random),
        16 => Recased(input, random),
        _ => random.Next(8) == 0 ? Repeated(input, random) : Inserted(input, random),
    };

    private static byte[] Other(IReadOnlyList<byte[]> corpus, Random random) => corpus[random.Next(corpus.Count)];

    private byte[] Piece(Random random) => random.Next(8) switch
    {
        0 or 1 or 2 when words.Length > 0 => words[random.Next(words.Length)],
        3 => Oddities.Signs[random.Next(Oddities.Signs.Length)],
        4 => Oddities.Blanks[random.Next(Oddities.Blanks.Length)],
        5 => Oddities.Numbers[random.Next(Oddities.Numbers.Length)],
        _ => Oddities.Marks[random.Next(Oddities.Marks.Length)],
    };

    private static byte[] Flipped(byte[] input, Random random)
    {
        var flipped = (byte[])input.Clone();
        var at = random.Next(flipped.Length);
        flipped[at] = random.Next(2) == 0 ? (byte)(flipped[at] ^ (1 << random.Next(8))) : (byte)random.Next(256);
        return flipped;
    }

    private byte[] Inserted(byte[] input, Random random)
    {
        var at = random.Next(input.Length + 1);
        return input.With(at, at, Piece(random));
    }

    private static byte[] Removed(byte[] input, Random random)
    {
        var start = random.Next(input.Length);
        // Mostly a few, now and then all the rest.
        var end = random.Next(20) == 0 ? input.Length : Math.Min(input.Length, start + random.Next(1, 1 << random.Next(1, 9)));
        return input.With(start, end, []);
    }

    /// <summary>The begin of one and the end of another.</summary>
    private static byte[] Spliced(byte[] input, byte[] other, Random random) =>
        [.. input.AsSpan(0, random.Next(input.Length + 1)), .. other.AsSpan(random.Next(other.Length + 1))];

    private static byte[] Recased(byte[] input, Random random)
    {
        var recased = (byte[])input.Clone();
        var (start, end) = Bytes.Token(input, random.Next(input.Length));
        for (var i = start; i < end; i++)
        {
            if (char.IsAsciiLetter((char)recased[i]))
                recased[i] ^= 0x20;
        }

        return recased;
    }

    /// <summary>One piece very often: brackets, quotes and tags that nest, words without end.</summary>
    private byte[] Repeated(byte[] input, Random random)
    {
        var piece = random.Next(3) == 0 ? Nests[random.Next(Nests.Length)] : Piece(random);
        var many = Math.Min(1 << random.Next(1, 13), UsualLength / 2 / Math.Max(1, piece.Length));
        var at = random.Next(input.Length + 1);
        var repeated = new byte[many * piece.Length];
        for (var i = 0; i < many; i++)
            piece.CopyTo(repeated, i * piece.Length);
        return input.With(at, at, repeated);
    }

    /// <summary>Beyond the limits that readers set on files.</summary>
    private static byte[] Lengthened(byte[] input, Random random)
    {
        var line = input.Length == 0 ? "a\n"u8.ToArray() : Bytes.Lines(input) is var lines && lines[random.Next(lines.Count)] is var (start, end) ? input[start..end] : input;
        var length = 70_000 << random.Next(3);
        using var longer = new MemoryStream();
        longer.Write(input);
        while (longer.Length < length)
            longer.Write(line);
        return longer.ToArray();
    }

    private static readonly byte[][] Nests = [.. Oddities.Texts("[", "(", "{", "> ", "- ", "<b>", "<div>", "<a>", "<p><ul><li>", "* ", "1. ", "![", "[a](", "**", "*_", "{\"a\":", "[[", "(a|", "!(", "  - ", "\n  ", "&a [", "<table><tr><td>", "<!--", "~~~\n", "`", "\\", "[gallery ", "<wp:comment>")];
}
