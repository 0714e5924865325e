namespace TalusBot.Commands.Search;

/// <summary>What one question found in a collection.</summary>
/// <param name="P">The probability that the first is right; null where the engine cannot tell.</param>
/// <param name="Top">One row a group, named by its best phrasing; best first.</param>
internal sealed record SearchResult(double? P, string Outcome, IReadOnlyList<(string Id, double Score)> Top);

/// <summary>A way to rank a collection.</summary>
internal abstract class SearchEngine
{
    public const string Bm25 = "bm25";
    public const string Hybrid = "hybrid";

    /// <summary>Documents.</summary>
    public abstract int Count { get; }

    public abstract SearchResult Search(string question, int top);
}
