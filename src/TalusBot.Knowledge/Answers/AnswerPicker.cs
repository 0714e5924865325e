using BitFaster.Caching.Lru;
using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>From a ranking to an answer: exact words with their source, a choice, or the plain statement that there is none.</summary>
public sealed class AnswerPicker(UnitSearch search, Site site, IReadOnlyList<Article> articles)
{
    /// <summary>What may also have been meant scores at least this share of the best.</summary>
    private const double ChoiceShare = 0.6;

    /// <summary>A guide scores at least this share of the best, for somebody who asks to be led.</summary>
    private const double GuideShare = 0.4;

    /// <summary>A short message that is answered as surely as this needs nothing that was said before.</summary>
    private const double SureAlone = 0.7;
    private const double SureAfterNone = 0.9;

    /// <summary>"And how soon does it get better?" is about something else than the topic where the topic has nothing to say and the words alone are as sure as this.</summary>
    private const double SureBesideTopic = 0.9;

    /// <summary>What leans on other words has few of its own to be sure by: it needs this share of the usual sureness.</summary>
    private const double LeaningShare = 0.6;
    private const int MostHits = 12;
    private const int MostChoices = 3;

    /// <summary>People ask the same things: so many answers are kept, under the fingerprint of the message.</summary>
    private const int MostRemembered = 512;

    private readonly ConcurrentLru<UInt128, Answer> remembered = new(MostRemembered);
    private readonly UnitAnswers units = new(search, site, articles);
    private readonly Phrasings phrasings = new(search.All);

    private double LeaningFrom => search.Calibration.AnswerFrom * LeaningShare;

    /// <summary>The same message always gets the same answer.</summary>
    public Answer Pick(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return remembered.GetOrAdd(Fingerprint.Of(message), static (_, asked) => asked.Picker.PickAnew(asked.Message), (Picker: this, Message: message));
    }

    private Answer PickAnew(string message)
    {
        if (phrasings.Find(message) is { } known)
        {
            return units.Of(known, message, confidence: 1, []);
        }

        var parts = QuestionParts.Of(message);
        if (parts.Count == 2 && PickOne(parts[0]) is Answer.Covered first
            && PickOne(parts[1], LeaningFrom) is Answer.Covered second && first.Quotes[0].Citation != second.Quotes[0].Citation)
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

    /// <summary>What a message comes to that may lean on what was said before; it never makes an answer of a question that had none.</summary>
    /// <returns>The answer, and the question as it was understood.</returns>
    public (Answer Answer, string Question) Pick(string message, Topic? topic)
    {
        var lean = topic is null || phrasings.Find(message) is not null ? Lean.None : Leaning.Of(message);
        if (lean is Lean.None)
        {
            return (Pick(message), message);
        }

        var alone = PickOne(message);
        if (alone is Answer.Covered { Confidence: >= SureAlone } && (lean is Lean.Maybe || topic!.Unit is null))
        {
            return (alone, message);
        }

        var whole = Leaning.With(message, topic!.Question);
        var together = FollowUp(message, whole, topic);
        return (alone, together) switch
        {
            (Answer.Covered one, Answer.Covered both) => lean is Lean.Maybe && one.Confidence > both.Confidence ? (one, message) : (both, whole),
            (_, Answer.Covered both) => (both, whole),
            (Answer.NotCovered { Asked: not null } or Answer.Covered { Confidence: >= SureBesideTopic }, _) => (alone, message),
            _ => (together, whole),
        };
    }

    /// <summary>What was asked about the topic. The topic's own answer is given again only where it holds what is asked for now.</summary>
    private Answer FollowUp(string message, string whole, Topic topic)
    {
        var unit = topic.Unit is null ? null : search.Find(topic.Unit);
        if (unit is not (null or Unit.OfGuide) && Leaning.Matter(search.Index.Mended(message)).Count <= 1 && AnswerType.Asks(message) && Holds(unit, message))
        {
            return Again(unit, whole, 1);
        }

        var found = PickOne(whole, unit is null ? search.Calibration.AnswerFrom : LeaningFrom);
        if (found is not Answer.Covered covered)
        {
            return found is Answer.Unsure && unit is not (null or Unit.OfGuide) && Holds(unit, message) ? Again(unit, whole, found.Confidence) : found;
        }

        if (unit is not null && (covered.Unit == unit.Id || (Leaning.PointsAtPlace(message) && search.Find(covered.Unit!)!.Passages.Any(unit.Passages.Contains))))
        {
            return Holds(unit, message) ? Again(unit, whole, covered.Confidence) : new Answer.NotCovered(covered.Confidence, null, null, []);
        }

        // After a question that had no answer a follow-up has one only if it is very sure; else it would be a guess at both.
        return Holds(search.Find(covered.Unit!)!, message) && (unit is not null || covered.Confidence >= SureAfterNone) ? covered : new Answer.NotCovered(covered.Confidence, null, null, []);
    }

    private Answer Again(Unit unit, string question, double confidence) => units.Of(unit, question, confidence, []);

    /// <summary>Whether a unit has the kind of thing that is asked for, and most of the matter.</summary>
    private bool Holds(Unit unit, string message)
    {
        var all = string.Join('\n', unit.RestsOn.Select(rest => rest.Words.Text).Append(unit.Answer));
        var said = EnglishAnalyzer.Tokens(string.Join('\n', unit.Questions.Append(all))).ToHashSet(StringComparer.Ordinal);
        var matter = Leaning.Matter(search.Index.Mended(message));
        return !AnswerType.IsMissing(message, "", all) && matter.Count(said.Contains) * 2 >= matter.Count;
    }

    private Answer PickOne(string question) => PickOne(question, search.Calibration.AnswerFrom);

    /// <param name="sureFrom">A part of a message that leans on the other part has few words to be sure by.</param>
    private Answer PickOne(string question, double sureFrom)
    {
        if (phrasings.Find(question) is { } known)
        {
            return units.Of(known, question, confidence: 1, []);
        }

        var (hits, confidence) = search.Rank(question, MostHits);
        return hits.Count == 0 ? new Answer.NotCovered(confidence.P, null, null, UnitAnswers.Nearby(hits))
            : GuideFor(question, hits) is { } guide ? new Answer.Led(confidence.P, guide)
            : confidence.P < Math.Min(search.Calibration.OfferFrom, sureFrom) ? new Answer.NotCovered(confidence.P, null, null, UnitAnswers.Nearby(hits))
            : confidence.P < sureFrom && UnitAnswers.IsAnswer(hits[0].Unit) ? new Answer.Unsure(confidence.P, Choices(hits, question))
            : units.Of(hits[0].Unit, question, confidence.P, hits);
    }

    /// <summary>Somebody who asks which of two it is in his own case is led, where a guide is nearly as good a find as the answer.</summary>
    private static Guide? GuideFor(string question, IReadOnlyList<Hit> hits) => AnswerType.AsksToBeLed(question)
        ? hits.Where(hit => hit.Score >= hits[0].Score * GuideShare).Select(hit => hit.Unit).OfType<Unit.OfGuide>().FirstOrDefault()?.Guide
        : null;

    /// <summary>What a unit answers to a question; for somebody who chose it.</summary>
    /// <returns>Null where the unit is gone.</returns>
    public Answer? From(string unit, string question) => search.Find(unit) is { } chosen ? units.Of(chosen, question, confidence: 1, []) : null;

    /// <summary>Words that were quoted before, as a quote again; null where they are gone.</summary>
    public Quote? Again(QuotePlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Around(place.Id) is { } said && said.Start <= place.Start && place.Start < place.End && place.End <= said.End
            ? units.Exactly(said, new Span(said.Text[(place.Start - said.Start)..(place.End - said.Start)], place.Start, place.End))
            : null;
    }

    /// <summary>All that stands in a cited paragraph or comment, for somebody who wants to see more.</summary>
    public Passage? Around(string citationId) => units.Around(citationId);

    private List<Choice> Choices(IReadOnlyList<Hit> hits, string question)
    {
        var chosen = new List<Unit>();
        foreach (var hit in hits.Where(hit => UnitAnswers.IsAnswer(hit.Unit) && hit.Score >= hits[0].Score * ChoiceShare))
        {
            var unit = hit.Unit is Unit.OfEntry ? hit.Unit : EntryFor(hit.Unit, hits) ?? hit.Unit;
            if (chosen.Count < MostChoices && !chosen.Contains(unit) && !chosen.Any(unit.SharesWordsWith))
            {
                chosen.Add(unit);
            }
        }

        return [.. chosen.Select(unit => new Choice(unit.Id, units.Label(unit is Unit.OfQuotes ? "" : unit.Questions[0], unit.Answer, question)))];
    }

    /// <summary>An entry on the same words is easier to choose than the words.</summary>
    private static Unit? EntryFor(Unit unit, IReadOnlyList<Hit> hits) =>
        hits.Select(hit => hit.Unit).FirstOrDefault(other => other is Unit.OfEntry && other.SharesWordsWith(unit));
}
