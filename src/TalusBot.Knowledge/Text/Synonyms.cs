using System.Text;

namespace TalusBot.Knowledge.Text;

/// <summary>Words that mean the same here: each is read as the one the texts use, in questions and in what they are compared with.</summary>
public sealed class Synonyms
{
    private readonly Dictionary<string, List<(string[] Words, string Meant)>> byFirst = new(StringComparer.Ordinal);

    /// <param name="pairs">Phrases, in lower case and by words, with what to read instead.</param>
    public Synonyms(IEnumerable<(IReadOnlyList<string> Phrase, string Meant)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (var (phrase, meant) in pairs)
        {
            if (!byFirst.TryGetValue(phrase[0], out var list))
            {
                byFirst.Add(phrase[0], list = []);
            }

            list.Add(([.. phrase], meant));
        }

        foreach (var list in byFirst.Values)
        {
            list.Sort(static (a, b) => b.Words.Length.CompareTo(a.Words.Length));
        }
    }

    /// <summary>No two words mean the same.</summary>
    public static Synonyms None { get; } = new([]);

    /// <summary>The text with every such word replaced, the longest phrase first; the same text where there is none.</summary>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (byFirst.Count == 0)
        {
            return text;
        }

        var words = WordBreaker.Words(text);
        var lower = words.Select(word => word.Of(text).ToLowerInvariant()).ToList();
        StringBuilder? read = null;
        var copied = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (!byFirst.TryGetValue(lower[i], out var list) || list.Find(one => Stands(one.Words, lower, i)) is not { Words: not null } found)
            {
                continue;
            }

            read ??= new StringBuilder(text.Length + 16);
            read.Append(text, copied, words[i].Start - copied).Append(found.Meant);
            i += found.Words.Length - 1;
            copied = words[i].End;
        }

        return read is null ? text : read.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool Stands(string[] phrase, List<string> words, int at) =>
        at + phrase.Length <= words.Count && phrase.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(words).Slice(at, phrase.Length));
}
