using System.Text.RegularExpressions;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Conversation;

/// <summary>"Show more": the whole passage around the words that were quoted last.</summary>
internal static partial class MoreWords
{
    private const int LongestShown = 1_200;

    public static bool Asks(string said) => Ways().IsMatch(said);

    public static Step Show(DialogState state, Snapshot knowledge)
    {
        if (state.About is not { Quotes: [var place, ..] } || knowledge.Answers.Around(place.Id) is not { } passage)
        {
            return new Step(state, Wording.NothingToShow(knowledge.Site));
        }

        var whole = new Span(passage.Text, passage.Start, passage.End);
        var cited = Citation.Of(passage, Citation.Opening(whole, Citation.LongestQuote), knowledge.Site);
        var shown = Citation.Opening(whole, LongestShown);
        return new Step(state, new Reply(
            Outcome.Answered,
            [new Block.Quote(Wording.Frame(cited, passage is Comment { RepliesTo: not null }, endorsed: false), shown.Text, Number: 1)],
            [cited],
            [],
            []));
    }

    [GeneratedRegex(@"^\W*((and|ok|okay|please|can you|could you|pls)\W+)*(show (me )?(more|the (whole |full )?(source|passage|quote|text|context|comment|reply|words))|show me|more|(some )?more please|tell me more|say more|anything more to it|read more|go on|continue|(the )?(whole|full) (passage|text|quote|reply|answer|comment)|context|(what('s| is) (the|your) )?source|sources|(show me )?where (does|did) (it|he|she|they|that) says? (that|this|so|it)|(show me )?where it says (that|this|so|it)|(give me )?the source|(show me )?the link|in full)( please| about (it|that|this))?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ways();
}
