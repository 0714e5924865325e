using System.Text.RegularExpressions;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Conversation;

/// <summary>What is asked about the last answer itself: who said that, when, are you sure, show me more.</summary>
internal static partial class AboutTopic
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <returns>Null where the message is none of these.</returns>
    public static Step? Reply(DialogState state, string text, Snapshot knowledge) =>
        MoreWords.Asks(text) ? MoreWords.Show(state, knowledge)
        : SaysWho().IsMatch(text) || SaysWhen().IsMatch(text) ? Cited(state, knowledge, doubt: false)
        : AsksReply().IsMatch(text) && Replied(state, knowledge) is { } replied ? replied
        : Doubts().IsMatch(text) ? Cited(state, knowledge, doubt: true)
        : null;

    private static Step Cited(DialogState state, Snapshot knowledge, bool doubt)
    {
        if (state.About is null)
        {
            return new Step(state, Wording.NothingToShow(knowledge.Site));
        }

        var quotes = state.About.Quotes.Select(knowledge.Answers.Again).OfType<Quote>().ToList();
        if (quotes.Count == 0)
        {
            return new Step(state, Wording.NobodySaid());
        }

        var blocks = quotes.Select((quote, i) => (Block)new Block.Quote(Wording.SaidBy(quote.Citation), quote.Citation.Quote, i + 1));
        return new Step(state, new Reply(Outcome.Answered, doubt ? [new Block.Words(Wording.Doubted), .. blocks] : [.. blocks], [.. quotes.Select(quote => quote.Citation)], [], [], HasMore: true));
    }

    /// <summary>What the author replied to the reader's comment that was cited last; null where he replied nothing, or none was cited.</summary>
    private static Step? Replied(DialogState state, Snapshot knowledge)
    {
        var comments = knowledge.Articles.SelectMany(article => article.Comments).ToList();
        var cited = state.About?.Quotes.Select(place => place.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        if (comments.FirstOrDefault(comment => comment.Role is Role.Author && comment.RepliesTo is { } to && cited.Contains(to)) is not { } reply)
        {
            return null;
        }

        var citation = Citation.Of(reply, Citation.Opening(new Span(reply.Text, reply.Start, reply.End), Citation.LongestQuote), knowledge.Site);
        return new Step(
            state with { About = state.About! with { Quotes = [QuotePlace.Of(citation)] } },
            new Reply(Outcome.Answered, [new Block.Quote(Wording.SaidBy(citation), citation.Quote, 1)], [citation], [], [], HasMore: reply.Text.Length > citation.Quote.Length));
    }

    [GeneratedRegex(@"^\W*((and|but|so|ok|okay)\W+)*(what|how) (did|was|does) (he|the author|b-?reddy|reddyb|(his|the) (reply|answer|response)) ?(say|tell|reply|answer|respond|write)?( back)?( to)?( him| her| them| that| this| it| the reader| that reader)?( back)?\W*$|^\W*((and|but|so|ok|okay)\W+)*(did (he|the author|anyone|anybody|somebody|someone) (reply|answer|respond)( to (him|her|them|that|it))?|what was the (reply|answer|response)( to (him|her|them|that|it))?)\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsksReply();

    [GeneratedRegex(@"^\W*((and|but|so|ok|okay)\W+)*(who|who (said|says|told (you|them|him|her)?|is saying|claims|claimed) ?(that|this|it|so|these|those)?|who wrote (that|this)|says who|who says( so| that| it| this)?|whose (words|opinion|advice|idea|claim) (is|are|was) (that|this|these|those|it)|who('s| is| was) (that|this|it)( from| by)?|who is (the )?(source|speaker|author of (that|this))|by who(m)?|according to who(m)?|who did (say|write) (that|this|it)|did the author (say|write) (that|this|it)|is (that|this) (from )?the author)\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysWho();

    [GeneratedRegex(@"^\W*((and|but|so|ok|okay)\W+)*(when|when (was|is|were) (that|this|it|these|those)( said| written| posted| from| answered)?|when did (he|she|they|the author|that reader|the reader) (say|write|post|answer) (that|this|it|so)|how old is (that|this|the answer|it|the advice|that advice|this advice)|from when( is (that|this|it))?|what (year|date|day)( was| is)?( that| this| it)?|which year( was| is)?( that| this| it)?|is (that|this|it) (still )?(up to date|current|recent|old|outdated|valid))\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysWhen();

    [GeneratedRegex(@"^\W*((and|but|so|ok|okay|hmm+)\W+)*(are (you|u) (really |absolutely |quite )?(sure|certain|serious)( about (that|this|it))?|(you|u) sure|really|is (that|this|it) (really |actually )?(true|right|correct|so|reliable|certain)|how do (you|u) know( that| this| it)?|can i (trust|believe|rely on) (you|that|this|it)|i (don't|do not|dont) (believe|trust) (you|that|this|it)|that('s| is) (wrong|not true|not right|nonsense)|prove it|proof)\W*$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Doubts();
}
