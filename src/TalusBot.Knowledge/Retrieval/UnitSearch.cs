using System.Globalization;
using TalusBot.Knowledge.Encoding;
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

    /// <summary>At least so many hits are looked at for a rival of the best one.</summary>
    private const int FewestJudged = 16;

    private readonly HybridIndex index;
    private readonly Dictionary<string, Unit> byGroup;
    private readonly Calibration calibration;

    /// <summary>By unit: every term of its phrasings, its answer and the words it rests on.</summary>
    private readonly Dictionary<string, HashSet<string>> said;

    /// <summary>By unit that is a reader's story: the terms of the reader's name.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> storytellers;

    private UnitSearch(HybridIndex index, Dictionary<string, Unit> byGroup, Calibration calibration)
    {
        (this.index, this.byGroup, this.calibration) = (index, byGroup, calibration);
        said = byGroup.Values.ToDictionary(
            unit => unit.Id,
            unit => unit.Questions.Append(unit.Answer).Concat(unit.RestsOn.Select(rest => rest.Words.Text)).SelectMany(EnglishAnalyzer.Tokens).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        storytellers = byGroup.Values.OfType<Unit.OfRemark>().Where(remark => remark.Said.Role is Role.Reader)
            .ToDictionary(remark => remark.Id, remark => EnglishAnalyzer.Tokens(remark.Said.Speaker), StringComparer.Ordinal);
    }

    /// <summary>The scores behind the ranking.</summary>
    public HybridIndex Index => index;

    /// <summary>From scores to a probability, and from that to what is done.</summary>
    public Calibration Calibration => calibration;

    /// <summary>How many units there are.</summary>
    public int Count => byGroup.Count;

    /// <summary>Indexes articles and entries. An entry's phrasings become a document each, of one group.</summary>
    /// <param name="encodeAll">The vectors of many sentences, in their order; null to encode them all now.</param>
    public static UnitSearch Build(
        IReadOnlyList<Article> articles,
        IReadOnlyList<Entry> entries,
        Calibration calibration,
        Func<IReadOnlyList<string>, IReadOnlyList<SentenceVector>>? encodeAll = null)
    {
        var documents = new List<HybridDocument>();
        var byGroup = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var unit in articles.SelectMany(UnitsOf).Concat(entries.Select(entry => new Unit.OfEntry(entry))))
        {
            byGroup.Add(unit.Id, unit);
            var questions = unit.Questions;
            for (var i = 0; i < questions.Count; i++)
            {
                documents.Add(new HybridDocument(i == 0 ? unit.Id : string.Create(CultureInfo.InvariantCulture, $"{unit.Id}~{i}"), unit.Id, questions[i], unit.Answer));
            }
        }

        return new UnitSearch(HybridIndex.Build(documents, SentenceEncoder.Shared, encodeAll, BestPhrasings), byGroup, calibration);
    }

    /// <summary>The unit of an id; null where there is none.</summary>
    public Unit? Find(string id) => byGroup.GetValueOrDefault(id);

    /// <summary>The best units, best first, and how sure the first one is.</summary>
    /// <param name="most">At least 2, so that the lead over the second can be told.</param>
    public Ranking Rank(string question, int most)
    {
        var asked = EnglishAnalyzer.Tokens(question).ToHashSet(StringComparer.Ordinal);
        var judged = Math.Max(most, FewestJudged);
        var found = index.Search(question, judged + storytellers.Count).Where(hit => MayAnswer(hit.Group, asked)).Take(judged).ToList();
        var hits = found.Select(hit => new Hit(byGroup[hit.Group], hit)).ToList();
        var missing = hits.Count > 0 && AnswerType.IsMissing(question, index.Documents[hits[0].Found.Phrasings[0].Document].Question, hits[0].Unit.Answer);
        var confidence = Confidence.Of(found, (best, other) => !byGroup[best.Group].SharesWordsWith(byGroup[other.Group]), hits.Count > 0 ? Coverage(question, hits[0].Unit.Id) : 0, missing, calibration);
        return new Ranking(hits.Count > most ? hits.GetRange(0, most) : hits, confidence);
    }

    /// <summary>Why a hit has its score.</summary>
    public ScoreExplanation Explain(string question, Hit hit) => index.Explain(question, hit.Found);

    /// <summary>A reader's story answers only who asks for that reader; to anybody else with the same trouble it is no answer.</summary>
    private bool MayAnswer(string unit, HashSet<string> asked) => !storytellers.TryGetValue(unit, out var names) || names.Any(asked.Contains);

    /// <summary>
    /// The share of the question's own words, by their idf and without those that only ask, that the unit uses in any of its
    /// phrasings, its answer, or the words it rests on. A question about a rash is not answered by words without one, however
    /// much else they share.
    /// </summary>
    private double Coverage(string question, string unit)
    {
        var matter = EnglishAnalyzer.Tokens(index.Mended(question)).Distinct(StringComparer.Ordinal).Where(token => !FunctionWords.Contains(token)).ToList();
        if (matter.Count == 0)
        {
            return 0;
        }

        return Math.Round(matter.Where(said[unit].Contains).Sum(index.Words.Idf) / matter.Sum(index.Words.Idf), 4, MidpointRounding.ToEven);
    }

    private static IEnumerable<Unit> UnitsOf(Article article) =>
    [
        .. article.Paragraphs.Where(paragraph => !paragraph.IsHeading).Select(paragraph => new Unit.OfParagraph(paragraph)),
        .. article.Exchanges.Select(exchange => new Unit.OfExchange(exchange)),
        .. Remarks.Of(article),
        .. article.Tips.Select(tip => new Unit.OfTip(tip)),
        .. article.Unanswered.Select(unanswered => new Unit.OfUnanswered(unanswered)),
    ];
}

/// <summary>What a question found.</summary>
/// <param name="Hits">Best first; empty where nothing has anything in common with the question.</param>
/// <param name="Confidence">Of the first hit.</param>
public sealed record Ranking(IReadOnlyList<Hit> Hits, Confidence Confidence);
