using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// Everything lexical about a set of documents: search by words, scores that explain themselves, and what is known of a
/// term. Immutable and a pure function of what was added, so any number of threads may ask it at once.
/// </summary>
/// <remarks>
/// A question is the OR of its distinct terms, each counted once. A term here is what
/// <see cref="Text.EnglishAnalyzer"/> makes of a word.
/// </remarks>
public sealed class PassageIndex
{
    private const double QuestionWeight = 2;

    private readonly TermDictionary dictionary;
    private readonly string[] ids;
    private readonly int[] ranks;
    private readonly Lazy<Dictionary<string, int>> byId;
    private readonly FieldIndex question;
    private readonly FieldIndex answer;
    private readonly FieldIndex flat;

    internal PassageIndex(TermDictionary dictionary, string[] ids, int[] ranks, FieldPostings question, FieldPostings answer, FieldPostings flat)
    {
        this.dictionary = dictionary;
        this.ids = ids;
        this.ranks = ranks;
        this.question = new("question", question);
        this.answer = new("answer", answer);
        this.flat = new("text", flat);
        byId = new(() => ids.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal));
    }

    /// <summary>How many documents there are, those without a word included.</summary>
    public int Count => ids.Length;

    /// <summary>The ids by document number.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>Every term of the index, in no order to rely on.</summary>
    public IReadOnlyCollection<string> Terms => dictionary.Terms;

    internal TermDictionary Dictionary => dictionary;

    /// <summary>By document: the place of its id in ordinal order.</summary>
    internal int[] Ranks => ranks;

    /// <summary>Question, answer, and both as one text.</summary>
    internal IReadOnlyList<FieldIndex> AllFields => [question, answer, flat];

    /// <summary>The number of a document.</summary>
    /// <returns>From 0; -1 where the index has no such id.</returns>
    public int Find(string id) => byId.Value.GetValueOrDefault(id, -1);

    /// <summary>Whether any document has the term.</summary>
    public bool Knows(string term) => dictionary.Find(term) >= 0;

    /// <summary>How many documents have the term in question or answer.</summary>
    public int DocumentFrequency(string term) => flat.DocumentFrequency(dictionary.Find(term));

    /// <summary>
    /// How rare the term is in question and answer together: ln(1 + (N - n + 0.5) / (n + 0.5)). A term that no document has
    /// counts as if one had it; 0 in an index without a word.
    /// </summary>
    public double Idf(string term) => flat.Idf(dictionary.Find(term));

    /// <summary>
    /// The best documents by how much of the question they cover, from 0 to 1: see <see cref="Explain(int, string)"/> for the formula.
    /// </summary>
    /// <param name="question">Any length; one without a term finds nothing.</param>
    /// <param name="top">At most so many hits.</param>
    /// <returns>Scores above 0 rounded to four decimals, falling; equal ones by id.</returns>
    public IReadOnlyList<ScoreDoc> Search(string question, int top)
    {
        var rented = ArrayPool<double>.Shared.Rent(2 * Count);
        try
        {
            var scores = rented.AsSpan(0, Count);
            Score(question, scores, rented.AsSpan(Count, Count));
            return Best(scores, top);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>How much of the question each document covers, hit or not; rounded to four decimals.</summary>
    /// <param name="question">Any length.</param>
    /// <param name="scores">One place a document; overwritten with the scores of <see cref="Search"/>.</param>
    /// <param name="flatShares">One place a document; overwritten with their flat halves: shares in [0, 1] where question and answer are one text.</param>
    public void Score(string question, Span<double> scores, Span<double> flatShares)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Count, nameof(scores));
        ArgumentOutOfRangeException.ThrowIfNotEqual(flatShares.Length, Count, nameof(flatShares));
        var query = AnalyzedQuery.Of(question, dictionary);
        var rented = ArrayPool<double>.Shared.Rent(Count);
        try
        {
            var ofAnswer = rented.AsSpan(0, Count);
            Shares(this.question, query, scores);
            Shares(answer, query, ofAnswer);
            Shares(flat, query, flatShares);
            for (var document = 0; document < scores.Length; document++)
            {
                scores[document] = Combined(document, scores[document], ofAnswer[document], flatShares[document]);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        Rounding.All(scores);
        Rounding.All(flatShares);
    }

    /// <summary>The best documents by plain BM25 over question and answer as one text, as Lucene 8.7 scores them.</summary>
    /// <param name="question">Any length; one without a term finds nothing.</param>
    /// <param name="top">At most so many hits.</param>
    /// <returns>Scores in single precision, without a bound; equal ones by id.</returns>
    public IReadOnlyList<ScoreDoc> SearchBm25(string question, int top)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (top <= 0 || Count == 0) return [];
        var workspace = QueryWorkspace.Rent();
        workspace.Read(question, dictionary);
        workspace.Best.Start(Math.Min(top, Count), ranks);
        var terms = CollectionsMarshal.AsSpan(workspace.Terms);
        if (MaxScore.IsExact(flat.Postings, terms)) workspace.Scorer.Collect(flat.Postings, terms, workspace.Best);
        else CollectAll(terms, workspace.Best);
        var hits = workspace.Best.Take(ids);
        workspace.Return();
        GC.KeepAlive(this); // the postings may lie in a mapped file that goes with its last reader
        return hits;
    }

    /// <summary>The numbers of the documents with the best scores above 0, best first; equal ones by id.</summary>
    /// <param name="scores">By document.</param>
    internal IReadOnlyList<ScoreDoc> Best(ReadOnlySpan<double> scores, int top)
    {
        if (top <= 0 || Count == 0) return [];
        var workspace = QueryWorkspace.Rent();
        workspace.Best.Start(Math.Min(top, Count), ranks);
        workspace.Best.AddAll(scores);
        var hits = workspace.Best.Take(ids);
        workspace.Return();
        return hits;
    }

    /// <summary>
    /// Why a document has its score in <see cref="Search"/>. Each field's BM25 is divided by the sum of the terms' idf in
    /// that field, which it cannot reach; question and answer give (2 * question + answer) / 3, the flat text is the other
    /// half; a field without a term drops out.
    /// </summary>
    /// <param name="document">The document's number.</param>
    /// <param name="question">As given to the search.</param>
    public ScoreExplanation Explain(int document, string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfNegative(document);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(document, Count);
        var query = AnalyzedQuery.Of(question, dictionary);
        if (!flat.Has(document) || query.Terms.Length == 0)
        {
            return new(0, query.Terms.Length == 0 ? "the question has no word to look for" : "the document has no word to look for");
        }

        var text = ExplainShare(flat, document, query);
        var ofQuestion = this.question.Has(document) ? ExplainShare(this.question, document, query) : null;
        var ofAnswer = answer.Has(document) ? ExplainShare(answer, document, query) : null;
        var fields = (ofQuestion, ofAnswer) switch
        {
            ({ } asked, { } answered) => new ScoreExplanation(
                Fields(asked.Value, answered.Value), "fields = (2 * question + answer) / 3", [asked, answered]),
            ({ } asked, null) => new(asked.Value, "fields = question alone, the answer has no word", [asked]),
            (null, { } answered) => new(answered.Value, "fields = answer alone, the question has no word", [answered]),
            _ => throw new InvalidOperationException("A text with a term has it in its question or its answer."),
        };
        var exact = new ScoreExplanation((fields.Value + text.Value) / 2, "(fields + text) / 2", [fields, text]);
        return new(Rounding.Of(exact.Value), "bm25n, rounded to four decimals", [exact]);
    }

    /// <summary>Why a document has its score in <see cref="SearchBm25"/>.</summary>
    /// <param name="document">The document's number.</param>
    /// <param name="question">As given to the search.</param>
    public ScoreExplanation ExplainBm25(int document, string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfNegative(document);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(document, Count);
        var query = AnalyzedQuery.Of(question, dictionary);
        var sum = flat.Explain(document, query.Terms, query.Words);
        return sum with { Value = (float)sum.Value };
    }

    // For questions so long, or scores so far apart, that the order of the sum shows in its last digits.
    private void CollectAll(ReadOnlySpan<int> terms, TopDocs best)
    {
        var scores = ArrayPool<double>.Shared.Rent(Count);
        Array.Clear(scores, 0, Count);
        flat.AddScores(terms, scores);
        for (var document = 0; document < Count; document++) best.Add(document, (float)scores[document]);
        ArrayPool<double>.Shared.Return(scores);
    }

    private static void Shares(FieldIndex field, AnalyzedQuery query, Span<double> shares)
    {
        shares.Clear();
        var bound = field.Bound(query.Terms);
        if (bound <= 0) return;
        field.AddScores(query.Terms, shares);
        var i = 0;
        for (; i <= shares.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var four = shares.Slice(i, Vector256<double>.Count);
            (Vector256.Create<double>(four) / Vector256.Create(bound)).CopyTo(four);
        }

        for (; i < shares.Length; i++) shares[i] /= bound;
    }

    private static ScoreExplanation ExplainShare(FieldIndex field, int document, AnalyzedQuery query)
    {
        var score = field.Explain(document, query.Terms, query.Words);
        var bound = field.Bound(query.Terms);
        var idfs = query.Terms.Select((term, i) => new ScoreExplanation(field.Idf(term), field.DocumentFrequency(term) == 0
            ? $"idf of {query.Words[i]}, unknown here: as if one document had it"
            : $"idf of {query.Words[i]}, in {field.DocumentFrequency(term)} of {field.DocumentCount}"));
        return new(score.Value / bound, $"{field.Name}: BM25 / bound",
            [score, new(bound, $"{field.Name}: bound, sum of the question's idf", [.. idfs])]);
    }

    private static double Fields(double ofQuestion, double ofAnswer) =>
        ((QuestionWeight * ofQuestion) + ofAnswer) / (QuestionWeight + 1);

    private double Combined(int document, double ofQuestion, double ofAnswer, double ofText)
    {
        var fields = !question.Has(document) ? ofAnswer : !answer.Has(document) ? ofQuestion : Fields(ofQuestion, ofAnswer);
        return (fields + ofText) / 2;
    }
}
