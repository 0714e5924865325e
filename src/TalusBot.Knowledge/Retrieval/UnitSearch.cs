using System.Globalization;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Ranks everything that could answer a question. Immutable; safe for many searches at once.</summary>
public sealed class UnitSearch
{
    private readonly PassageIndex index;
    private readonly Dictionary<string, Unit> byDocument;

    private UnitSearch(PassageIndex index, Dictionary<string, Unit> byDocument) => (this.index, this.byDocument) = (index, byDocument);

    /// <summary>The words behind the ranking.</summary>
    public PassageIndex Index => index;

    /// <summary>How many units there are.</summary>
    public int Count => byDocument.Values.Distinct().Count();

    /// <summary>Indexes articles and entries. An entry's phrasings become a document each.</summary>
    public static UnitSearch Build(IReadOnlyList<Article> articles, IReadOnlyList<Entry> entries)
    {
        var documents = new PassageIndexBuilder();
        var byDocument = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var (unit, questions, answer) in articles.SelectMany(UnitsOf).Concat(entries.Select(UnitOf)))
        {
            for (var i = 0; i < questions.Count; i++)
            {
                var id = i == 0 ? unit.Id : string.Create(CultureInfo.InvariantCulture, $"{unit.Id}~{i}");
                documents.Add(new IndexDocument(id, questions[i], answer));
                byDocument.Add(id, unit);
            }
        }

        return new UnitSearch(documents.Build(), byDocument);
    }

    /// <summary>The best units, best first; each once.</summary>
    /// <param name="most">At least 1.</param>
    public IReadOnlyList<Hit> Search(string question, int most)
    {
        var hits = new List<Hit>(most);
        var seen = new HashSet<Unit>(ReferenceEqualityComparer.Instance);
        foreach (var found in index.Search(question, byDocument.Count))
        {
            var unit = byDocument[found.Id];
            if (seen.Add(unit))
            {
                hits.Add(new Hit(unit, found.Score, found.Id));
                if (hits.Count == most)
                {
                    break;
                }
            }
        }

        return hits;
    }

    /// <summary>Why a hit has its score.</summary>
    public ScoreExplanation Explain(string question, Hit hit) => index.Explain(index.Find(hit.Document), question);

    private static (Unit Unit, IReadOnlyList<string> Questions, string Answer) UnitOf(Entry entry) =>
        (new Unit.OfEntry(entry), [entry.Question, .. entry.Also], entry.Answer);

    private static IEnumerable<(Unit Unit, IReadOnlyList<string> Questions, string Answer)> UnitsOf(Article article)
    {
        foreach (var paragraph in article.Paragraphs.Where(paragraph => !paragraph.IsHeading))
        {
            yield return (new Unit.OfParagraph(paragraph), [""], paragraph.Text);
        }

        foreach (var exchange in article.Exchanges)
        {
            yield return (new Unit.OfExchange(exchange), [exchange.Question.Text], exchange.Answer.Text);
        }

        foreach (var tip in article.Tips)
        {
            yield return (new Unit.OfTip(tip), [""], tip.Words.Text);
        }

        foreach (var unanswered in article.Unanswered)
        {
            yield return (new Unit.OfUnanswered(unanswered), [unanswered.Question.Text], "");
        }
    }
}
