namespace TalusBot.Channels.Connector;

/// <summary>A conversation that replies are just being sent to, and what becomes known of it meanwhile.</summary>
internal sealed class ConversationWork(string conversation)
{
    private readonly Lock gate = new();
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? serviceUrl;

    public string Conversation { get; } = conversation;

    /// <summary>Whether the log may have grown since it was read.</summary>
    public bool HasMore { get; set; }

    /// <summary>Whether another process sent to it until it was gone.</summary>
    public bool IsTakenOver { get; set; }

    /// <summary>How long the log was when it was looked through last.</summary>
    public long Seen { get; set; }

    /// <summary>The entry that was counted last as one that an earlier run, or a process that is gone, may have sent.</summary>
    public long CountedAsRepeat { get; set; }

    /// <summary>Done as soon as what was read last is outdated: nothing is to be sent there any more.</summary>
    public Task Moved
    {
        get
        {
            lock (gate)
            {
                return moved.Task;
            }
        }
    }

    /// <summary>Call it before reading where the conversation is, or a change is missed.</summary>
    /// <returns>As <see cref="Moved"/>.</returns>
    public Task BeginReading()
    {
        lock (gate)
        {
            serviceUrl = null;
            if (moved.Task.IsCompleted)
            {
                moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return moved.Task;
        }
    }

    /// <summary>This address was read, and is sent to.</summary>
    public void SendsTo(string address)
    {
        lock (gate)
        {
            serviceUrl = address;
        }
    }

    /// <param name="address">Where the conversation is by now; null where nothing more is to be sent to it.</param>
    public void Place(string? address)
    {
        lock (gate)
        {
            // The same place again ends no wait: the channel may have asked for it.
            if (address is null || address != serviceUrl)
            {
                moved.TrySetResult();
            }
        }
    }
}
