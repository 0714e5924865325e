using System.Text.RegularExpressions;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Conversation;

/// <summary>Plays guides: a question at a time, with the sentence it rests on, until an outcome.</summary>
internal static partial class GuidePlay
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int MostFollowups = 3;

    /// <summary>The first step; with a warning sign in the air, why there is none.</summary>
    public static Step Start(DialogState state, Guide guide, Snapshot knowledge) => state.Alarm is not null
        ? new Step(state, Wording.NoGuideNow())
        : At(state, guide, guide.Steps[0], [], knowledge, guide.Intro);

    /// <summary>What a message does in a guide, or to get into one.</summary>
    /// <returns>Null where it does nothing there.</returns>
    public static Step? Play(DialogState state, string text, Snapshot knowledge)
    {
        if (StartsCheck().IsMatch(text) && knowledge.Guides.Count > 0)
        {
            return knowledge.Guides is [var only]
                ? Start(state, only, knowledge)
                : Offer(state, text, knowledge);
        }

        if (state.Guide is not { } place)
        {
            return null;
        }

        if (Find(place, knowledge) is not ({ } guide, { } step))
        {
            return new Step(state with { Guide = null }, Wording.GuideChanged([.. knowledge.Guides.Select(one => one.Question)]));
        }

        if (StartsOver().IsMatch(text))
        {
            return At(state, guide, guide.Steps[0], [], knowledge);
        }

        if (GoesBack().IsMatch(text))
        {
            return place.Before is [.., var before] && guide.Steps.FirstOrDefault(one => one.Id == before) is { } last
                ? At(state, guide, last, [.. place.Before.SkipLast(1)], knowledge)
                : At(state, guide, step, [], knowledge, Wording.AtTheStart);
        }

        if (place.Done)
        {
            return null;
        }

        if (Leaves().IsMatch(text))
        {
            return new Step(state with { Guide = null }, Wording.LeftGuide(guide.Question));
        }

        if (AsksWhy().IsMatch(text))
        {
            return new Step(state, Asked(step, place.Before.Count > 0, knowledge, Wording.WhyAsked));
        }

        return GuideAnswer.Taken(step, text) is { } choice
            ? At(state, guide, guide.Steps.First(next => next.Id == choice.Step), [.. place.Before, step.Id], knowledge)
            : null;
    }

    /// <summary>A reply in mid-guide that was no step of it, with the waiting step asked again below.</summary>
    public static Step AskAgain(Step step, Snapshot knowledge)
    {
        if (step.Next.Guide is not { Done: false } place || step.Reply.Outcome is Outcome.Guide || step.Reply.Choices.Count > 0 || Find(place, knowledge) is not (not null, { } waiting))
        {
            return step;
        }

        return step with
        {
            Reply = step.Reply with
            {
                Blocks = [.. step.Reply.Blocks, new Block.Words(Wording.BackToGuide), new Block.Strong(waiting.Title)],
                Choices = Buttons(waiting, place.Before.Count > 0),
                Followups = [],
            },
        };
    }

    private static Step Offer(DialogState state, string text, Snapshot knowledge)
    {
        var choices = knowledge.Guides.Select(guide => new Choice(Unit.OfGuide.IdOf(guide), guide.Question)).ToList();
        return new Step(state with { Open = new OpenChoices(text, choices) }, AnswerReply.From(new Answer.Unsure(1, choices)));
    }

    private static (Guide? Guide, GuideStep? Step) Find(GuidePlace place, Snapshot knowledge) =>
        knowledge.Guides.FirstOrDefault(guide => guide.Id == place.Guide) is { } guide ? (guide, guide.Steps.FirstOrDefault(step => step.Id == place.Step)) : default;

    private static Step At(DialogState state, Guide guide, GuideStep step, IReadOnlyList<string> before, Snapshot knowledge, string? first = null) => step.IsOutcome
        ? new Step(
            state with { Guide = new GuidePlace(guide.Id, step.Id, before, Done: true), About = new Topic(guide.Question, Unit.OfGuide.IdOf(guide), [.. step.Sources.Select(QuotePlace.Of)]) },
            Ended(step, knowledge))
        : new Step(state with { Guide = new GuidePlace(guide.Id, step.Id, before) }, Asked(step, before.Count > 0, knowledge, first));

    private static Reply Asked(GuideStep step, bool canGoBack, Snapshot knowledge, string? first)
    {
        var quotes = Quotes(step, knowledge);
        var blocks = new List<Block>();
        if (!string.IsNullOrEmpty(first))
        {
            blocks.Add(new Block.Words(first));
        }

        blocks.AddRange(Shown(quotes));
        if (step.Text.Length > 0)
        {
            blocks.Add(new Block.Words(step.Text));
        }

        blocks.Add(new Block.Strong(step.Title));
        return new Reply(Outcome.Guide, blocks, [.. quotes.Select(quote => quote.Citation)], Buttons(step, canGoBack), []);
    }

    private static Reply Ended(GuideStep step, Snapshot knowledge)
    {
        var quotes = Quotes(step, knowledge);
        return new Reply(
            Outcome.Guide,
            [new Block.Strong(step.Title), new Block.Words(step.Text), .. Shown(quotes), new Block.Words(Wording.GuideEnd)],
            [.. quotes.Select(quote => quote.Citation)],
            [],
            [.. step.Entries.Select(id => knowledge.Entries.FirstOrDefault(entry => entry.Id == id)?.Question).OfType<string>().Take(MostFollowups), Wording.StartOver],
            HasMore: false);
    }

    private static List<Quote> Quotes(GuideStep step, Snapshot knowledge) => [.. step.Sources.Select(QuotePlace.Of).Select(knowledge.Answers.Again).OfType<Quote>()];

    private static IEnumerable<Block> Shown(List<Quote> quotes) =>
        quotes.Select((quote, i) => new Block.Quote(Wording.Frame(quote.Citation, quote.RepliesToReader, quote.Endorsed), quote.Citation.Quote, i + 1));

    private static IReadOnlyList<string> Buttons(GuideStep step, bool canGoBack) =>
        [.. step.Choices.Select(choice => choice.Words), .. canGoBack ? [Wording.Back] : Array.Empty<string>(), Wording.Leave];

    [GeneratedRegex(@"^\W*((ok|okay|please|can you|can we|let's|lets|i want to|i'd like to)\W+)*(start|begin|do|run|open|take|try) (the |a |this |that )?(check|guide|test|quiz|assessment|self.?check|questionnaire|decision|dialog)\W*$|^\W*(guide me|lead me through( it)?|walk me through (it|this))\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartsCheck();

    [GeneratedRegex(@"^\W*((please|can we|can i|let me|let's|ok|okay)\W+)*(start over|start again|restart|from the (start|beginning|top)|begin again|reset|start from scratch|do it again|once more from the start)( please)?\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartsOver();

    [GeneratedRegex(@"^\W*((please|can we|can i|let me|let's|ok|okay|wait|oops|sorry)\W+)*((go |one step |step )?back|undo( that)?|previous( step| question)?|last question again|i (clicked|chose|took|picked) the wrong (one|answer|button)|wrong (one|answer|button)|change my answer)( please)?\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GoesBack();

    [GeneratedRegex(@"^\W*((please|can we|can i|let me|let's|ok|okay|no|i want to)\W+)*(leave|leave (the |this )?(check|guide|it)|stop|stop (the |this )?(check|guide|it)|quit|exit|cancel|end( it)?|abort|no more questions|enough|get me out( of here)?|i('m| am) done|never mind|nevermind|forget it)( please)?\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leaves();

    [GeneratedRegex(@"^\W*((but|and|ok|okay|hm+)\W+)*(why|why (do|would|are|did) you (ask|asking|want to know|need to know)( that| this| me| me that)?|why (is|does) (that|this|it) (important|matter|relevant)|why (that|this)|what (is|'s) (that|this) (good )?for|what (has|does) (that|this) (got )?to do with (it|my ankle|this))\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsksWhy();
}
