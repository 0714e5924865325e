using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>From a ranking to an answer: exact words with their source, a choice, or the plain statement that there is none.</summary>
public sealed class AnswerPicker(UnitSearch search, Site site, IReadOnlyList<Article> articles, IReadOnlyList<Entry> entries)
{
    /// <summary>From this score on a find is close enough to be named as what the sources do cover.</summary>
    private const double LeastNearby = 0.25;

    /// <summary>What may also have been meant scores at least this share of the best.</summary>
    private const double ChoiceShare = 0.6;

    /// <summary>An entry that rests on the words of the best hit speaks for them from this share of the best score on.</summary>
    private const double EntrySpeaks = 0.5;
    /// <summary>What says it from the other side scores at least this share of the best.</summary>
    private const double OtherSideShare = 0.9;
    private const int MostReadNext = 2;
    private const int FewMoreCharacters = 20;
    private const int MostHits = 12;
    private const int MostQuotes = 3;
    private const int MostFollowups = 3;
    private const int MostChoices = 3;

    private readonly QuotePicker quotes = new(search.Index.Words);
    private readonly Phrasings phrasings = new(entries);
    private readonly Dictionary<string, Entry> byId = entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>The same message always gets the same answer.</summary>
    public Answer Pick(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var parts = QuestionParts.Of(message);
        if (parts.Count == 2 && PickOne(parts[0]) is Answer.Covered first && PickOne(parts[1]) is Answer.Covered second && first.Quotes[0].Citation != second.Quotes[0].Citation)
        {
            return new Answer.Several(Math.Min(first.Confidence, second.Confidence), [first, second]);
        }

        return PickOne(message) switch
        {
            Answer.NotCovered or Answer.Unsure when !EnglishGuess.IsLikely(message, search.Index.KnowsWord) => new Answer.OtherLanguage(),
            var answer => answer,
        };
    }

    private Answer PickOne(string question)
    {
        if (phrasings.Find(question) is { } meant)
        {
            return AskedInVain(meant) is { } open ? Unanswered(open, 1, []) : FromEntry(meant, confidence: 1);
        }

        var (hits, confidence) = search.Rank(question, MostHits);
        if (hits.Count == 0 || confidence.P < search.Calibration.OfferFrom)
        {
            return new Answer.NotCovered(confidence.P, null, null, Nearby(hits));
        }

        var best = hits[0];
        if (best.Unit is Unit.OfUnanswered { Unanswered: var asked })
        {
            return Unanswered(asked, confidence.P, hits);
        }

        if (confidence.P >= search.Calibration.AnswerFrom && best.Unit is Unit.OfEntry { Entry: var entry } && AskedInVain(entry) is { } inVain)
        {
            return Unanswered(inVain, confidence.P, hits);
        }

        return confidence.P < search.Calibration.AnswerFrom
            ? new Answer.Unsure(confidence.P, Choices(hits, question))
            : From(best, hits, question, confidence.P);
    }

    /// <summary>What a unit answers to a question; for somebody who chose it.</summary>
    /// <returns>Null where the unit is gone or holds no answer.</returns>
    public Answer.Covered? From(string unit, string question) => search.Find(unit) switch
    {
        null or Unit.OfUnanswered => null,
        Unit.OfEntry { Entry: var entry } => FromEntry(entry, confidence: 1),
        var chosen => Quoted(1, [QuoteOf(chosen, question)], []),
    };

    /// <summary>All that stands in a cited paragraph or comment, for somebody who wants to see more.</summary>
    public Passage? Around(string citationId) => articles.SelectMany(article => article.Paragraphs.Concat<Passage>(article.Comments)).FirstOrDefault(passage => passage.Id == citationId);

    /// <summary>The question that an entry rests on, where nobody answered it: such an entry lends its phrasings, not an answer.</summary>
    private UnansweredQuestion? AskedInVain(Entry entry) =>
        articles.SelectMany(article => article.Unanswered).FirstOrDefault(unanswered => unanswered.Asked.Id == entry.Sources[0].Said.Id);

    private Answer.NotCovered Unanswered(UnansweredQuestion asked, double confidence, IReadOnlyList<Hit> hits) =>
        new(confidence, asked, Cite(asked.Asked, Citation.Opening(asked.Question, Citation.LongestQuote)), Nearby(hits));

    private Answer.Covered From(Hit best, IReadOnlyList<Hit> hits, string question, double confidence)
    {
        if (best.Unit is Unit.OfEntry { Entry: var entry })
        {
            return FromEntry(entry, confidence);
        }

        var quote = QuoteOf(best.Unit, question);
        if (SpeaksFor(quote.Citation, hits, best.Score) is { } speaker)
        {
            return FromEntry(speaker, confidence);
        }

        return Quoted(confidence, OtherSide(best, hits) is { } other ? [quote, QuoteOf(other, question)] : [quote], FollowupsAround(quote.Citation, hits));
    }

    /// <summary>Where the article answers, a comment that is nearly as good completes it or says otherwise; and the other way round.</summary>
    private static Unit? OtherSide(Hit best, IReadOnlyList<Hit> hits) => hits.Skip(1)
        .FirstOrDefault(hit => hit.Score >= best.Score * OtherSideShare && hit.Unit is not (Unit.OfEntry or Unit.OfUnanswered)
            && hit.Unit is Unit.OfParagraph != best.Unit is Unit.OfParagraph)?.Unit;

    private Answer.Covered Quoted(double confidence, IReadOnlyList<Quote> shown, IReadOnlyList<string> followups) =>
        new(confidence, null, shown, followups, ReadNext(shown), HasMore(Around(shown[0].Citation.Id)!, shown[0].Citation.Quote));

    /// <summary>The author's own links that stand closest behind the quoted words.</summary>
    private List<Uri> ReadNext(IReadOnlyList<Quote> shown)
    {
        var quoted = shown[0].Citation;
        return [.. articles.SelectMany(article => article.ReadNext).Where(link => link.In == quoted.Id).Select(link => link.Url).Distinct().Take(MostReadNext)];
    }

    private Answer.Covered FromEntry(Entry entry, double confidence) => new(
        confidence,
        entry.Answer,
        [.. entry.Sources.Take(MostQuotes).Select(source => new Quote(Cite(source.Said, source.Quote), source.Said is Comment { RepliesTo: not null, Role: Role.Author }, Endorsed: false, ReaderAsked: null))],
        [.. entry.Followups.Select(id => byId[id].Question).Take(MostFollowups)],
        ReadNext: [],
        HasMore(entry.Sources[0].Said, entry.Sources[0].Quote.Text));

    private static bool HasMore(Passage said, string quote) => said.Text.Length > quote.Length + FewMoreCharacters;

    /// <summary>The best-ranked entry that rests on the very words of this quote.</summary>
    private static Entry? SpeaksFor(Citation quote, IReadOnlyList<Hit> hits, double best) => hits
        .Where(hit => hit.Score >= best * EntrySpeaks)
        .Select(hit => (hit.Unit as Unit.OfEntry)?.Entry)
        .FirstOrDefault(entry => entry is not null && RestsOn(entry, quote));

    private static bool RestsOn(Entry entry, Citation quote) =>
        entry.Sources.Any(source => source.Said.Id == quote.Id && source.Quote.Start < quote.End && quote.Start < source.Quote.End);

    private List<Choice> Choices(IReadOnlyList<Hit> hits, string question)
    {
        var chosen = new List<Unit>();
        foreach (var hit in hits.Where(hit => hit.Unit is not Unit.OfUnanswered && hit.Score >= hits[0].Score * ChoiceShare))
        {
            var unit = hit.Unit is Unit.OfEntry ? hit.Unit : EntryFor(hit.Unit, hits) ?? hit.Unit;
            if (chosen.Count < MostChoices && !chosen.Contains(unit) && !chosen.Any(unit.SharesWordsWith))
            {
                chosen.Add(unit);
            }
        }

        return [.. chosen.Select(unit => new Choice(unit.Id, quotes.Label(unit.Questions[0], unit.Answer, question)))];
    }

    /// <summary>An entry on the same words is easier to choose than the words.</summary>
    private static Unit? EntryFor(Unit unit, IReadOnlyList<Hit> hits) =>
        hits.Select(hit => hit.Unit).FirstOrDefault(other => other is Unit.OfEntry && other.SharesWordsWith(unit));

    private Quote QuoteOf(Unit unit, string question)
    {
        switch (unit)
        {
            case Unit.OfExchange { Exchange: var exchange }:
                var words = quotes.Pick(exchange.Answer, question);
                return new Quote(Cite(exchange.Reply, words), RepliesToReader: true, Endorsed: false, quotes.SaysItself(words, question) ? null : exchange.Question.Text);
            case Unit.OfRemark remark:
                var picked = quotes.Pick(remark.Words, question);
                return new Quote(
                    Cite(remark.Said, picked),
                    RepliesToReader: remark.To is not null && remark.Said.Role is Role.Author,
                    Endorsed: false,
                    remark.Asked is { } toWhat && !quotes.SaysItself(picked, question) ? toWhat.Text : null);
            case Unit.OfTip { Tip: var tip }:
                return new Quote(Cite(tip.Said, quotes.Pick(tip.Words, question)), RepliesToReader: false, tip.Endorsement is not null, ReaderAsked: null);
            case Unit.OfParagraph { Paragraph: var paragraph }:
                return new Quote(Cite(paragraph, quotes.Pick(new Span(paragraph.Text, paragraph.Start, paragraph.End), question)), RepliesToReader: false, Endorsed: false, ReaderAsked: null);
            default:
                throw new InvalidOperationException($"No quote answers from a {unit.GetType().Name}.");
        }
    }

    private Citation Cite(Passage said, Span words) => Citation.Of(said, words, site);

    private static IReadOnlyList<string> FollowupsAround(Citation quote, IReadOnlyList<Hit> hits) =>
        [.. hits.Select(hit => (hit.Unit as Unit.OfEntry)?.Entry).OfType<Entry>().Where(entry => !RestsOn(entry, quote)).Select(entry => entry.Question).Take(MostFollowups)];

    private static IReadOnlyList<string> Nearby(IReadOnlyList<Hit> hits) =>
        [.. hits.Where(hit => hit.Score >= LeastNearby).Select(hit => (hit.Unit as Unit.OfEntry)?.Entry.Question).OfType<string>().Take(MostFollowups)];
}
