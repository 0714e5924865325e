namespace TalusBot.Knowledge.Ingest;

/// <summary>A question as a reader put it, with what somebody found to answer it: an entry, a guide, exact words, or nothing.</summary>
/// <remarks>Such questions make the search find more ways of asking; what nothing answers keeps it from claiming too much.</remarks>
/// <param name="Question">As typed, slips included.</param>
/// <param name="Entry">The id of the entry that answers it; null where none does.</param>
/// <param name="Guide">The id of the guide that leads to the answer; null where none does.</param>
/// <param name="Sources">The exact words that answer it where no entry does; 1 to 3, or empty.</param>
public sealed record JudgedQuestion(string Question, string? Entry, string? Guide, IReadOnlyList<EntrySource> Sources)
{
    /// <summary>Neither entry, article nor comments answer it.</summary>
    public bool IsNotCovered => Entry is null && Guide is null && Sources.Count == 0;
}
