using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Retrieval;

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

    public abstract SearchResult Search(string question, int top);

    public static SearchEngine Build(string name, IReadOnlyList<HybridDocument> documents, Func<VectorCache> vectors, IProgress<int> progress)
    {
        if (name == Bm25)
        {
            return new Bm25Engine(documents);
        }

        var cache = vectors();
        var engine = new HybridEngine(HybridIndex.Build(documents, SentenceEncoder.Shared, sentences => cache.EncodeAll(sentences, progress)));
        cache.Save();
        return engine;
    }

    /// <summary>Plain BM25, as Lucene scores it.</summary>
    private sealed class Bm25Engine : SearchEngine
    {
        private readonly IReadOnlyList<HybridDocument> documents;
        private readonly PassageIndex index;
        private readonly bool grouped;

        public Bm25Engine(IReadOnlyList<HybridDocument> documents)
        {
            this.documents = documents;
            var builder = new PassageIndexBuilder();
            foreach (var document in documents)
            {
                builder.Add(new IndexDocument(document.Id, document.Question, document.Answer));
            }

            index = builder.Build();
            grouped = documents.Any(document => document.Group != document.Id);
        }

        public override SearchResult Search(string question, int top)
        {
            var hits = index.SearchBm25(question, grouped ? documents.Count : top);
            var rows = (grouped ? hits.DistinctBy(hit => documents[hit.Document].Group).Take(top) : hits).Select(hit => (hit.Id, hit.Score)).ToList();
            return new SearchResult(null, rows.Count > 0 ? "answered" : "notCovered", rows);
        }
    }

    /// <summary>Words, spelling and meaning together, with a probability.</summary>
    private sealed class HybridEngine(HybridIndex index) : SearchEngine
    {
        private readonly Calibration calibration = Calibration.Default;

        public override SearchResult Search(string question, int top)
        {
            var hits = index.Search(question, Math.Max(top, 2));
            var best = hits.Count > 0 ? index.Documents[hits[0].Phrasings[0].Document] : null;
            var missing = best is not null && AnswerType.IsMissing(question, best.Question, best.Answer);
            var p = best is null ? 0 : calibration.Probability(Evidence.Of(hits, (_, _) => true) with { MissingType = missing });
            var outcome = p >= calibration.AnswerFrom ? "answered" : p >= calibration.OfferFrom ? "clarify" : "notCovered";
            return new SearchResult(p, outcome, [.. hits.Take(top).Select(hit => (hit.Id, hit.Score))]);
        }
    }
}
