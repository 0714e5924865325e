using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.Asking;
using TalusBot.Conversation;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.DirectLine;

/// <summary>Replies as Direct Line activities, handed to whoever has the conversation's web socket open or waits for them in a request.</summary>
internal sealed class DirectLineReplies(LiveStreams live, LogGrowth growth) : IReplyChannel
{
    private const int LongestAbstract = 160;

    public string Body(Reply reply, OpenTurn turn, string? locale) =>
        Body(reply, turn.BaseUrl, locale, DirectLineWire.ActivityId(turn.ConversationId, turn.Sequence));

    public long? SequenceOf(string conversationId, string activityId) => DirectLineWire.SequenceOf(conversationId, activityId);

    public void Deliver(string conversationId)
    {
        live.Wake(conversationId);
        growth.Announce(conversationId);
    }

    public void Hear(string conversationId) => Deliver(conversationId);

    public void HearAll()
    {
        live.WakeAll();
        growth.AnnounceAll();
    }

    /// <summary>Sockets take up what they have not got by themselves.</summary>
    public Task TakeUpAsync(CancellationToken cancel) => Task.CompletedTask;

    public void Close(string conversationId) => live.Close(conversationId);

    /// <param name="replyToId">Null for the welcome, which answers nothing.</param>
    public static string Body(Reply reply, string baseUrl, string? locale, string? replyToId)
    {
        var text = ReplyMarkdown.Write(reply);
        IReadOnlyList<string> buttons = reply.Choices.Count > 0 ? reply.Choices : reply.HasMore ? [.. reply.Followups, Wording.ShowMore] : reply.Followups;
        return JsonSerializer.Serialize(
            new Activity
            {
                Type = ActivityTypes.Message,
                From = Bot.Account,
                ReplyToId = replyToId,
                Locale = locale,
                Text = reply.Citations.Count == 0 ? text : $"{text}\n\n{ReplyMarkdown.LinkDefinitions(reply.Citations, baseUrl)}",
                TextFormat = "markdown",
                InputHint = reply.Choices.Count > 0 ? "expectingInput" : "acceptingInput",
                SuggestedActions = buttons.Count == 0 ? null : new SuggestedActions([.. buttons.Select(CardAction.Say)]),
                Entities = reply.Citations.Count == 0 ? null : [Citing(reply, baseUrl)],
                ChannelData = JsonSerializer.SerializeToElement(new ReplyData(ReplyFacts.Of(reply)), WireJson.Default.ReplyData),
            },
            ActivityJson.Plain.Activity);
    }

    private static JsonElement Citing(Reply reply, string baseUrl) => JsonSerializer.SerializeToElement(
        new MessageEntity([.. reply.Citations.Select((citation, i) => new Claim(
            i + 1,
            new DigitalDocument(ReplyMarkdown.Title(citation), baseUrl + citation.Path, citation.Quote.Length > LongestAbstract ? citation.Quote[..(LongestAbstract - 1)] + "…" : citation.Quote)))]),
        ActivityJson.Plain.MessageEntity);
}
