using TalusBot.Conversation;
using TalusBot.Knowledge;

namespace TalusBot;

/// <summary>
/// Answers known questions to itself right after the start, on one thread: the runtime compiles well only what has run a while,
/// and the first minute of a busy bot should not be spent in slow code. Nobody waits for it, and
/// nothing of it is kept but its rankings, which are remembered like any others.
/// </summary>
internal sealed partial class Practice(KnowledgeBase knowledge, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Practice> logger) : BackgroundService
{
    /// <summary>Those who wait for the start come first.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);

    /// <summary>From here on a question takes no longer than any later one.</summary>
    private const int Questions = 200;

    /// <summary>What is compiled is compiled for the whole process, however many bots run in it.</summary>
    private static int begun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref begun, 1) == 1)
        {
            return;
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Before, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (knowledge.Current is { } current && !stoppingToken.IsCancellationRequested)
        {
            await Task.Factory.StartNew(() => Ask(current, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            // A start leaves three times as much behind as it keeps; the system gets it back.
            if (!stoppingToken.IsCancellationRequested)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }

    /// <summary>All in one talk, so that every question may also be one that goes on with the last.</summary>
    private void Ask(Snapshot current, CancellationToken stopping)
    {
        var known = current.Search.All.SelectMany(unit => unit.Questions).Where(question => question.Length > 0).ToList();
        var state = new DialogState();
        try
        {
            var step = Math.Max(1, known.Count / Questions);
            foreach (var question in known.Where((_, i) => i % step == 0).Take(Questions).TakeWhile(_ => !stopping.IsCancellationRequested))
            {
                // Not in the very words, which would need no search.
                state = Dialog.Advance(state, new Said($"so {question}", null), current).Next;
            }
        }
#pragma warning disable CA1031 // It was practice: what fails here fails again where somebody asks, and is said there.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The practice after the start has failed")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
