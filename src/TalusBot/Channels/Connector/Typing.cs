using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TalusBot.Activities;
using TalusBot.Channels.Teams;
using TalusBot.Storage;

namespace TalusBot.Channels.Connector;

/// <summary>Shows somebody who waits longer than usual that the bot is at work; quick answers come without.</summary>
internal sealed class Typing(ConnectorStore store, ConnectorClient client, IOptions<ConnectorOptions> options, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    /// <summary>The conversations that are watched, each once, so that two messages at a time show it no more often than one.</summary>
    private readonly ConcurrentDictionary<string, bool> watched = new(StringComparer.Ordinal);

    /// <summary>A message was taken that a reply will be sent to. Returns at once.</summary>
    public void Watch(ConnectorConversation conversation, ConversationReference to)
    {
        if (conversation.Scope is not ConversationScope.Channel && watched.TryAdd(conversation.Id, true))
        {
            _ = WatchAsync(conversation.Id, to);
        }
    }

    private async Task WatchAsync(string conversation, ConversationReference to)
    {
        try
        {
            await Task.Delay(options.Value.TypingAfter, clock, lifetime.ApplicationStopping);
            while (await store.IsAwaitedAsync(conversation) && client.MaySendTo(to))
            {
                await client.SendOnceAsync(to, new Activity { Type = ActivityTypes.Typing, Conversation = to.Conversation, From = to.Bot }, lifetime.ApplicationStopping);
                await Task.Delay(options.Value.TypingEvery, clock, lifetime.ApplicationStopping);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or StorageUnavailableException)
        {
            // The program ends, or nobody knows whether there is anything to wait for.
        }
        finally
        {
            watched.TryRemove(conversation, out _);
        }
    }
}
