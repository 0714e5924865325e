using System.Runtime.Intrinsics;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// Keeps the best of many scores: the higher first, then the lower rank. A heap whose root is the worst of them, to be
/// used again and again by one thread.
/// </summary>
internal sealed class TopDocs
{
    private const int SmallestRoom = 128;

    private double[] scores = new double[SmallestRoom];
    private int[] documents = new int[SmallestRoom];
    private int[] ranks = [];
    private int top;
    private int count;

    /// <summary>A score below this one gets in no more; 0 while there is room.</summary>
    public double Floor { get; private set; }

    /// <summary>At most so many are kept.</summary>
    public int Wanted => top;

    /// <summary>How many places there are; memory grows with them.</summary>
    public int Room => scores.Length;

    /// <param name="best">At most so many are kept; from 1.</param>
    /// <param name="ofDocuments">Each document's place among equal scores, by document.</param>
    public void Start(int best, int[] ofDocuments)
    {
        (top, ranks, count, Floor) = (best, ofDocuments, 0, 0);
        if (best <= scores.Length) return;
        Array.Resize(ref scores, best);
        Array.Resize(ref documents, best);
    }

    /// <summary>Keeps a document if it is among the best so far; one without a score above 0 never is.</summary>
    public void Add(int document, double score)
    {
        if (score <= 0 || score < Floor) return;
        if (count < top)
        {
            Rise(count++, document, score);
            if (count == top) Floor = scores[0];
        }
        else if (IsWorse(0, score, ranks[document]))
        {
            Sink(0, document, score);
            Floor = scores[0];
        }
    }

    /// <summary>Keeps the best of all documents.</summary>
    /// <param name="all">By document.</param>
    public void AddAll(ReadOnlySpan<double> all)
    {
        var document = 0;
        for (; document <= all.Length - Vector256<double>.Count; document += Vector256<double>.Count)
        {
            // Nearly all are below the worst that is kept.
            var some = all.Slice(document, Vector256<double>.Count);
            if (!Vector256.GreaterThanOrEqualAny(Vector256.Create(some), Vector256.Create(Math.Max(Floor, double.Epsilon)))) continue;
            for (var i = 0; i < some.Length; i++) Add(document + i, some[i]);
        }

        for (; document < all.Length; document++) Add(document, all[document]);
    }

    /// <summary>What was kept, best first; nothing is kept after that.</summary>
    public ScoreDoc[] Take(IReadOnlyList<string> ids)
    {
        var hits = new ScoreDoc[count];
        while (count > 0)
        {
            var (document, score) = (documents[0], scores[0]);
            hits[--count] = new ScoreDoc(document, ids[document], score);
            Sink(0, documents[count], scores[count]);
        }

        return hits;
    }

    private bool IsWorse(int place, double score, int rank) => scores[place] != score ? scores[place] < score : ranks[documents[place]] > rank;

    // From a free place upwards, for as long as what is above is better.
    private void Rise(int place, int document, double score)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (IsWorse(parent, score, ranks[document])) break;
            (scores[place], documents[place]) = (scores[parent], documents[parent]);
            place = parent;
        }

        (scores[place], documents[place]) = (score, document);
    }

    // From a free place downwards, for as long as one below is worse.
    private void Sink(int place, int document, double score)
    {
        while ((2 * place) + 1 is var child && child < count)
        {
            if (child + 1 < count && IsWorse(child + 1, scores[child], ranks[documents[child]])) child++;
            if (!IsWorse(child, score, ranks[document])) break;
            (scores[place], documents[place]) = (scores[child], documents[child]);
            place = child;
        }

        (scores[place], documents[place]) = (score, document);
    }
}
