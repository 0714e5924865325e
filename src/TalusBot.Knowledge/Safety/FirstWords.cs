using System.Collections.Frozen;

namespace TalusBot.Knowledge.Safety;

/// <summary>The words that a pattern can begin with.</summary>
internal sealed class FirstWords
{
    /// <summary>How deep sets may name sets before we stop asking.</summary>
    public const int Deepest = 16;

    public HashSet<int> Stems { get; } = [];

    public HashSet<int> Exact { get; } = [];

    /// <summary>It can begin with any word at all.</summary>
    public bool Any { get; set; }
}

/// <summary>Patterns by the word that they can begin with: at one word of a message, few of them need a closer look.</summary>
internal sealed class ByFirstWord
{
    public ByFirstWord(IReadOnlyList<Pattern> patterns, Lexicon lexicon)
    {
        var always = new List<Pattern>();
        var stems = new Dictionary<int, List<Pattern>>();
        var exact = new Dictionary<int, List<Pattern>>();
        foreach (var pattern in patterns)
        {
            var first = new FirstWords();
            pattern.Collect(first, lexicon, 0);
            if (first.Any)
            {
                always.Add(pattern);
                continue;
            }

            Put(stems, first.Stems, pattern);
            Put(exact, first.Exact, pattern);
        }

        Always = [.. always];
        Stems = stems.ToFrozenDictionary(s => s.Key, s => s.Value.ToArray());
        Exact = exact.ToFrozenDictionary(s => s.Key, s => s.Value.ToArray());
    }

    public Pattern[] Always { get; }

    public FrozenDictionary<int, Pattern[]> Stems { get; }

    public FrozenDictionary<int, Pattern[]> Exact { get; }

    private static void Put(Dictionary<int, List<Pattern>> table, HashSet<int> words, Pattern pattern)
    {
        foreach (var word in words)
        {
            if (!table.TryGetValue(word, out var list))
            {
                table[word] = list = [];
            }

            list.Add(pattern);
        }
    }
}
