using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Curation;

/// <summary>What somebody should look at in entries that can be used: questions that get mixed up, and numbers without a source.</summary>
internal static class EntryWarnings
{
    /// <summary>By file and line.</summary>
    public static IEnumerable<SourceProblem> Of(IReadOnlyList<Entry> entries, UnitSearch search) =>
        LikenessWarnings.Of(entries, (entry, number) => search.MeaningOf(entry.Id, number)).Concat(entries.SelectMany(NumberWarnings.Of))
            .OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line);
}
