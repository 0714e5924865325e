namespace TalusBot.Knowledge.Ingest;

/// <summary>Where the parts of an entry stand in its file; lines count from 1.</summary>
/// <param name="Phrasings">Of the question, then of each other phrasing.</param>
/// <param name="Sources">Of each source.</param>
/// <param name="Body">Of the first line of the answer.</param>
public sealed record EntryLines(IReadOnlyList<int> Phrasings, IReadOnlyList<int> Sources, int Body)
{
    /// <summary>Where nobody knows.</summary>
    public static EntryLines Unknown { get; } = new([], [], 0);

    /// <summary>Of a phrasing, from 0 for the question; 0 where nobody knows.</summary>
    public int Phrasing(int number) => number < Phrasings.Count ? Phrasings[number] : 0;
}
