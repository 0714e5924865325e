namespace TalusBot.Knowledge.Safety;

/// <summary>Every word that any pattern knows, numbered, with the sets of the vocabulary.</summary>
internal sealed class Lexicon
{
    /// <summary>The shortest word in which one wrong letter is forgiven.</summary>
    private const int ShortestTypo = 6;

    /// <summary>The longest; the forms of a word without end would fill the memory.</summary>
    private const int LongestTypo = 24;

    private readonly Dictionary<string, int> stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> setIds = new(StringComparer.Ordinal);
    private readonly List<Pattern?> sets = [];
    private readonly FormsByShorter forms = new();
    private readonly HashSet<string> wellSpelled = new(StringComparer.Ordinal);

    public int SetCount => sets.Count;

    public int Set(string name)
    {
        if (!setIds.TryGetValue(name, out var id))
        {
            setIds[name] = id = sets.Count;
            sets.Add(null);
        }

        return id;
    }

    public void Define(string name, Pattern pattern) => sets[Set(name)] = pattern;

    public Pattern? Definition(int set) => sets[set];

    public int AddWord(string word, bool exactly)
    {
        var table = exactly ? exact : stems;
        var key = exactly ? word : Stem.Of(word);
        if (!table.TryGetValue(key, out var id))
        {
            table[key] = id = table.Count + 1;
        }

        if (wellSpelled.Add(word) && !exactly)
        {
            foreach (var form in Forms(word))
            {
                forms.Add(form);
            }
        }

        return id;
    }

    /// <summary>Words that look like a misspelling of ours and are not.</summary>
    public void AddGoodSpelling(string word) => wellSpelled.Add(word);

    public int ExactId(string word) => exact.GetValueOrDefault(word);

    /// <summary>The number of a word's stem; 0 for a word that no pattern has.</summary>
    public int StemId(string word)
    {
        if (stems.TryGetValue(Stem.Of(word), out var id))
        {
            return id;
        }

        return word.Length < ShortestTypo - 1 || wellSpelled.Contains(word) || wellSpelled.Contains(Stem.Of(word)) || exact.ContainsKey(word)
            ? 0
            : Meant(word) is { } form ? stems.GetValueOrDefault(Stem.Of(form)) : 0;
    }

    // One letter missing, added, wrong or swapped with its neighbour; the first letter is nearly always right.
    private string? Meant(string word)
    {
        if (word.Length > LongestTypo)
        {
            return null;
        }

        string? best = null;
        Consider(without: -1);
        for (var i = 1; i < word.Length; i++)
        {
            Consider(without: i);
            var shorter = word.Remove(i, 1);
            if (shorter.Length >= ShortestTypo && stems.ContainsKey(Stem.Of(shorter)) && forms.Holds(shorter, without: 0))
            {
                Take(shorter);
            }
        }

        return best;

        void Consider(int without)
        {
            foreach (var form in forms.Of(word, without))
            {
                if (form[0] == word[0] && OneApart(word, form))
                {
                    Take(form);
                }
            }
        }

        void Take(string form)
        {
            if (best is null || string.CompareOrdinal(form, best) < 0)
            {
                best = form;
            }
        }
    }

    private static bool OneApart(string a, string b)
    {
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same])
        {
            same++;
        }

        var restA = a.AsSpan(same);
        var restB = b.AsSpan(same);
        return restA.Length == restB.Length
            ? restA.Length == 0 || restA[1..].SequenceEqual(restB[1..])
                || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]))
            : restA.Length == restB.Length + 1 ? restA[1..].SequenceEqual(restB)
            : restB.Length == restA.Length + 1 && restB[1..].SequenceEqual(restA);
    }

    // Endings on short words make too many neighbours that are real words: "numbed" is one letter from "number".
    private static IEnumerable<string> Forms(string word)
    {
        if (word.Length is < ShortestTypo or > LongestTypo)
        {
            yield break;
        }

        yield return word;
        yield return word + "s";
        var bare = word.EndsWith('e') ? word[..^1] : word;
        yield return bare + "ing";
        yield return bare + "ed";
    }
}
