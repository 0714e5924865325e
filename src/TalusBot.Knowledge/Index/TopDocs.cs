namespace TalusBot.Knowledge.Index;

/// <summary>Keeps the best of many scores: the higher first, then the smaller id.</summary>
internal static class TopDocs
{
    public static IReadOnlyList<ScoreDoc> Collect(ReadOnlySpan<double> scores, IReadOnlyList<string> ids, int top)
    {
        if (top <= 0) return [];

        // The worst hit so far is the first to go.
        var best = new PriorityQueue<ScoreDoc, ScoreDoc>(Comparer<ScoreDoc>.Create((a, b) => Order(b, a)));
        var least = double.Epsilon;
        for (var document = 0; document < scores.Length; document++)
        {
            if (scores[document] < least) continue;
            var hit = new ScoreDoc(document, ids[document], scores[document]);
            if (best.Count < top) best.Enqueue(hit, hit);
            else best.EnqueueDequeue(hit, hit);
            if (best.Count == top) least = best.Peek().Score;
        }

        var hits = new ScoreDoc[best.Count];
        for (var i = hits.Length - 1; i >= 0; i--) hits[i] = best.Dequeue();
        return hits;
    }

    private static int Order(ScoreDoc a, ScoreDoc b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id);
}
