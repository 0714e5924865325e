using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;

namespace TalusBot.Knowledge.Text;

/// <summary>Mends slips of the finger in a question by the words that the indexed texts use.</summary>
/// <remarks>
/// Apart from the usual <see cref="Shorthand"/>, a word is mended only where the index and common English both lack it, it has five letters or more and nothing but
/// letters, no capital inside, and exactly one edit (a letter more, less, other, or two swapped) makes it a word of the
/// index. Of several, the most frequent is taken, then the first by its letters.
/// </remarks>
public sealed class Spelling
{
    private const int ShortestWord = 5;
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private readonly FrozenDictionary<string, int> counts;
    private readonly FrozenDictionary<int, string[]> byLength;

    private Spelling(Dictionary<string, int> counts)
    {
        this.counts = counts.ToFrozenDictionary(StringComparer.Ordinal);
        byLength = counts.Keys.GroupBy(word => word.Length).ToFrozenDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>Learns the words of the indexed texts.</summary>
    public static Spelling Of(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[WordBreaker.MaxTokenLength];
        foreach (var text in texts)
        {
            for (var position = 0; WordBreaker.TryNext(text, position, out var word); position = word.End)
            {
                var surface = text.AsSpan(word.Start, word.Length);
                if (surface.Length < ShortestWord - 1 || !IsLetters(surface))
                {
                    continue;
                }

                var length = surface.ToLowerInvariant(lower);
                CollectionsMarshal.GetValueRefOrAddDefault(lookup, lower[..length], out _)++;
            }
        }

        return new Spelling(counts);
    }

    /// <summary>Whether the texts use a word of four letters or more, in lower case.</summary>
    public bool Knows(string word) => counts.ContainsKey(word);

    /// <summary>The question with its slips mended; the same one where there are none.</summary>
    public string Mend(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        StringBuilder? mended = null;
        var copied = 0;
        foreach (var word in WordBreaker.Words(question))
        {
            if ((Shorthand.Of(word.Of(question).ToLowerInvariant()) ?? Better(word.Of(question))) is { } better)
            {
                mended ??= new StringBuilder(question.Length + 8);
                mended.Append(question, copied, word.Start - copied).Append(better);
                copied = word.End;
            }
        }

        return mended is null ? question : mended.Append(question, copied, question.Length - copied).ToString();
    }

    private static bool IsLetters(ReadOnlySpan<char> word) => !word.ContainsAnyExcept(Letters);

    private static bool IsOneEditAway(string a, string b)
    {
        if (a.Length < b.Length)
        {
            (a, b) = (b, a);
        }

        var same = a.AsSpan().CommonPrefixLength(b);
        if (a.Length > b.Length)
        {
            return a.Length == b.Length + 1 && a.AsSpan(same + 1).SequenceEqual(b.AsSpan(same));
        }

        return same < a.Length
            && (a.AsSpan(same + 1).SequenceEqual(b.AsSpan(same + 1))
                || (same + 1 < a.Length && a[same] == b[same + 1] && a[same + 1] == b[same] && a.AsSpan(same + 2).SequenceEqual(b.AsSpan(same + 2))));
    }

    /// <summary>The index's word that was meant; null where the word is left as it is.</summary>
    private string? Better(string word)
    {
        if (word.Length < ShortestWord || !IsLetters(word) || word.AsSpan(1).ContainsAnyInRange('A', 'Z'))
        {
            return null;
        }

        var asked = word.ToLowerInvariant();
        if (counts.ContainsKey(asked) || CommonWords.Contains(asked))
        {
            return null;
        }

        string? best = null;
        for (var length = asked.Length - 1; length <= asked.Length + 1; length++)
        {
            foreach (var candidate in byLength.GetValueOrDefault(length, []))
            {
                if (IsOneEditAway(asked, candidate) && (best is null || counts[candidate] > counts[best]
                    || (counts[candidate] == counts[best] && string.CompareOrdinal(candidate, best) < 0)))
                {
                    best = candidate;
                }
            }
        }

        return best;
    }
}
