using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Answers;

/// <summary>From a ranking to an answer: exact words with their source, or the plain statement that there are none.</summary>
public sealed class AnswerPicker(UnitSearch search, Site site, IReadOnlyList<Entry> entries)
{
    /// <summary>Below this the best find is not believed. One of two words found in a field of average length scores about this much.</summary>
    private const double LeastScore = 0.25;

    /// <summary>From here on a find is close enough to be named as what the sources do cover.</summary>
    private const double LeastNearby = 0.12;

    /// <summary>An entry that rests on the words of the best hit speaks for them from this share of the best score on.</summary>
    private const double EntrySpeaks = 0.5;
    private const int MostHits = 12;
    private const int MostQuotes = 3;
    private const int MostFollowups = 3;

    private readonly QuotePicker quotes = new(search.Index);
    private readonly Phrasings phrasings = new(entries);
    private readonly Dictionary<string, Entry> byId = entries.ToDictionary(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>The same question always gets the same answer.</summary>
    public Answer Pick(string question)
    {
        if (phrasings.Find(question) is { } meant)
        {
            return FromEntry(meant, score: 1);
        }

        var hits = search.Search(question, MostHits);
        if (hits.Count == 0 || hits[0].Score < LeastScore)
        {
            return new Answer.NotCovered(hits.Count == 0 ? 0 : hits[0].Score, null, null, Nearby(hits));
        }

        var best = hits[0];
        if (best.Unit is Unit.OfUnanswered { Unanswered: var asked })
        {
            return new Answer.NotCovered(best.Score, asked, Cite(asked.Asked, Shortened(asked.Question)), Nearby(hits));
        }

        if (best.Unit is Unit.OfEntry { Entry: var entry })
        {
            return FromEntry(entry, best.Score);
        }

        var quote = QuoteOf(best.Unit, question);
        return SpeaksFor(quote.Citation, hits, best.Score) is { } speaker
            ? FromEntry(speaker, best.Score)
            : new Answer.Covered(best.Score, null, [quote], FollowupsAround(quote.Citation, hits));
    }

    /// <summary>The longest opening of the words, by whole sentences, that may be quoted.</summary>
    private static Span Shortened(Span words) => QuotePicker.Opening(words, Citation.LongestQuote);

    private Answer.Covered FromEntry(Entry entry, double score) => new(
        score,
        entry.Answer,
        [.. entry.Sources.Take(MostQuotes).Select(source => new Quote(Cite(source.Said, source.Quote), source.Said is Comment { RepliesTo: not null, Role: Role.Author }, Endorsed: false, ReaderAsked: null))],
        [.. entry.Followups.Select(id => byId[id].Question).Take(MostFollowups)]);

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
