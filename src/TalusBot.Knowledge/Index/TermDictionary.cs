namespace TalusBot.Knowledge.Index;

/// <summary>The terms of an index, numbered from 0 in the order in which they were met.</summary>
internal sealed class TermDictionary
{
    private readonly Dictionary<string, int> ordinals;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly List<string> terms;

    /// <param name="capacity">Terms to make room for.</param>
    public TermDictionary(int capacity = 0)
    {
        ordinals = new(capacity, StringComparer.Ordinal);
        bySpan = ordinals.GetAlternateLookup<ReadOnlySpan<char>>();
        terms = new(capacity);
    }

    /// <param name="terms">Distinct, by their numbers.</param>
    public static TermDictionary Of(IReadOnlyList<string> terms)
    {
        var dictionary = new TermDictionary(terms.Count);
        foreach (var term in terms) dictionary.Add(term);
        return dictionary;
    }

    public int Count => terms.Count;

    /// <summary>By number.</summary>
    public IReadOnlyList<string> Terms => terms;

    /// <summary>The term's number, a new one if it is new; makes no string for a term that is known.</summary>
    public int Add(ReadOnlySpan<char> term) => bySpan.TryGetValue(term, out var ordinal) ? ordinal : Add(term.ToString());

    /// <summary>The same for a term that is a string already.</summary>
    public int Add(string term)
    {
        if (!ordinals.TryAdd(term, terms.Count)) return ordinals[term];
        terms.Add(term);
        return terms.Count - 1;
    }

    /// <summary>The term's number, or -1.</summary>
    public int Find(ReadOnlySpan<char> term) => bySpan.TryGetValue(term, out var ordinal) ? ordinal : -1;
}
