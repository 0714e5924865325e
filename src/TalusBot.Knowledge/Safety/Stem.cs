using System.Buffers;

namespace TalusBot.Knowledge.Safety;

/// <summary>Takes the ordinary endings off an English word, so that "walks", "walked" and "walking" are one.</summary>
/// <remarks>Lighter than the search's stems on purpose: what it joins, a rule's author must be able to foresee. Irregular forms stand in the vocabulary.</remarks>
internal static class Stem
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    public static string Of(string word)
    {
        if (word.Length <= 3)
        {
            return word;
        }

        var w = word;
        if (w.EndsWith("ies", StringComparison.Ordinal) && w.Length > 4)
        {
            return w[..^3] + "y";
        }

        if (w.EndsWith("es", StringComparison.Ordinal) && w.Length > 4 && (w[^3] is 's' or 'x' or 'z' || (w[^3] == 'h' && w[^4] is 'c' or 's')))
        {
            w = w[..^2];
        }
        else if (w[^1] == 's' && w[^2] is not ('s' or 'u' or 'i'))
        {
            w = w[..^1];
        }

        if (w.Length > 5 && w.EndsWith("ing", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 3)))
        {
            w = Undouble(w[..^3]);
        }
        else if (w.Length > 4 && w.EndsWith("ed", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 2)))
        {
            w = w.EndsWith("ied", StringComparison.Ordinal) ? w[..^3] + "y" : Undouble(w[..^2]);
        }

        return w.Length > 3 && w[^1] == 'e' ? w[..^1] : w;
    }

    private static bool HasVowel(ReadOnlySpan<char> part) => part.IndexOfAny(Vowels) >= 0;

    private static string Undouble(string w) =>
        w.Length > 3 && w[^1] == w[^2] && w[^1] is not ('l' or 's' or 'z') ? w[..^1] : w;
}
