using TalusBot.Storage;

namespace TalusBot.Turns;

/// <summary>Hears what the other processes over the same store do, so that a reply written by one reaches the socket that another one holds.</summary>
internal sealed partial class OtherProcesses(Store store, TurnRecovery recovery, IReplyChannel channel, TimeProvider clock, ILogger<OtherProcesses> logger) : BackgroundService
{
    private static readonly TimeSpan BeforeListeningAgain = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => store.IsShared ? Task.Run(() => ListenAsync(stoppingToken), CancellationToken.None) : Task.CompletedTask;

    private async Task ListenAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                try
                {
                    await store.ListenAsync(Begin, Hear, stopping);
                }
#pragma warning disable CA1031 // The one place that catches the unexpected of the connection: what is missed meanwhile is looked up when there is another.
                catch (Exception error) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    Log.Lost(logger, error.Message);
                }

                await Task.Delay(BeforeListeningAgain, clock, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    /// <summary>Whatever happened before was not heard.</summary>
    private void Begin()
    {
        channel.HearAll();
        recovery.LookNow();
    }

    private void Hear(IReadOnlyList<Notice> notices)
    {
        foreach (var notice in notices)
        {
            switch (notice.Kind)
            {
                case NoticeKind.Grown:
                    channel.Hear(notice.Conversation);
                    break;
                case NoticeKind.Deleted or NoticeKind.Moved:
                    channel.Close(notice.Conversation);
                    break;
                case NoticeKind.Handed or NoticeKind.Left:
                    recovery.LookNow();
                    break;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The connection by which other processes are heard is lost; another one is made: {Problem}")]
        public static partial void Lost(ILogger logger, string problem);
    }
}
