namespace TalusBot.Knowledge.Index;

/// <summary>The terms of an index, numbered from 0 in the order in which they were met.</summary>
internal sealed class TermDictionary
{
    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public TermDictionary() => bySpan = ordinals.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => ordinals.Count;

    public IReadOnlyCollection<string> Terms => ordinals.Keys;

    /// <summary>The term's number, a new one if it is new; makes no string for a term that is known.</summary>
    public int Add(ReadOnlySpan<char> term)
    {
        if (bySpan.TryGetValue(term, out var ordinal)) return ordinal;
        ordinal = ordinals.Count;
        bySpan[term] = ordinal;
        return ordinal;
    }

    /// <summary>The term's number, or -1.</summary>
    public int Find(ReadOnlySpan<char> term) => bySpan.TryGetValue(term, out var ordinal) ? ordinal : -1;
}
