using TalusBot.Conversation;
using TalusBot.Knowledge;

namespace TalusBot.Channels.DirectLine;

/// <summary>The first entry of every conversation's log.</summary>
internal sealed class Welcome(KnowledgeBase knowledge)
{
    public string Body(string baseUrl) => DirectLineReplies.Body(
        knowledge.Current is { } snapshot ? Wording.Welcome(snapshot.Site) : Wording.Trouble(), baseUrl, locale: null, replyToId: null);
}
