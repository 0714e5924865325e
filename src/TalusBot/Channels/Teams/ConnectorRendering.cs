using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Channels.Teams;

/// <summary>How a reply looks on the channels of Bot Framework.</summary>
/// <remarks>
/// In Teams an answer is text with native citations, which can be copied, searched and read aloud; what waits for a press is a
/// card. Never both in one activity: Teams would make two messages of it and tell the id of neither. Elsewhere all is text with
/// suggested actions, as on Direct Line.
/// </remarks>
internal static class ConnectorRendering
{
    public const string Teams = "msteams";

    /// <summary>More suggested actions Teams does not show.</summary>
    private const int MostSuggested = 3;
    private const int LongestAbstract = 160;
    private const int LongestSummary = 160;

    /// <summary>What the reply comes to as activities to send, in order, without conversation, from, recipient and replyToId, which the delivery fills in.</summary>
    /// <param name="channelId">msteams, emulator, webchat ...</param>
    public static IReadOnlyList<Activity> Render(Reply reply, string channelId, ConversationScope scope, string? locale, ReplyPlace? place = null)
    {
        var at = place ?? ReplyPlace.Unknown;
        return Shortened.ToFit(reply, fit =>
        {
            var activities = channelId is Teams ? InTeams(fit, scope, at) : [Elsewhere(fit, channelId, scope, at)];
            foreach (var activity in activities)
            {
                activity.Locale = locale;
            }

            return activities;
        });
    }

    private static IReadOnlyList<Activity> InTeams(Reply reply, ConversationScope scope, ReplyPlace place)
    {
        if (reply.Choices.Count > 0)
        {
            // A side question in a guide: its answer first, then the step that still waits.
            var back = LastIndex(reply.Blocks, block => block is Block.Words words && words.Text == Wording.BackToGuide);
            return back > 0
                ? [.. InTeams(reply with { Blocks = [.. reply.Blocks.Take(back)], Choices = [], Followups = [] }, scope, place), Asking([.. reply.Blocks.Skip(back)], [], reply.Choices, null, place)]
                : [Asking(reply.Blocks, reply.Citations, reply.Choices, reply.Notice, place)];
        }

        return reply switch
        {
            { Outcome: Outcome.Safety } => [Safety(reply, scope, place)],
            { AskedInVain: not null } => [Rated(Unanswered(reply, place))],
            { Outcome: Outcome.Guide } when scope is not ConversationScope.Personal => [Rated(Ended(reply, place))],
            { Outcome: Outcome.Answered or Outcome.Guide } => [Rated(Text(reply, scope, place))],
            _ => [Text(reply, scope, place)],
        };
    }

    private static Activity Text(Reply reply, ConversationScope scope, ReplyPlace place) => new()
    {
        Type = ActivityTypes.Message,
        Text = TeamsMarkdown.Write(reply.Blocks, reply.Notice),
        TextFormat = "markdown",
        InputHint = "acceptingInput",
        Entities = reply.Citations.Count == 0 ? null : [Citing(reply.Citations, place)],
        SuggestedActions = scope is ConversationScope.Personal ? Suggested(Suggestions(reply), MostSuggested) : null,
    };

    private static Activity Asking(IReadOnlyList<Block> blocks, IReadOnlyList<Citation> citations, IReadOnlyList<string> choices, string? notice, ReplyPlace place) =>
        Carrying(ReplyCard.Asking(blocks, citations, choices, notice, place), "expectingInput");

    private static Activity Unanswered(Reply reply, ReplyPlace place) => Carrying(ReplyCard.Telling(
        WithoutButtons(reply),
        reply.Citations,
        [.. reply.Followups.Take(MostSuggested)],
        reply.Notice,
        place,
        [
            new CardPress(CardPress.SendVerb, Turn: place.Turn).Button(Wording.SendQuestion),
            .. reply.CommentAt is { } comment ? [new AdaptiveAction.OpenUrl(Wording.AskInComment, comment.AbsoluteUri)] : Array.Empty<AdaptiveAction>(),
        ]));

    /// <summary>The end of a guide where there are no suggested actions to go on by.</summary>
    private static Activity Ended(Reply reply, ReplyPlace place) =>
        Carrying(ReplyCard.Telling(reply.Blocks, reply.Citations, reply.Followups, reply.Notice, place, []));

    private static Activity Safety(Reply reply, ConversationScope scope, ReplyPlace place) => scope is ConversationScope.Personal
        ? Carrying(ReplyCard.Safety(reply.Blocks, reply.Notice, alone: null))
        : Carrying(ReplyCard.Safety(InGroup(reply), reply.Notice, place.AloneUrl(isTeams: true)));

    /// <summary>The advice without the signs, and the way to where nobody else reads.</summary>
    public static IReadOnlyList<Block> InGroup(Reply reply) => [.. reply.Discreet ?? reply.Blocks, new Block.Words(Wording.OthersReadAlong)];

    private static Activity Elsewhere(Reply reply, string channelId, ConversationScope scope, ReplyPlace place)
    {
        var discreet = reply.Outcome is Outcome.Safety && scope is not ConversationScope.Personal;
        var shown = discreet ? reply with { Blocks = InGroup(reply) } : reply;
        var text = ReplyMarkdown.Write(shown);
        var links = reply.Citations.Count == 0 ? null
            : place.BaseUrl is { } url && IsWebChat(channelId) ? ReplyMarkdown.LinkDefinitions(reply.Citations, url)
            : WebhookRendering.Sources(reply.Citations, place.BaseUrl);
        if (discreet && place.AloneUrl(isTeams: false) is { } alone)
        {
            text += $" [{Wording.WriteAlone}]({alone})";
        }

        return new Activity
        {
            Type = ActivityTypes.Message,
            Text = links is null ? text : $"{text}\n\n{links}",
            TextFormat = "markdown",
            InputHint = reply.Choices.Count > 0 ? "expectingInput" : "acceptingInput",
            Entities = reply.Citations.Count == 0 || !IsWebChat(channelId) ? null : [Citing(reply.Citations, place)],
            SuggestedActions = Suggested(reply.Choices.Count > 0 ? reply.Choices : Suggestions(reply), int.MaxValue),
            ChannelData = JsonSerializer.SerializeToElement(new ReplyData(ReplyFacts.Of(shown with { Question = null, AskedInVain = null })), WireJson.Default.ReplyData),
        };
    }

    /// <summary>Whether the client is Web Chat, which makes its list of sources from link definitions.</summary>
    private static bool IsWebChat(string channelId) => channelId is "webchat" or "directline" or "emulator";

    private static IReadOnlyList<string> Suggestions(Reply reply) => reply.HasMore ? [.. reply.Followups, Wording.ShowMore] : reply.Followups;

    /// <remarks>Where there is no room for all, the last one stays: it goes on with this reply instead of leaving it.</remarks>
    private static SuggestedActions? Suggested(IReadOnlyList<string> words, int most) =>
        words.Count == 0 ? null : new([.. (words.Count <= most ? words : words.Take(most - 1).Append(words[^1])).Select(Activities.CardAction.Say)]);

    /// <summary>The list of questions goes where each of them is a button.</summary>
    private static IReadOnlyList<Block> WithoutButtons(Reply reply) =>
        [.. reply.Blocks.Where(block => block is not Block.Bullets bullets || bullets.Items.Count > MostSuggested || !bullets.Items.All(reply.Followups.Contains))];

    private static Activity Carrying(AdaptiveCard card, string inputHint = "acceptingInput") => new()
    {
        Type = ActivityTypes.Message,
        Summary = Shortened.Sentences(TeamsMarkdown.Line(card.Speak), LongestSummary),
        InputHint = inputHint,
        Attachments = [JsonSerializer.SerializeToElement(new Attachment<AdaptiveCard>(AdaptiveCard.ContentType, card), TeamsJson.Plain.CardAttachment)],
    };

    /// <summary>With thumbs below it.</summary>
    private static Activity Rated(Activity activity)
    {
        activity.ChannelData = JsonSerializer.SerializeToElement(new TeamsData(new FeedbackLoop()), TeamsJson.Plain.TeamsData);
        return activity;
    }

    private static JsonElement Citing(IReadOnlyList<Citation> citations, ReplyPlace place) => JsonSerializer.SerializeToElement(
        new MessageEntity([.. Source.Of(citations, place.BaseUrl).Zip(citations, (source, citation) => new Claim(
            source.Number,
            new DigitalDocument(
                ReplyMarkdown.Title(citation),
                source.Url,
                string.IsNullOrWhiteSpace(citation.Quote) ? source.Name : Shortened.Words(TeamsMarkdown.Line(citation.Quote), LongestAbstract))))]),
        ActivityJson.Plain.MessageEntity);

    private static int LastIndex(IReadOnlyList<Block> blocks, Func<Block, bool> holds)
    {
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            if (holds(blocks[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
