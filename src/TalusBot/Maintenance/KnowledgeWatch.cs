using System.Threading.Channels;
using Microsoft.Extensions.Options;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance;

/// <summary>
/// Puts changed files into use within two seconds of saving. Where the system tells of changes it is woken at once; since folders
/// on a network often do not tell, it also looks by itself.
/// </summary>
internal sealed partial class KnowledgeWatch(KnowledgeLoader loader, KnowledgeBase knowledge, IOptions<KnowledgeOptions> folders, TimeProvider clock, ILogger<KnowledgeWatch> logger) : BackgroundService, IAsyncDisposable
{
    /// <summary>How long the files have to be left alone before they are read: a checkout writes many.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(100);

    /// <summary>The first pause before a reading that failed is tried again; each further one is twice as long.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Files that never come to rest are read all the same.</summary>
    private const int MostWaits = 10;

    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly List<FileSystemWatcher> watchers = [];
    private bool isClosed;

    /// <summary>The files as they were before they were read last; null before the first look.</summary>
    private FolderState? read;

    private TimeSpan pause = FirstPause;
    private DateTimeOffset tryAgainAt = DateTimeOffset.MinValue;

    private string[] Folders => [folders.Value.Path, folders.Value.Seeds];

    /// <summary>Drafts and the history are no part of what answers.</summary>
    private FolderState Now() => FolderState.Of(Folders, EntryFiles.Drafts, EntryFiles.History);

    /// <summary>Looks now and not at its next time.</summary>
    public void Wake() => woken.Writer.TryWrite(true);

    /// <summary>What is there before the first request is read by <see cref="Opening"/>, which is told when.</summary>
    public void Note() => read = Now();

    public override void Dispose()
    {
        base.Dispose();
        lock (gate)
        {
            isClosed = true;
            watchers.ForEach(watcher => watcher.Dispose());
            watchers.Clear();
        }
    }

    /// <summary>Once it is over, nothing is read or written any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await (ExecuteTask ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WatchAsync(stoppingToken), CancellationToken.None);

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                Listen();
                using (var turn = CancellationTokenSource.CreateLinkedTokenSource(stopping))
                {
                    await Task.WhenAny(woken.Reader.WaitToReadAsync(turn.Token).AsTask(), Task.Delay(folders.Value.LookEvery, clock, turn.Token));
                    await turn.CancelAsync();
                }

                stopping.ThrowIfCancellationRequested();
                woken.Reader.TryRead(out _);
                await LookAsync(stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The next start reads everything.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            var now = Now();
            if (now.Equals(read))
            {
                TryAgain();
                return;
            }

            for (var waits = 0; waits < MostWaits; waits++)
            {
                await Task.Delay(Calm, clock, stopping);
                var later = Now();
                if (later.Equals(now))
                {
                    break;
                }

                now = later;
            }

            loader.Load(Note);
            (pause, tryAgainAt) = (FirstPause, clock.GetUtcNow() + FirstPause);
        }
#pragma warning disable CA1031 // The one place that catches the unexpected here: the last good state goes on answering, and the files are looked at again.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error);
        }
    }

    /// <summary>Reads again what could not be read, though nothing seems to have changed: a permission or a lock has neither size nor time.</summary>
    private void TryAgain()
    {
        if (clock.GetUtcNow() < tryAgainAt || !(loader.HasFailed || knowledge.Problems.Any(IsOver)))
        {
            return;
        }

        loader.Load(Note);
        tryAgainAt = clock.GetUtcNow() + pause;
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }

    /// <summary>Whether what could not be reached can be by now.</summary>
    private static bool IsOver(SourceProblem problem)
    {
        try
        {
            if (!problem.IsOfAccess)
            {
                return false;
            }

            if (Directory.Exists(problem.File))
            {
                // Throws where it may not be listed; an empty one is reached too.
                _ = Directory.EnumerateFileSystemEntries(problem.File).Any();
                return true;
            }

            using var file = File.OpenRead(problem.File);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A folder that appears later is listened to from then on.</summary>
    private void Listen()
    {
        if (folders.Value.Listen)
        {
            lock (gate)
            {
                if (!isClosed)
                {
                    ListenToFolders();
                }
            }
        }
    }

    private void ListenToFolders()
    {
        watchers.RemoveAll(watcher =>
        {
            var isGone = !watcher.EnableRaisingEvents || !Directory.Exists(watcher.Path);
            if (isGone)
            {
                watcher.Dispose();
            }

            return isGone;
        });
        foreach (var folder in Folders.Select(Path.GetFullPath).Where(folder => Directory.Exists(folder) && watchers.TrueForAll(watcher => watcher.Path != folder)))
        {
            try
            {
                var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
                watcher.Changed += (_, _) => Wake();
                watcher.Created += (_, _) => Wake();
                watcher.Deleted += (_, _) => Wake();
                watcher.Renamed += (_, _) => Wake();
                watcher.Error += (_, _) => Wake();
                watcher.EnableRaisingEvents = true;
                watchers.Add(watcher);
            }
            catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // Looking at intervals does without.
                if (knowledge.Current is not null)
                {
                    Log.NotTold(logger, folder, error.Message);
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Looking for changed knowledge files failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The system does not tell of changes in {Folder} ({Reason}); it is looked at at intervals")]
        public static partial void NotTold(ILogger logger, string folder, string reason);
    }
}
