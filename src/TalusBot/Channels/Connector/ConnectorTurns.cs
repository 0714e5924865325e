using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.Connector;

/// <summary>Takes what a channel's users say and do: on disk first, with everything that the reply needs to find its way.</summary>
internal sealed class ConnectorTurns(ConnectorStore store, TurnQueue queue, AtOnce atOnce, ConnectorReplies replies, Typing typing)
{
    private const int LongestReactions = 4096;

    /// <summary>Marks a message in the log whose reply goes into the answer to the request that said it.</summary>
    public const string InAnswer = "deliveryMode";
    private static readonly JsonElement MarkedInAnswer = JsonSerializer.SerializeToElement("expectReplies", ConnectorJson.Default.String);

    /// <param name="text">What was said, or what a button says.</param>
    /// <param name="to">Where replies to this conversation are sent.</param>
    /// <param name="inAnswer">The reply goes into the answer to this request.</param>
    public Task<Accepted> SayAsync(ConnectorConversation conversation, Activity activity, string text, ConversationReference to, bool inAnswer, string baseUrl, CancellationToken cancel) =>
        TakeAsync(conversation, activity, Saying(activity, text), to, inAnswer, baseUrl, cancel);

    /// <summary>Says something whose reply goes into the answer to this request, where nothing in the conversation waits for its turn.</summary>
    /// <returns>The activities that the reply comes to; null where it has to wait for its turn, and nothing was said.</returns>
    public Task<IReadOnlyList<Activity>?> AnswerAsync(ConnectorConversation conversation, Activity activity, string text, string baseUrl, CancellationToken cancel) => atOnce.TryAsync(
        conversation.Id,
        conversation.ChannelId,
        conversation.PersonOf(activity),
        Marked(Saying(activity, text)),
        ConnectorConversation.NameOf(activity),
        baseUrl,
        (reply, turn) => replies.Say(reply, turn, activity.Locale),
        cancel);

    /// <summary>Rates one of our replies. What is said about that stays unsent: the channel thanks on its own.</summary>
    public Task<Accepted> RateAsync(ConnectorConversation conversation, Activity activity, MarkValue mark, ConversationReference to, CancellationToken cancel) =>
        TakeAsync(conversation, activity, Marking("talusbot/feedback", mark), to, inAnswer: true, baseUrl: "", cancel);

    /// <summary>Sends the question that one of our replies answered to the maintainers, and says so.</summary>
    public Task<Accepted> SendToMaintainersAsync(ConnectorConversation conversation, Activity activity, MarkValue mark, ConversationReference to, string baseUrl, CancellationToken cancel) =>
        TakeAsync(conversation, activity, Marking("talusbot/send-to-maintainers", mark), to, inAnswer: false, baseUrl, cancel);

    /// <summary>Keeps what needs no reply.</summary>
    public Task NoteReactionsAsync(ConnectorConversation conversation, Activity activity, CancellationToken cancel) => store.NoteAsync(
        conversation.Id,
        JsonSerializer.Serialize(
            new Activity
            {
                Type = activity.Type,
                From = User,
                Rest = activity.Rest?.Where(field => field.Key is "reactionsAdded" or "reactionsRemoved" && field.Value.GetRawText().Length <= LongestReactions).ToDictionary(StringComparer.Ordinal),
            },
            ActivityJson.Plain.Activity),
        cancel);

    /// <summary>Greets where nobody has been greeted.</summary>
    public async Task InstallAsync(ConnectorConversation conversation, ConversationReference to, string baseUrl, CancellationToken cancel)
    {
        var isNew = await store.InstallAsync(conversation.Id, conversation.ChannelId, to.Write(), replies.Welcome(conversation.Id, baseUrl), cancel);
        replies.Place(conversation.Id, to);
        if (isNew)
        {
            replies.Deliver(conversation.Id);
        }
    }

    /// <summary>Says something that answers no message of the log.</summary>
    public async Task TellAsync(ConnectorConversation conversation, string words, ConversationReference to, string baseUrl, CancellationToken cancel)
    {
        await store.TellAsync(conversation.Id, to.Write(), replies.Telling(words, conversation.Id, baseUrl), cancel);
        replies.Place(conversation.Id, to);
        replies.Deliver(conversation.Id);
    }

    /// <summary>Not ended by a caller who hangs up: what waits to be sent must not be.</summary>
    public async Task RemoveAsync(ConnectorConversation conversation)
    {
        await store.RemoveAsync(conversation.Id);
        replies.Leave(conversation.Id);
    }

    public Task ResetAsync(ConnectorConversation conversation, CancellationToken cancel) => store.ResetAsync(conversation.Id, cancel);

    private static Activity Marking(string name, MarkValue mark) => new()
    {
        Type = ActivityTypes.Event,
        Name = name,
        From = User,
        Rest = new(StringComparer.Ordinal) { ["value"] = JsonSerializer.SerializeToElement(mark, ConnectorJson.Default.MarkValue) },
    };

    private static Activity Saying(Activity activity, string text) =>
        new() { Type = ActivityTypes.Message, From = User, Text = text, TextFormat = "plain", Locale = activity.Locale };

    private static Activity Marked(Activity said)
    {
        said.Rest = new(said.Rest ?? [], StringComparer.Ordinal) { [InAnswer] = MarkedInAnswer };
        return said;
    }

    private static ChannelAccount User => new("user", Role: "user");

    private async Task<Accepted> TakeAsync(
        ConnectorConversation conversation, Activity activity, Activity said, ConversationReference to, bool inAnswer, string baseUrl, CancellationToken cancel)
    {
        var accepted = await store.TakeAsync(
            conversation.Id,
            conversation.ChannelId,
            conversation.PersonOf(activity),
            JsonSerializer.Serialize(inAnswer ? Marked(said) : said, ActivityJson.Plain.Activity),
            ConnectorConversation.NameOf(activity),
            baseUrl,
            inAnswer ? null : PlaceOf(activity, to),
            cancel);
        if (accepted.Outcome is AcceptOutcome.Taken)
        {
            if (!inAnswer)
            {
                replies.Place(conversation.Id, to);
            }

            queue.Enqueue(accepted, conversation.Id, baseUrl);
            if (!inAnswer)
            {
                typing.Watch(conversation, to);
            }
        }

        return accepted;
    }

    /// <summary>Of the sender only what a reply needs is kept: id and name, no directory's id.</summary>
    private static ReplyTarget PlaceOf(Activity activity, ConversationReference to) => new(
        to.Write(), activity.Id ?? "", JsonSerializer.Serialize(new ChannelAccount(activity.From?.Id, activity.From?.Name), ConnectorJson.Default.ChannelAccount));
}
