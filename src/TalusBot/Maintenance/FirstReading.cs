using Microsoft.Extensions.Options;
using TalusBot.Storage;

namespace TalusBot.Maintenance;

/// <summary>
/// The first reading of the knowledge, the longest part of a start: on a thread of its own, since those of the pool are busy with
/// everything else then.
/// </summary>
internal sealed class FirstReading
{
    private readonly IOptions<KnowledgeOptions> folders;
    private readonly IOptions<StorageOptions> storage;
    private readonly Lazy<Task> reading;

    public FirstReading(KnowledgeLoader loader, KnowledgeWatch watch, IOptions<KnowledgeOptions> folders, IOptions<StorageOptions> storage)
    {
        (this.folders, this.storage) = (folders, storage);
        reading = new(() => Task.Factory.StartNew(() => loader.Load(watch.Note), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    /// <summary>Ends when the knowledge has been read, whatever came of it; nothing where it was never begun.</summary>
    public Task Done => reading.IsValueCreated ? reading.Value : Task.CompletedTask;

    public void Begin() => _ = reading.Value;

    /// <summary>Begins before the host looks at its settings. Where they are wrong it does nothing: the host says so, with all else that is wrong.</summary>
    public void BeginAhead()
    {
        try
        {
            _ = (folders.Value, storage.Value);
        }
        catch (OptionsValidationException)
        {
            return;
        }

        Begin();
    }
}
