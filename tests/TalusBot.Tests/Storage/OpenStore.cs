using Microsoft.Extensions.Options;
using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

/// <summary>A store that no bot runs turns for, with the ways into it.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    public OpenStore(StorageOptions options, TimeProvider? clock = null)
    {
        Store = new Store(Options.Create(options), clock ?? TimeProvider.System);
        Conversations = new ConversationStore(Store);
        Turns = new TurnStore(Store, Conversations);
        Askers = new AskerStore(Store, Conversations);
        Connector = new ConnectorStore(Store, Conversations);
        Processes = new ProcessStore(Store);
        Keys = new KeyStore(Store);
        Retention = new RetentionStore(Store, Conversations);
    }

    public Store Store { get; }

    public ConversationStore Conversations { get; }

    public TurnStore Turns { get; }

    public AskerStore Askers { get; }

    public ConnectorStore Connector { get; }

    public ProcessStore Processes { get; }

    public KeyStore Keys { get; }

    public RetentionStore Retention { get; }

    public static OpenStore At(string file) => new(new StorageOptions { Path = file });

    public Task<Accepted> AcceptAsync(string conversation, string body = "{}", string? clientId = null, bool needsReply = true) =>
        Conversations.AcceptAsync(conversation, body, clientId, "http://here", needsReply, endsConversation: false);

    /// <summary>Takes over every turn that may be taken over.</summary>
    public async Task<List<OpenTurn>> ClaimAllAsync()
    {
        var claimed = new List<OpenTurn>();
        foreach (var conversation in (await Turns.OursOrStrandedAsync()).Select(turn => turn.ConversationId).Distinct(StringComparer.Ordinal))
        {
            claimed.AddRange(await Turns.ClaimAsync(conversation));
        }

        return claimed;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
