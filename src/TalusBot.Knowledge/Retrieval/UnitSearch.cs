using System.Globalization;
using BitFaster.Caching.Lru;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Ranks everything that could answer a question, and says how sure it is. Immutable; safe for many searches at once.</summary>
public sealed class UnitSearch
{
    /// <summary>
    /// Beside passages, which have no phrasings, an entry counts by its best one alone: a mean over phrasings that were
    /// written to differ would put every entry behind the paragraph it rests on.
    /// </summary>
    private const int BestPhrasings = 1;

    /// <summary>What the known questions say counts for so much beside the score.</summary>
    private const double VoteWeight = 0.5;

    /// <summary>At least so many hits are looked at for a rival of the best one.</summary>
    private const int FewestJudged = 16;

    /// <summary>People ask the same things: so many rankings are kept, under the fingerprint of the question.</summary>
    private const int MostRemembered = 1024;

    private readonly ConcurrentLru<(UInt128 Question, int Most), Ranking> remembered = new(MostRemembered);
    private readonly HybridIndex index;
    private readonly Dictionary<string, Unit> byGroup;
    private readonly Calibration calibration;
    private readonly Neighbours neighbours;
    private readonly ILookup<string, int> documentsOf;

    /// <summary>By document.</summary>
    private readonly Unit[] unitOf;

    /// <summary>By unit: every term of its phrasings, its answer and the words it rests on.</summary>
    private readonly Dictionary<string, HashSet<string>> said;

    /// <summary>By unit that is a reader's story: the terms of the reader's name.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> storytellers;

    private UnitSearch(HybridIndex index, Dictionary<string, Unit> byGroup, Calibration calibration)
    {
        (this.index, this.byGroup, this.calibration) = (index, byGroup, calibration);
        documentsOf = index.Documents.Select((document, i) => (document.Group, i)).ToLookup(one => one.Group, one => one.i, StringComparer.Ordinal);
        unitOf = [.. index.Documents.Select(document => byGroup[document.Group])];
        Dictionary<string, HashSet<string>>? terms = null;
        Neighbours? known = null;
        Parallel.Invoke(
            () => terms = byGroup.Values.Where(unit => unit is not Unit.OfNothing).ToDictionary(unit => unit.Id, unit => TermsOf(unit, documentsOf[unit.Id]), StringComparer.Ordinal),
            () => known = Neighbours.Of(index, group => byGroup[group] is Unit.OfEntry or Unit.OfGuide or Unit.OfQuotes or Unit.OfNothing or Unit.OfUnanswered));
        (said, neighbours) = (terms!, known!);
        storytellers = byGroup.Values.OfType<Unit.OfRemark>().Where(remark => remark.Said.Role is Role.Reader)
            .ToDictionary(remark => remark.Id, remark => EnglishAnalyzer.Tokens(remark.Said.Speaker), StringComparer.Ordinal);
    }

    /// <summary>The scores behind the ranking.</summary>
    public HybridIndex Index => index;

    /// <summary>From scores to a probability, and from that to what is done.</summary>
    public Calibration Calibration => calibration;

    /// <summary>How many units there are.</summary>
    public int Count => byGroup.Count;

    /// <summary>Indexes all that may answer. The phrasings of a unit become a document each, of one group.</summary>
    /// <param name="encodeAll">The vectors of many sentences, in their order, or null where they are to be made later; null to encode them all now.</param>
    public static UnitSearch Build(
        IReadOnlyList<Article> articles,
        IReadOnlyList<Entry> entries,
        IReadOnlyList<Guide> guides,
        IReadOnlyList<JudgedQuestion> judged,
        Calibration calibration,
        Synonyms synonyms,
        Func<IReadOnlyList<string>, IReadOnlyList<SentenceVector>?>? encodeAll = null)
    {
        var documents = new List<HybridDocument>();
        var byGroup = new Dictionary<string, Unit>(StringComparer.Ordinal);
        var slips = judged.Select(one => one.Question).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in Units.Of(articles, entries, guides, judged))
        {
            byGroup.Add(unit.Id, unit);
            var questions = unit.Questions;
            var answer = Heard(unit, articles);
            for (var i = 0; i < questions.Count; i++)
            {
                documents.Add(new HybridDocument(i == 0 ? unit.Id : string.Create(CultureInfo.InvariantCulture, $"{unit.Id}~{i}"), unit.Id, questions[i], answer, MayHaveSlips: slips.Contains(questions[i])));
            }
        }

        return new UnitSearch(HybridIndex.Build(documents, SentenceEncoder.Shared, encodeAll, BestPhrasings, synonyms), byGroup, calibration);
    }

    /// <summary>The same with its vectors: as if it had been built with them.</summary>
    /// <param name="made">Those of <see cref="HybridIndex.Unencoded"/>, in their order.</param>
    internal UnitSearch With(IReadOnlyList<SentenceVector> made) => new(index.With(made), byGroup, calibration);

    /// <summary>The unit of an id; null where there is none.</summary>
    public Unit? Find(string id) => byGroup.GetValueOrDefault(id);

    /// <summary>The best units, best first, and how sure the first one is. What nothing answers is never among them, but counts against them; a guide is none of them where a time, an amount or a name is asked for.</summary>
    /// <param name="most">At least 1.</param>
    /// <param name="without">Numbers of documents to look past, so that a known question can be asked as if it were new; null for none.</param>
    public Ranking Rank(string question, int most, IReadOnlySet<int>? without = null) =>
        without is null ? remembered.GetOrAdd((Fingerprint.Of(question), most), static (_, asked) => asked.Search.RankAnew(asked.Question, asked.Most, without: null), (Search: this, Question: question, Most: most))
            : RankAnew(question, most, without);

    private Ranking RankAnew(string question, int most, IReadOnlySet<int>? without)
    {
        var mended = index.Mended(question);
        if (!EnglishAnalyzer.Tokens(mended).Any(index.Words.Knows))
        {
            return new Ranking([], Confidence.None);
        }

        using var asked = index.Read(mended);
        var votes = neighbours.Vote(asked, without);
        var terms = EnglishAnalyzer.Tokens(question).ToHashSet(StringComparer.Ordinal);
        var wantsKind = AnswerType.Asks(question);
        var hits = index.Find(asked, without)
            .Select(found => (Found: found, Unit: unitOf[found.Phrasings[0].Document]))
            .Where(one => MayAnswer(one.Unit, terms) && !(wantsKind && one.Unit is Unit.OfGuide))
            .Select(one => new Hit(one.Unit, one.Found, Combined(one.Found.Score, votes.GetValueOrDefault(one.Found.Group))))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Unit.Id, StringComparer.Ordinal)
            .Take(Math.Max(most, FewestJudged))
            .ToList();
        return hits.Count == 0
            ? new Ranking([], Confidence.None)
            : new Ranking(hits.Count > most ? hits.GetRange(0, most) : hits, Confidence.Of(EvidenceFor(question, asked, hits, votes, without), calibration));
    }

    private static double Combined(double score, double vote) => Rounding.Of((score + (VoteWeight * Math.Clamp(vote, 0, 1))) / (1 + VoteWeight));

    private Evidence EvidenceFor(string question, AskedQuestion asked, List<Hit> hits, Dictionary<string, double> votes, IReadOnlySet<int>? without)
    {
        var best = hits[0].Unit;
        var (vote, nothing, others) = (0.0, 0.0, new List<(Unit Unit, double Vote)>());
        foreach (var (group, share) in votes)
        {
            var unit = byGroup[group];
            if (unit is Unit.OfNothing)
            {
                nothing += share;
            }
            else if (unit == best || unit.TellsWith(best))
            {
                vote += share;
            }
            else
            {
                others.Add((unit, share));
            }
        }

        var evidence = Evidence.Of([.. hits.Select(hit => hit.Found)], (first, other) => !byGroup[first.Group].TellsWith(byGroup[other.Group])) with
        {
            Coverage = Coverage(asked.Mended, best, without),
            MissingType = AnswerType.IsMissing(question, index.Documents[hits[0].Found.Phrasings[0].Document].Question, best.Answer),
            Vote = Rounding.Of(vote),
            RivalVote = others.Select(other => other.Vote).DefaultIfEmpty(0).Max(),
            Nothing = Rounding.Of(nothing),
        };
        return index.IsLexical ? evidence.WithoutMeaning(calibration) : evidence;
    }

    /// <summary>All that may be found.</summary>
    public IEnumerable<Unit> All => byGroup.Values;

    /// <summary>What a way to ask for a unit means, from 0 for its question; null where there is none, or none yet.</summary>
    internal SentenceVector? MeaningOf(string unit, int phrasing) => documentsOf[unit].Skip(phrasing).Select(index.QuestionVector).FirstOrDefault();

    /// <summary>Asks every question that maintainers wrote or judged as if it were new: without itself and its near twins.</summary>
    public LeaveOneOut LeaveOneOut() => new(this, index);

    /// <summary>Why a hit has its score.</summary>
    public ScoreExplanation Explain(string question, Hit hit) => index.Explain(question, hit.Found);

    /// <summary>A reader's story answers only who asks for that reader; to anybody else with the same trouble it is no answer.</summary>
    private bool MayAnswer(Unit unit, HashSet<string> asked) => unit switch
    {
        Unit.OfNothing => false,
        Unit.OfRemark => !storytellers.TryGetValue(unit.Id, out var names) || names.Any(asked.Contains),
        _ => true,
    };

    /// <summary>
    /// The words by which an answer is found. What a reader told is found by questions about that reader alone: by its own
    /// words it would be found by anybody with the same trouble.
    /// </summary>
    private static string Heard(Unit unit, IReadOnlyList<Article> articles)
    {
        if (unit is not Unit.OfQuotes { Sources: [{ Said: Comment said }, ..] })
        {
            return unit.Answer;
        }

        var to = articles.SelectMany(article => article.Comments).FirstOrDefault(comment => comment.Id == said.RepliesTo);
        return said.Role is Role.Reader ? said.Speaker : to is null ? $"{said.Speaker}: {unit.Answer}" : $"{said.Speaker} to {to.Speaker}: {unit.Answer}";
    }

    /// <summary>
    /// The share of the question's own words, by their idf and without those that only ask, that the unit uses in any of its
    /// phrasings, its answer, or the words it rests on. A question about a rash is not answered by words without one, however
    /// much else they share.
    /// </summary>
    private double Coverage(string mended, Unit unit, IReadOnlySet<int>? without)
    {
        var matter = EnglishAnalyzer.Tokens(mended).Distinct(StringComparer.Ordinal).Where(token => !FunctionWords.Contains(token)).ToList();
        if (matter.Count == 0)
        {
            return 0;
        }

        var told = without is null ? said[unit.Id] : TermsOf(unit, documentsOf[unit.Id].Where(document => !without.Contains(document)));
        return Rounding.Of(matter.Where(told.Contains).Sum(index.Words.Idf) / matter.Sum(index.Words.Idf));
    }

    /// <summary>Every term of some phrasings of a unit, its answer and the words it rests on.</summary>
    private HashSet<string> TermsOf(Unit unit, IEnumerable<int> phrasings) => phrasings.Select(document => index.Documents[document].Question)
        .Concat(unit.RestsOn.Select(rest => rest.Words.Text).Append(unit.Answer).Select(index.Meant)).SelectMany(EnglishAnalyzer.Tokens).ToHashSet(StringComparer.Ordinal);
}

/// <summary>What a question found.</summary>
/// <param name="Hits">Best first; empty where nothing has anything in common with the question.</param>
/// <param name="Confidence">Of the first hit.</param>
public sealed record Ranking(IReadOnlyList<Hit> Hits, Confidence Confidence);
