using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Commands.Search;

/// <summary>Words, spelling and meaning together, with a probability.</summary>
internal sealed class HybridEngine : SearchEngine
{
    private readonly HybridIndex index;
    private readonly Calibration calibration = Calibration.Default;

    private HybridEngine(HybridIndex index) => this.index = index;

    public override int Count => index.Documents.Count;

    /// <returns>The engine, or what is wrong with the corpus.</returns>
    public static Reading<SearchEngine> Open(string corpus, Func<VectorCache> vectors, IProgress<int> progress)
    {
        var documents = BeirReader.ReadCorpus(corpus);
        if (documents.Value is null)
        {
            return new(null, documents.Problems);
        }

        var cache = vectors();
        var engine = new HybridEngine(HybridIndex.Build(documents.Value, SentenceEncoder.Shared, sentences => cache.EncodeAll(sentences, progress)));
        cache.Save();
        return new(engine, []);
    }

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
