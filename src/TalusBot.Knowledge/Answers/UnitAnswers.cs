using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>What a unit comes to as an answer: whose words are shown, with what around them.</summary>
internal sealed class UnitAnswers(UnitSearch search, Site site, IReadOnlyList<Article> articles)
{
    /// <summary>From this score on a find is close enough to be named as what the sources do cover.</summary>
    private const double LeastNearby = 0.25;
    /// <summary>An entry that rests on the words of the best hit speaks for them from this share of the best score on.</summary>
    private const double EntrySpeaks = 0.5;
    /// <summary>What says it from the other side scores at least this share of the best.</summary>
    private const double OtherSideShare = 0.9;

    /// <summary>Judged words beside the best are shown with them from this share of the best score on.</summary>
    private const double NeighbourShare = 0.75;
    private const int MostReadNext = 2;
    private const int FewMoreCharacters = 20;
    private const int MostQuotes = 3;
    private const int MostFollowups = 3;

    private readonly QuotePicker quotes = new(search.Index.Words);
    private readonly Dictionary<string, Passage> passages = articles
        .SelectMany(article => article.Paragraphs.Concat<Passage>(article.Comments)).ToDictionary(passage => passage.Id, StringComparer.Ordinal);

    /// <param name="hits">All that was found, the unit first; empty where it was not searched for.</param>
    public Answer Of(Unit unit, string question, double confidence, IReadOnlyList<Hit> hits) => unit switch
    {
        Unit.OfNothing => new Answer.NotCovered(confidence, null, null, Nearby(hits)),
        Unit.OfUnanswered { Unanswered: var asked } when IsAboutReader(asked, question) => Quoted(unit, confidence, Exchanged(asked), Nearby(hits)),
        Unit.OfUnanswered { Unanswered: var asked } => new Answer.NotCovered(confidence, asked, Opening(asked.Asked, asked.Question), Nearby(hits))
        {
            AskedBack = AskedBack(asked),
        },
        Unit.OfEntry { Entry: var entry } => FromEntry(entry, question, confidence),
        Unit.OfGuide { Guide: var guide } => new Answer.Led(confidence, guide),
        Unit.OfQuotes judged => Quoted(unit, confidence, [.. Widened(judged, hits).SelectMany(source => QuotesOf(source, question)).Take(MostQuotes)], Nearby(hits)),
        _ => FromPassage(unit, question, confidence, hits),
    };

    /// <summary>Whether somebody asks about the reader who had asked, and not the same for himself.</summary>
    private static bool IsAboutReader(UnansweredQuestion asked, string question) => AnswerType.AsksAboutTalk(question) || AnswerType.AsksAboutOther(question)
        || EnglishAnalyzer.Tokens(asked.Asked.Speaker) is [var name, ..] && EnglishAnalyzer.Tokens(question).Contains(name);

    /// <summary>What was said when nobody answered: the question, and the author's question back.</summary>
    private List<Quote> Exchanged(UnansweredQuestion asked)
    {
        var quotes = new List<Quote> { new(Opening(asked.Asked, asked.Question), RepliesToReader: false, Endorsed: false, ReaderAsked: null) };
        if (AskedBack(asked) is { } back)
        {
            quotes.Add(new Quote(back, RepliesToReader: true, Endorsed: false, ReaderAsked: null));
        }

        return quotes;
    }

    private Citation? AskedBack(UnansweredQuestion asked) => asked.AskedBack is { } back ? Opening(back, new Span(back.Text, back.Start, back.End)) : null;

    public static bool IsAnswer(Unit unit) => unit is not (Unit.OfNothing or Unit.OfUnanswered);

    /// <summary>The paragraph or comment of an id; null where there is none.</summary>
    public Passage? Around(string id) => passages.GetValueOrDefault(id);

    /// <inheritdoc cref="QuotePicker.Label"/>
    public string Label(string question, string answer, string asked) => quotes.Label(question, answer, asked);

    private Answer.Covered FromPassage(Unit unit, string question, double confidence, IReadOnlyList<Hit> hits)
    {
        var quote = QuoteOf(unit, question);
        var best = hits.Count > 0 ? hits[0].Score : 1;
        return SpeaksFor(quote.Citation, hits, best) is { } speaker
            ? FromEntry(speaker, question, confidence)
            : Quoted(unit, confidence, OtherSide(unit, best, hits) is { } other ? [quote, QuoteOf(other, question)] : [quote], FollowupsAround(quote.Citation, hits));
    }

    /// <summary>Where the article answers, a comment that is nearly as good completes it or says otherwise; and the other way round.</summary>
    private static Unit? OtherSide(Unit unit, double best, IReadOnlyList<Hit> hits) => hits.Skip(1)
        .FirstOrDefault(hit => hit.Score >= best * OtherSideShare && hit.Unit is not (Unit.OfEntry or Unit.OfQuotes or Unit.OfGuide) && IsAnswer(hit.Unit)
            && hit.Unit is Unit.OfParagraph != unit is Unit.OfParagraph)?.Unit;

    private Answer.Covered Quoted(Unit unit, double confidence, IReadOnlyList<Quote> shown, IReadOnlyList<string> followups) =>
        new(confidence, null, shown, followups, ReadNext(shown), HasMore(Around(shown[0].Citation.Id)!, shown[0].Citation.Quote)) { Unit = unit.Id };

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
        Unit = entry.Id,
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

    /// <summary>Judged words, together with such near them that were found nearly as good.</summary>
    private static IReadOnlyList<EntrySource> Widened(Unit.OfQuotes judged, IReadOnlyList<Hit> hits) => hits.Skip(1)
        .Where(hit => hit.Score >= hits[0].Score * NeighbourShare).Select(hit => hit.Unit).OfType<Unit.OfQuotes>()
        .Select(judged.Near).OfType<Span>().Take(1)
        .Select(words => judged.Sources[0] with { Quote = words })
        .DefaultIfEmpty(judged.Sources[0]).Concat(judged.Sources.Skip(1)).ToList();

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
        return Exactly(said, words) with { ReaderAsked = asked is null || quotes.SaysItself(words, question) ? null : asked.Question.Text };
    }

    /// <summary>Some words of a paragraph or comment as they stand.</summary>
    public Quote Exactly(Passage said, Span words)
    {
        var tip = articles.SelectMany(article => article.Tips).FirstOrDefault(tip => tip.Said.Id == said.Id && tip.Words.Start <= words.Start && words.End <= tip.Words.End);
        return new Quote(Cite(said, words), RepliesToReader: said is Comment { RepliesTo: not null, Role: Role.Author }, Endorsed: tip?.Endorsement is not null, ReaderAsked: null);
    }

    private Citation Opening(Passage said, Span words) => Cite(said, Citation.Opening(words, Citation.LongestQuote));

    private Citation Cite(Passage said, Span words) => Citation.Of(said, words, site);

    private static IReadOnlyList<string> FollowupsAround(Citation quote, IReadOnlyList<Hit> hits) =>
        [.. hits.Select(hit => (hit.Unit as Unit.OfEntry)?.Entry).OfType<Entry>().Where(entry => !RestsOn(entry, quote)).Select(entry => entry.Question).Take(MostFollowups)];

    public static IReadOnlyList<string> Nearby(IReadOnlyList<Hit> hits) =>
        [.. hits.Where(hit => hit.Score >= LeastNearby).Select(hit => (hit.Unit as Unit.OfEntry)?.Entry.Question).OfType<string>().Take(MostFollowups)];
}
