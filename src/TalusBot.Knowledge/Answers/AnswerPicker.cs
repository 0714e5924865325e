using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>From a ranking to an answer: exact words with their source, a choice, or the plain statement that there is none.</summary>
public sealed class AnswerPicker(UnitSearch search, Site site, IReadOnlyList<Article> articles)
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
    private readonly Phrasings phrasings = new(search.All);

    /// <summary>The same message always gets the same answer.</summary>
    public Answer Pick(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (phrasings.Find(message) is { } known)
        {
            return Of(known, message, confidence: 1, []);
        }

        var parts = QuestionParts.Of(message);
        if (parts.Count == 2 && PickOne(parts[0]) is Answer.Covered first
            && PickOne(parts[1], search.Calibration.OfferFrom) is Answer.Covered second && first.Quotes[0].Citation != second.Quotes[0].Citation)
        {
            return new Answer.Several(Math.Min(first.Confidence, second.Confidence), [first, second]);
        }

        return (PickOne(message), QuestionParts.Asking(message)) switch
        {
            (Answer.NotCovered { Asked: null } or Answer.Unsure, { } asking) when PickOne(asking) is Answer.Covered covered => covered,
            (Answer.NotCovered or Answer.Unsure, _) when !EnglishGuess.IsLikely(message, search.Index.KnowsWord) => new Answer.OtherLanguage(),
            var (answer, _) => answer,
        };
    }

    private Answer PickOne(string question) => PickOne(question, search.Calibration.AnswerFrom);

    /// <param name="sureFrom">A part of a message that leans on the other part has few words to be sure by.</param>
    private Answer PickOne(string question, double sureFrom)
    {
        if (phrasings.Find(question) is { } known)
        {
            return Of(known, question, confidence: 1, []);
        }

        var (hits, confidence) = search.Rank(question, MostHits);
        return hits.Count == 0 || confidence.P < search.Calibration.OfferFrom ? new Answer.NotCovered(confidence.P, null, null, Nearby(hits))
            : confidence.P < sureFrom && IsAnswer(hits[0].Unit) ? new Answer.Unsure(confidence.P, Choices(hits, question))
            : Of(hits[0].Unit, question, confidence.P, hits);
    }

    /// <summary>What a unit answers to a question; for somebody who chose it.</summary>
    /// <returns>Null where the unit is gone.</returns>
    public Answer? From(string unit, string question) => search.Find(unit) is { } chosen ? Of(chosen, question, confidence: 1, []) : null;

    /// <param name="hits">All that was found, the unit first; empty where it was not searched for.</param>
    private Answer Of(Unit unit, string question, double confidence, IReadOnlyList<Hit> hits) => unit switch
    {
        Unit.OfNothing => new Answer.NotCovered(confidence, null, null, Nearby(hits)),
        Unit.OfUnanswered { Unanswered: var asked } => new Answer.NotCovered(confidence, asked, Opening(asked.Asked, asked.Question), Nearby(hits))
        {
            AskedBack = asked.AskedBack is { } back ? Opening(back, new Span(back.Text, back.Start, back.End)) : null,
        },
        Unit.OfEntry { Entry: var entry } => FromEntry(entry, question, confidence),
        Unit.OfQuotes judged => Quoted(confidence, [.. judged.Sources.SelectMany(source => QuotesOf(source, question)).Take(MostQuotes)], Nearby(hits)),
        _ => FromPassage(unit, question, confidence, hits),
    };

    private static bool IsAnswer(Unit unit) => unit is not (Unit.OfNothing or Unit.OfUnanswered);

    /// <summary>All that stands in a cited paragraph or comment, for somebody who wants to see more.</summary>
    public Passage? Around(string citationId) => articles.SelectMany(article => article.Paragraphs.Concat<Passage>(article.Comments)).FirstOrDefault(passage => passage.Id == citationId);

    private Answer.Covered FromPassage(Unit unit, string question, double confidence, IReadOnlyList<Hit> hits)
    {
        var quote = QuoteOf(unit, question);
        var best = hits.Count > 0 ? hits[0].Score : 1;
        return SpeaksFor(quote.Citation, hits, best) is { } speaker
            ? FromEntry(speaker, question, confidence)
            : Quoted(confidence, OtherSide(unit, best, hits) is { } other ? [quote, QuoteOf(other, question)] : [quote], FollowupsAround(quote.Citation, hits));
    }

    /// <summary>Where the article answers, a comment that is nearly as good completes it or says otherwise; and the other way round.</summary>
    private static Unit? OtherSide(Unit unit, double best, IReadOnlyList<Hit> hits) => hits.Skip(1)
        .FirstOrDefault(hit => hit.Score >= best * OtherSideShare && hit.Unit is not Unit.OfEntry and not Unit.OfQuotes && IsAnswer(hit.Unit)
            && hit.Unit is Unit.OfParagraph != unit is Unit.OfParagraph)?.Unit;

    private Answer.Covered Quoted(double confidence, IReadOnlyList<Quote> shown, IReadOnlyList<string> followups) =>
        new(confidence, null, shown, followups, ReadNext(shown), HasMore(Around(shown[0].Citation.Id)!, shown[0].Citation.Quote));

    /// <summary>The author's own links that stand closest behind the quoted words.</summary>
    private List<Uri> ReadNext(IReadOnlyList<Quote> shown)
    {
        var quoted = shown[0].Citation;
        return [.. articles.SelectMany(article => article.ReadNext).Where(link => link.In == quoted.Id && !quoted.Quote.Contains(link.Url.OriginalString, StringComparison.Ordinal))
            .Select(link => link.Url).Distinct().Take(MostReadNext)];
    }

    private Answer.Covered FromEntry(Entry entry, string question, double confidence) => new(
        confidence,
        entry.Answer,
        [.. entry.Sources.Take(MostQuotes).Select(source => new Quote(Cite(source.Said, source.Quote), source.Said is Comment { RepliesTo: not null, Role: Role.Author }, Endorsed: false, ReaderAsked: null))],
        [.. entry.Followups.Select(search.Find).OfType<Unit.OfEntry>().Select(followup => followup.Entry.Question).Take(MostFollowups)],
        ReadNext: [],
        HasMore(entry.Sources[0].Said, entry.Sources[0].Quote.Text))
    {
        AsksForSpeaker = AnswerType.AsksForSpeaker(question),
    };

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
        foreach (var hit in hits.Where(hit => IsAnswer(hit.Unit) && hit.Score >= hits[0].Score * ChoiceShare))
        {
            var unit = hit.Unit is Unit.OfEntry ? hit.Unit : EntryFor(hit.Unit, hits) ?? hit.Unit;
            if (chosen.Count < MostChoices && !chosen.Contains(unit) && !chosen.Any(unit.SharesWordsWith))
            {
                chosen.Add(unit);
            }
        }

        return [.. chosen.Select(unit => new Choice(unit.Id, quotes.Label(unit is Unit.OfQuotes ? "" : unit.Questions[0], unit.Answer, question)))];
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

    /// <summary>Judged words; where they are a reader's question, the author's reply belongs to them.</summary>
    private IEnumerable<Quote> QuotesOf(EntrySource source, string question)
    {
        yield return QuoteOf(source, question);
        var asked = articles.SelectMany(article => article.Exchanges)
            .FirstOrDefault(exchange => exchange.Asked.Id == source.Said.Id && exchange.Question.Start < source.Quote.End && source.Quote.Start < exchange.Question.End);
        if (asked is not null)
        {
            yield return new Quote(Cite(asked.Reply, quotes.Pick(asked.Answer, question)), RepliesToReader: true, Endorsed: false, ReaderAsked: null);
        }
    }

    /// <summary>Judged words, with the sentence before them where they point back at it.</summary>
    private Quote QuoteOf(EntrySource source, string question)
    {
        var said = source.Said;
        var words = QuotePicker.Complete(new Span(said.Text, said.Start, said.End), source.Quote);
        var asked = articles.SelectMany(article => article.Exchanges)
            .FirstOrDefault(exchange => exchange.Reply.Id == said.Id && exchange.Answer.Start <= words.Start && words.End <= exchange.Answer.End);
        var tip = articles.SelectMany(article => article.Tips).FirstOrDefault(tip => tip.Said.Id == said.Id && tip.Words.Start <= words.Start && words.End <= tip.Words.End);
        return new Quote(
            Cite(said, words),
            RepliesToReader: said is Comment { RepliesTo: not null, Role: Role.Author },
            Endorsed: tip?.Endorsement is not null,
            asked is null || quotes.SaysItself(words, question) ? null : asked.Question.Text);
    }

    private Citation Opening(Passage said, Span words) => Cite(said, Citation.Opening(words, Citation.LongestQuote));

    private Citation Cite(Passage said, Span words) => Citation.Of(said, words, site);

    private static IReadOnlyList<string> FollowupsAround(Citation quote, IReadOnlyList<Hit> hits) =>
        [.. hits.Select(hit => (hit.Unit as Unit.OfEntry)?.Entry).OfType<Entry>().Where(entry => !RestsOn(entry, quote)).Select(entry => entry.Question).Take(MostFollowups)];

    private static IReadOnlyList<string> Nearby(IReadOnlyList<Hit> hits) =>
        [.. hits.Where(hit => hit.Score >= LeastNearby).Select(hit => (hit.Unit as Unit.OfEntry)?.Entry.Question).OfType<string>().Take(MostFollowups)];
}
