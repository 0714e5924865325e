using TalusBot.Knowledge.Guides;

namespace TalusBot.Knowledge.Ingest;

/// <summary>What the folders hold: everything that could be read, and everything that is wrong.</summary>
/// <param name="Site">Null where site.yaml is missing or wrong.</param>
/// <param name="Articles">In the order of their slugs; empty where the content is not usable.</param>
/// <param name="Entries">In the order of their ids, without those that have an error; empty where the content is not usable.</param>
/// <param name="Guides">In the order of their ids, without those that have an error; empty where the content is not usable.</param>
/// <param name="Judged">In the order of their files, without those that have an error; empty where the content is not usable.</param>
/// <param name="Problems">Of all files, in a fixed order: site.yaml, seeds, entries, guides, judged questions.</param>
public sealed record KnowledgeContent(
    Site? Site, IReadOnlyList<Article> Articles, IReadOnlyList<Entry> Entries, IReadOnlyList<Guide> Guides, IReadOnlyList<JudgedQuestion> Judged, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Whether there is something to answer from: a right site.yaml and at least one seed, all of them right.</summary>
    public bool Usable => Site is not null && Articles.Count > 0;
}
