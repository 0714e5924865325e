using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.Asking;

/// <summary>Says something in a conversation and waits for the reply: for pages without a script, and for other programs.</summary>
/// <remarks>It is a conversation like any other: kept, screened for warning signs, and unanswered questions reach the maintainers.</remarks>
internal sealed class Asker(ConversationStore store, TurnQueue turns, DirectLineTokens tokens, Welcome welcome, LogGrowth growth, TimeProvider clock)
{
    /// <summary>A reply takes milliseconds; this is for a machine in trouble.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>How many entries of a log are read at once.</summary>
    private const int PageEntries = 20;

    /// <summary>The id of a conversation that nobody has yet. Nothing is kept of it before something is said.</summary>
    public static string NewConversation() => Base64UrlTextEncoder.Encode(RandomNumberGenerator.GetBytes(16));

    /// <summary>What lets its holder, and nobody else, go on with the conversation and read it.</summary>
    public string TokenFor(string conversation) => tokens.Issue(new TokenHolder(conversation, User: null, []), TokenUse.Ask);

    /// <returns>The conversation; or null and whether the token was ours but is past its time.</returns>
    public async Task<(string? Conversation, bool Expired)> ReadAsync(string token)
    {
        var (holder, expired) = await tokens.ReadAsync(token, TokenUse.Ask);
        return (holder?.Conversation, expired);
    }

    /// <summary>Too many messages of everybody wait for their reply.</summary>
    public bool IsBusy => turns.IsFull;

    /// <summary>Why nothing can be said just now: too many messages wait, or this visitor has begun too many conversations.</summary>
    /// <returns>Null where it can; a conversation that begins is counted then.</returns>
    public async Task<IResult?> RefusalAsync(string conversation, HttpContext context, VisitorQuotas quotas, CancellationToken cancel) =>
        IsBusy ? TooManyAtOnce.WaitForOthers
        : await store.LastSequenceAsync(conversation, cancel) is null ? quotas.Begin(context)
        : null;

    /// <summary>Takes the words into the conversation, which begins with them where it has not begun.</summary>
    /// <param name="channel">By which way they come: page or api.</param>
    /// <param name="onceAs">Sent again under the same name the same words are not said twice; null where they may be.</param>
    public async Task<Accepted> SayAsync(string conversation, string channel, Words said, string? onceAs, string baseUrl, CancellationToken cancel)
    {
        if (await store.LastSequenceAsync(conversation, cancel) is null && await store.StartAsync(conversation, channel, welcome.Body(baseUrl), cancel) is StartOutcome.Forgotten)
        {
            return new Accepted(AcceptOutcome.Unknown);
        }

        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            From = new ChannelAccount("reader", Role: "user"),
            Text = said.Text,
            TextFormat = "plain",
            Locale = said.Locale,
            ChannelData = onceAs is null ? null : JsonSerializer.SerializeToElement(new OnceData(ClientId(onceAs, said.Text)), WireJson.Default.OnceData),
        };
        return await turns.TakeAsync(conversation, activity, baseUrl, cancel);
    }

    /// <summary>The reply to the message at this place of the log; null where it is not there after a good while.</summary>
    public async Task<SpokenReply?> ReplyAsync(string conversation, long sequence, CancellationToken cancel)
    {
        var id = DirectLineWire.ActivityId(conversation, sequence);
        var until = clock.GetUtcNow() + Patience;
        var read = sequence;
        try
        {
            while (true)
            {
                var grown = growth.Next(conversation);
                (var reply, read) = await FindAsync(conversation, read, id);
                if (reply is not null)
                {
                    return reply;
                }

                var left = until - clock.GetUtcNow();
                await grown.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancel);
            }
        }
        catch (TimeoutException)
        {
            return (await FindAsync(conversation, read, id)).Reply;
        }
        finally
        {
            growth.Announce(conversation);
        }
    }

    /// <summary>Looks through all that has been logged since, however much others say in the same conversation.</summary>
    /// <param name="read">The place up to which the log has been looked through.</param>
    private async Task<(SpokenReply? Reply, long Read)> FindAsync(string conversation, long read, string messageId)
    {
        while (await store.ReadLogAsync(conversation, read, PageEntries) is { Count: > 0 } page)
        {
            read = page[^1].Sequence;
            var reply = page
                .Select(entry => JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity)!)
                .Where(said => said.ReplyToId == messageId)
                .Select(SpokenReply.Read)
                .FirstOrDefault(reply => reply is not null);
            if (reply is not null)
            {
                return (reply, read);
            }
        }

        return (null, read);
    }

    /// <summary>Says whether one of the replies helped.</summary>
    /// <param name="reply">Its place in the log.</param>
    /// <param name="thumb">up, down or none.</param>
    public Task<Accepted> RateAsync(string conversation, long reply, string thumb, CancellationToken cancel)
    {
        var mark = new MarkValue(DirectLineWire.ActivityId(conversation, reply), thumb);
        return turns.TakeAsync(
            conversation,
            new Activity
            {
                Type = ActivityTypes.Event,
                Name = ReaderMarks.Feedback,
                From = new ChannelAccount("reader", Role: "user"),
                Rest = new(StringComparer.Ordinal) { ["value"] = JsonSerializer.SerializeToElement(mark, WireJson.Default.MarkValue) },
            },
            "",
            cancel);
    }

    /// <summary>Deletes the conversation for good.</summary>
    public Task ForgetAsync(string conversation, CancellationToken cancel) =>
        turns.TakeAsync(conversation, new Activity { Type = ActivityTypes.Event, Name = "talusbot/clear" }, "", cancel);

    private static string ClientId(string once, string text) => $"{once}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}";
}

/// <summary>What somebody says.</summary>
/// <param name="Locale">As the browser states it, such as en-GB; null where it does not.</param>
internal sealed record Words(string Text, string? Locale);

/// <summary><c>channelData</c> of a message that must not be taken twice.</summary>
internal sealed record OnceData([property: System.Text.Json.Serialization.JsonPropertyName("clientActivityID")] string ClientActivityId);
