using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>The runs of three to five characters inside the words of a text, each word with a blank at either end.</summary>
internal static class CharGrams
{
    private const int Shortest = 3;
    private const int Longest = 5;

    /// <summary>Names every run by a 64-bit hash (FNV-1a over its UTF-16 units and its length), as often as it occurs.</summary>
    public static void Each(string text, Action<ulong> take)
    {
        Span<char> padded = stackalloc char[WordBreaker.MaxTokenLength + 2];
        for (var position = 0; WordBreaker.TryNext(text, position, out var word); position = word.End)
        {
            padded[0] = ' ';
            var length = text.AsSpan(word.Start, word.Length).ToLowerInvariant(padded[1..]) + 2;
            padded[length - 1] = ' ';
            for (var n = Shortest; n <= Longest; n++)
            {
                if (length <= n)
                {
                    take(Hash(padded[..length]));
                    break;
                }

                for (var i = 0; i + n <= length; i++)
                {
                    take(Hash(padded.Slice(i, n)));
                }
            }
        }
    }

    private static ulong Hash(ReadOnlySpan<char> run)
    {
        var hash = 14695981039346656037UL ^ (ulong)run.Length;
        foreach (var c in run)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
