using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Conversation;

/// <summary>Questions that got no answer: what their askers can still do, and what becomes of asking them again.</summary>
internal static class InVain
{
    private const int LongestRepeated = 200;

    /// <summary>The reply with what its reader can do about it.</summary>
    public static Reply Marked(Reply reply, string question, Snapshot knowledge) => reply with { AskedInVain = question, CommentAt = CommentAt(reply, knowledge) };

    /// <summary>The reply for somebody whose question is looked up and not kept.</summary>
    public static Reply Unnoted(Reply reply) => reply with
    {
        Blocks = [.. reply.Blocks
            .Where(block => block is not Block.Words words || words.Text != Wording.Noted)
            .Select(block => block is Block.Words words && words.Text == Wording.NotCovered ? new Block.Words(Wording.NotCoveredUnnoted) : block)],
    };

    /// <summary>The question asked again.</summary>
    /// <returns>Null where it still has no answer, or is none that an answer could be told to without looking at the person: a sign of danger.</returns>
    public static Answer? AskAgain(string question, Snapshot knowledge) =>
        knowledge.Safety.Check(question) is null && knowledge.Answers.Pick(Courtesy.Without(Courtesy.Calmed(question))) is (Answer.Covered or Answer.Several) and var answer ? answer : null;

    /// <summary>The entries that an answer speaks from; none where it only quotes.</summary>
    public static IEnumerable<string> EntriesOf(Answer answer, Snapshot knowledge)
    {
        var units = answer is Answer.Several several ? several.Both.Select(one => one.Unit) : [(answer as Answer.Covered)?.Unit];
        return knowledge.Entries.Select(entry => entry.Id).Where(units.Contains);
    }

    /// <summary>The answer, told to somebody who asked long before it was there.</summary>
    /// <param name="state">Of the talk by now.</param>
    public static Reply Told(string question, Answer answer, DialogState state)
    {
        var reply = Alarms.Reminding(state, answer is Answer.Several several ? AnswerReply.From(several) : AnswerReply.From((Answer.Covered)answer, question));

        // "Show more" would show more of what the talk is about by now.
        return reply with { Blocks = [new Block.Asked(Wording.YouAsked, OneLine.Cut(question, LongestRepeated), Wording.AnswerNow), .. reply.Blocks], HasMore = false };
    }

    /// <summary>The form for comments under the article that the reply cites; under the first one where it cites none.</summary>
    private static Uri? CommentAt(Reply reply, Snapshot knowledge)
    {
        var slug = reply.Citations is [{ Id: var id }, ..] ? id.Split('#')[0] : knowledge.Articles[0].Slug;
        return knowledge.Site.Articles.TryGetValue(slug, out var article) && article.Url is { } url ? new UriBuilder(url) { Fragment = "respond" }.Uri : null;
    }
}
