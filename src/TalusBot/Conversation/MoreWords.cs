using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Conversation;

/// <summary>"Show more": the whole passage around the words that were quoted last.</summary>
internal static class MoreWords
{
    private const int LongestShown = 1_200;
    private static readonly HashSet<string> Ways = new(StringComparer.OrdinalIgnoreCase) { "show more", "show me more", "more", "more please", "tell me more", "show me the source", "show the source", "show me", "read more" };

    public static bool Asks(string said) => Ways.Contains(said.Trim().TrimEnd('.', '!', '?'));

    public static Step Show(DialogState state, Snapshot knowledge)
    {
        if (state.Topic is not [var id, ..] || knowledge.Answers.Around(id) is not { } passage)
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
}
