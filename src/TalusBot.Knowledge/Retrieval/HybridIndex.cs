using System.Buffers;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>One thing to find.</summary>
/// <param name="Id">Unique; equal scores fall back to its order.</param>
/// <param name="Group">Documents of one group are phrasings of one entry and are found as one; its own id where it stands alone.</param>
/// <param name="Question">Empty for a plain passage.</param>
/// <param name="Answer">The words that answer; may be empty where only a question is known.</param>
/// <param name="MayHaveSlips">The question is as somebody typed it: it is mended like one that is asked, and teaches no spelling.</param>
public sealed record HybridDocument(string Id, string Group, string Question, string Answer, bool MayHaveSlips = false);

/// <summary>A question made ready to be compared.</summary>
/// <param name="Mended">Without slips of the finger.</param>
/// <param name="Similarities">With each vector of the index's meaning, and what else there is room for; empty while they are still to be made. Borrowed until it is disposed of.</param>
internal sealed record AskedQuestion(string Mended, double[] Similarities) : IDisposable
{
    public void Dispose() => ArrayPool<double>.Shared.Return(Similarities);
}

/// <summary>
/// Ranks by words, spelling and meaning at once: 0.50 * bm25n + 0.18 * char + 0.32 * use, each part in [0, 1]. Immutable;
/// any number of threads may ask it at once. The same question always gets the same ranking, on every machine.
/// </summary>
/// <remarks>
/// While its vectors are still to be made (<see cref="Unencoded"/>) it ranks by words and spelling alone, in the same
/// proportion: (0.50 * bm25n + 0.18 * char) / 0.68.
/// <para>
/// Up to <see cref="ScoreAll"/> documents each is scored. Of more, the candidates are: the <see cref="Candidates"/> best by
/// words and as many by meaning, each found exactly, among all documents. Their scores are the same as if all were scored.
/// What is no candidate has at most as much of each as the last candidate for it, and as much of char as the best of all, so
/// it scores at most 0.50, 0.18 and 0.32 of these: whatever scores more than this stands where it would stand.
/// </para>
/// </remarks>
public sealed class HybridIndex
{
    /// <summary>The weight of <see cref="HybridScore.Bm25n"/>.</summary>
    public const double Bm25nWeight = 0.50;

    /// <summary>The weight of <see cref="HybridScore.Chars"/>.</summary>
    public const double CharWeight = 0.18;

    /// <summary>The weight of <see cref="HybridScore.Use"/>.</summary>
    public const double UseWeight = 0.32;

    /// <summary>What words and spelling weigh together.</summary>
    public const double LexicalShare = Bm25nWeight + CharWeight;

    /// <summary>In the likeness of a question with its answer, the share of the question.</summary>
    private const double QuestionShare = 0.7;

    /// <summary>A group scores the mean of so many of its phrasings, the best ones: where all rows are phrasings, three did best.</summary>
    public const int UsualPhrasings = 3;

    /// <summary>Up to so many documents all are scored; in a larger set only the candidates of words and of meaning.</summary>
    internal const int ScoreAll = 5_000;

    /// <summary>In a larger set, so many are looked at for their words, and so many for their meaning.</summary>
    internal const int Candidates = 200;

    private readonly IReadOnlyList<HybridDocument> documents;
    private readonly PassageIndex words;
    private readonly CharIndex chars;
    private readonly SentenceIndex meaning;
    private readonly Spelling spelling;
    private readonly Synonyms synonyms;
    private readonly SentenceEncoder encoder;
    private readonly int[] groupOf;
    private readonly int groups;
    private readonly int bestPhrasings;

    private HybridIndex(
        IReadOnlyList<HybridDocument> documents, PassageIndex words, CharIndex chars, SentenceIndex meaning, Spelling spelling, Synonyms synonyms, SentenceEncoder encoder, int bestPhrasings)
    {
        this.synonyms = synonyms;
        this.bestPhrasings = bestPhrasings;
        (this.documents, this.words, this.chars, this.meaning, this.spelling, this.encoder) = (documents, words, chars, meaning, spelling, encoder);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        groupOf = new int[documents.Count];
        for (var i = 0; i < documents.Count; i++)
        {
            if (!numbers.TryGetValue(documents[i].Group, out groupOf[i]))
            {
                numbers.Add(documents[i].Group, groupOf[i] = numbers.Count);
            }
        }

        groups = numbers.Count;
    }

    /// <summary>What is known of words.</summary>
    public PassageIndex Words => words;

    /// <summary>Every question and sentence whose meaning is compared, in small letters, where the vectors are still to be made; else empty.</summary>
    public IReadOnlyList<string> Unencoded => meaning.Unencoded;

    /// <summary>Ranks by words and spelling alone.</summary>
    public bool IsLexical => Unencoded.Count > 0;

    /// <summary>How many questions and sentences, each counted once, have a vector or will.</summary>
    public int SentenceCount => IsLexical ? Unencoded.Count : meaning.Vectors.Count;

    /// <summary>What is known of meanings.</summary>
    internal SentenceIndex Meaning => meaning;

    /// <summary>The documents by number.</summary>
    public IReadOnlyList<HybridDocument> Documents => documents;

    /// <summary>The question with slips of the finger mended, and other words for the same thing read as the texts' own.</summary>
    public string Mended(string question) => synonyms.Apply(spelling.Mend(question));

    /// <summary>Words of a text that is spelled right, with other words for the same thing read as the texts' own.</summary>
    internal string Meant(string text) => synonyms.Apply(text);

    /// <summary>Whether the documents use a word, in lower case and as it stands.</summary>
    public bool KnowsWord(string word) => spelling.Knows(word);

    /// <param name="encodeAll">The vectors of many sentences, in their order, or null where they are to be made later; null to encode them all now.</param>
    /// <param name="bestPhrasings">How many phrasings of a group count; from 1.</param>
    /// <param name="synonyms">Words that are read as others, in documents and questions alike; null for none.</param>
    /// <exception cref="ArgumentException">Two documents have the same id.</exception>
    public static HybridIndex Build(
        IReadOnlyList<HybridDocument> documents, SentenceEncoder encoder, Func<IReadOnlyList<string>, IReadOnlyList<SentenceVector>?>? encodeAll = null, int bestPhrasings = UsualPhrasings, Synonyms? synonyms = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(encoder);
        var spelling = Spelling.Of(documents.SelectMany(document => (string[])[document.MayHaveSlips ? "" : document.Question, document.Answer]));
        var meant = synonyms ?? Synonyms.None;
        documents = [.. documents.Select(document => document with
        {
            Question = meant.Apply(document.MayHaveSlips ? spelling.Mend(document.Question) : document.Question),
            Answer = meant.Apply(document.Answer),
        })];
        var plain = documents.Select(document => new IndexDocument(document.Id, document.Question, document.Answer)).ToList();
        var words = new PassageIndexBuilder();
        CharIndex? chars = null;
        SentenceIndex? meaning = null;
        Parallel.Invoke(
            () => chars = CharIndex.Build([.. plain.Select(document => $"{document.Question}\n{document.Answer}")]),
            () => meaning = SentenceIndex.Build(plain, encodeAll ?? (sentences => encoder.EncodeAll(sentences))),
            () => plain.ForEach(document => words.Add(document)));
        return new HybridIndex(
            documents,
            words.Build(),
            chars!,
            meaning!,
            spelling,
            meant,
            encoder,
            bestPhrasings);
    }

    /// <summary>The same with its vectors: as if it had been built with them.</summary>
    /// <param name="made">Those of <see cref="Unencoded"/>, in their order.</param>
    internal HybridIndex With(IReadOnlyList<SentenceVector> made) => new(documents, words, chars, meaning.With(made), spelling, synonyms, encoder, bestPhrasings);

    /// <summary>The best groups, best first.</summary>
    /// <param name="question">Any length.</param>
    /// <param name="most">At least 1.</param>
    public IReadOnlyList<GroupHit> Search(string question, int most)
    {
        using var asked = Read(Mended(question));
        return Search(asked, most);
    }

    /// <param name="without">Numbers of documents to look past, so that a known question can be asked as if it were new; null for none.</param>
    /// <param name="scoreAll">Up to so many documents all are scored.</param>
    internal IReadOnlyList<GroupHit> Search(AskedQuestion question, int most, IReadOnlySet<int>? without = null, int scoreAll = ScoreAll)
    {
        var hits = Find(question, without, scoreAll);
        hits.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id));
        return hits.Count > most ? hits.GetRange(0, most) : hits;
    }

    /// <summary>As <see cref="Search(AskedQuestion, int, IReadOnlySet{int}?, int)"/>, all of them and in no order.</summary>
    internal List<GroupHit> Find(AskedQuestion question, IReadOnlySet<int>? without = null, int scoreAll = ScoreAll)
    {
        var scores = Score(question, scoreAll);

        // By group: 1 and the place of its last score; 0 for none. By place: the same of the one before it in its group.
        var last = ArrayPool<int>.Shared.Rent(groups);
        var before = ArrayPool<int>.Shared.Rent(scores.Length);
        Array.Clear(last, 0, groups);
        for (var i = 0; i < scores.Length; i++)
        {
            if (without is null || !without.Contains(scores[i].Document))
            {
                ref var ofGroup = ref last[groupOf[scores[i].Document]];
                (before[i], ofGroup) = (ofGroup, i + 1);
            }
        }

        var hits = new List<GroupHit>();
        var phrasings = new List<HybridScore>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (last[groupOf[scores[i].Document]] != i + 1)
            {
                continue;
            }

            phrasings.Clear();
            for (var place = i + 1; place != 0; place = before[place - 1])
            {
                phrasings.Add(scores[place - 1]);
            }

            if (GroupHit.Of(phrasings, documents, bestPhrasings) is { Score: > 0 } hit)
            {
                hits.Add(hit);
            }
        }

        ArrayPool<int>.Shared.Return(last);
        ArrayPool<int>.Shared.Return(before);
        return hits;
    }

    /// <summary>Why a group has its score.</summary>
    public ScoreExplanation Explain(string question, GroupHit hit)
    {
        ArgumentNullException.ThrowIfNull(hit);
        using var asked = Read(Mended(question));
        var spelled = new double[documents.Count];
        Chars(asked.Mended, spelled);
        var parts = hit.Phrasings.Select(phrasing => ExplainOne(asked, spelled, phrasing.Document)).ToList();
        return parts.Count == 1
            ? parts[0]
            : new ScoreExplanation(hit.Score, $"mean of the {parts.Count} best phrasings, rounded to four decimals", parts);
    }

    /// <summary>A question made ready to be compared.</summary>
    /// <param name="mended">Without slips of the finger.</param>
    internal AskedQuestion Read(string mended)
    {
        if (IsLexical)
        {
            return new AskedQuestion(mended, []);
        }

        var similarities = ArrayPool<double>.Shared.Rent(meaning.Vectors.Count);
        meaning.Vectors.Compare(SentenceVector.From(encoder.Meaning(mended)), similarities.AsSpan(0, meaning.Vectors.Count));
        return new AskedQuestion(mended, similarities);
    }

    /// <summary>What the question of a document means; null where it has none, or none yet.</summary>
    internal SentenceVector? QuestionVector(int document) => !IsLexical && meaning.QuestionVector(document) is var number and >= 0 ? meaning.Vectors[number] : null;

    /// <summary>The scores of those that may be among the best.</summary>
    private HybridScore[] Score(AskedQuestion asked, int scoreAll)
    {
        var count = documents.Count;
        var rented = ArrayPool<double>.Shared.Rent(4 * count);
        Span<double> bm25n = rented.AsSpan(0, count), flat = rented.AsSpan(count, count), spelled = rented.AsSpan(2 * count, count), use = rented.AsSpan(3 * count, count);
        words.Score(asked.Mended, bm25n, flat);
        Chars(asked.Mended, spelled);
        Use(asked, use);
        var chosen = count <= scoreAll ? [.. Enumerable.Range(0, count)] : BestRounded.OfEither(bm25n, use, Candidates, words.Ranks);
        var scores = new HybridScore[chosen.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var document = chosen[i];
            scores[i] = One(document, bm25n[document], flat[document], spelled[document], use[document]);
        }

        ArrayPool<double>.Shared.Return(rented);
        return scores;
    }

    private void Use(AskedQuestion asked, Span<double> use)
    {
        use.Clear();
        if (!IsLexical)
        {
            var answers = ArrayPool<double>.Shared.Rent(meaning.AnswerCount);
            meaning.CompareAnswers(asked.Similarities, answers.AsSpan(0, meaning.AnswerCount));
            for (var i = 0; i < use.Length; i++)
            {
                var (question, answer) = (meaning.QuestionVector(i), meaning.Answer(i));
                use[i] = Pair(question < 0 ? null : asked.Similarities[question], answer < 0 ? null : answers[answer]);
            }

            ArrayPool<double>.Shared.Return(answers);
            Rounding.All(use);
        }
    }

    /// <summary>Likeness of a pair from that of its question and its answer, whichever there is.</summary>
    private static double Pair(double? question, double? answer) =>
        question is { } ofQuestion && answer is { } ofAnswer ? (QuestionShare * ofQuestion) + ((1 - QuestionShare) * ofAnswer) : question ?? answer ?? 0;

    private HybridScore One(int document, double bm25n, double flat, double chars, double use) =>
        new(document, Sum(bm25n, chars, use), Sum(flat, chars, use), bm25n, chars, use);

    private double Sum(double bm25n, double chars, double use) => Rounding.Of(IsLexical
        ? ((Bm25nWeight * bm25n) + (CharWeight * chars)) / LexicalShare
        : (Bm25nWeight * bm25n) + (CharWeight * chars) + (UseWeight * use));

    private void Chars(string question, Span<double> cosines)
    {
        chars.Score(question, cosines);
        Rounding.All(cosines);
    }

    private ScoreExplanation ExplainOne(AskedQuestion asked, double[] spelled, int document)
    {
        var lexical = words.Explain(document, asked.Mended);
        var letters = new ScoreExplanation(spelled[document], "char, cosine of the runs of 3 to 5 letters, rounded to four decimals");
        if (IsLexical)
        {
            return new ScoreExplanation(
                Sum(lexical.Value, letters.Value, 0), $"{documents[document].Id}: (0.50 * bm25n + 0.18 * char) / 0.68, rounded to four decimals, for the meanings are still to be made", [lexical, letters]);
        }

        double? question = meaning.QuestionVector(document) is >= 0 and var one ? asked.Similarities[one] : null;
        double? answer = meaning.Answer(document) is >= 0 and var other ? meaning.CompareAnswer(asked.Similarities, other) : null;
        var compared = new List<ScoreExplanation>();
        if (question is { } ofQuestion)
        {
            compared.Add(new ScoreExplanation(ofQuestion, "cosine with the question"));
        }

        if (answer is { } ofAnswer)
        {
            compared.Add(new ScoreExplanation(ofAnswer, "cosine with the best sentence of the answer"));
        }

        var use = new ScoreExplanation(
            Rounding.Of(Pair(question, answer)), compared.Count == 2 ? "use = 0.7 * question + 0.3 * answer, rounded to four decimals" : "use, rounded to four decimals", compared);
        return new ScoreExplanation(
            Sum(lexical.Value, spelled[document], use.Value),
            $"{documents[document].Id}: 0.50 * bm25n + 0.18 * char + 0.32 * use, rounded to four decimals",
            [lexical, letters, use]);
    }
}
