using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary>What an entry would be if it were published as it stands.</summary>
/// <param name="Knowledge">With the entry in it; null where it cannot be used.</param>
/// <param name="Mistakes">In the entry's own file, which keep it from being published.</param>
/// <param name="Warnings">That the entry brings along.</param>
/// <param name="Elsewhere">Mistakes in other files, which were there before.</param>
/// <param name="Golden">The golden questions, as they can be read.</param>
/// <param name="Reply">To the entry's question; null where nothing can be answered.</param>
/// <param name="Impact">On what was asked, and on the golden questions; null where that cannot be told.</param>
/// <param name="Waiting">Why it cannot be told yet, in words; null where nothing has to be waited for.</param>
internal sealed record EntryTrial(
    Snapshot? Knowledge, IReadOnlyList<SourceProblem> Mistakes, IReadOnlyList<SourceProblem> Warnings, IReadOnlyList<SourceProblem> Elsewhere, IReadOnlyList<GoldenQuestion> Golden, Reply? Reply, ImpactReport? Impact, string? Waiting = null)
{
    public bool CanBePublished => Mistakes.Count == 0;
}
