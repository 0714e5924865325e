using System.Text.Json;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.Asking;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>Waits for the reply to a message, for requests that carry it in their answer.</summary>
internal sealed class AwaitedReply(ConversationStore store, LogGrowth growth, IOptions<ConnectorOptions> options, TimeProvider clock)
{
    private const int Page = 20;

    public Task<IReadOnlyList<Activity>?> ForAsync(string conversation, long sequence, CancellationToken cancel) =>
        ForAsync(conversation, sequence, options.Value.AnswerWithin, cancel);

    /// <returns>The activities that the reply comes to; null where it is not there in time.</returns>
    public async Task<IReadOnlyList<Activity>?> ForAsync(string conversation, long sequence, TimeSpan within, CancellationToken cancel)
    {
        var id = DirectLineWire.ActivityId(conversation, sequence);
        var until = clock.GetUtcNow() + within;
        try
        {
            while (true)
            {
                var grown = growth.Next(conversation);
                if (await FindAsync(conversation, sequence, id) is { } reply)
                {
                    return ReplyEnvelope.Read(reply);
                }

                var left = until - clock.GetUtcNow();
                await grown.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancel);
            }
        }
        catch (TimeoutException)
        {
            return await FindAsync(conversation, sequence, id) is { } reply ? ReplyEnvelope.Read(reply) : null;
        }
        finally
        {
            growth.Announce(conversation);
        }
    }

    private async Task<Activity?> FindAsync(string conversation, long after, string id)
    {
        for (var entries = await store.ReadLogAsync(conversation, after, Page); entries.Count > 0; entries = await store.ReadLogAsync(conversation, entries[^1].Sequence, Page))
        {
            foreach (var entry in entries)
            {
                if (JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity) is { } said && said.ReplyToId == id)
                {
                    return said;
                }
            }
        }

        return null;
    }
}
