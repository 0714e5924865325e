using System.Threading.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Maintenance;

/// <summary>Brings an answer to those who had asked in vain, in the same chat: looks at the start, and whenever knowledge is published.</summary>
/// <remarks>
/// A question that had no answer is told of any answer that it has now, for the same knowledge gives the same answer. One whose
/// asker saw what there was and turned it down ("None of these", or sent to the maintainers from under an answer) is told only
/// of an entry that came into use after that: what was there may be what was turned down, and is not offered twice.
/// </remarks>
internal sealed partial class Announcements(AskerStore store, KnowledgeBase knowledge, IReplyChannel channel, TimeProvider clock, ILogger<Announcements> logger) : BackgroundService
{
    /// <summary>The newest questions that are asked again; each asking is a whole search.</summary>
    private const int MostWaiting = 1_000;
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(10);
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The snapshot with which those who wait were looked through last; null before the first look.</summary>
    public Snapshot? LookedAt { get; private set; }

    /// <summary>Questions have come in that the last look may have missed.</summary>
    public void LookAgain() => woken.Writer.TryWrite(true);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WatchAsync(stoppingToken), CancellationToken.None);

    private async Task WatchAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                woken.Reader.TryRead(out _);
                var (current, published, replaced) = knowledge.Watch();

                // What is told unasked should not rest on half of what can be known.
                if (current is null or { IsLexical: true } || await TryAsync(current, published ?? clock.GetUtcNow(), stopping))
                {
                    await Task.WhenAny(replaced, woken.Reader.WaitToReadAsync(stopping).AsTask());
                    stopping.ThrowIfCancellationRequested();
                }
                else
                {
                    await Task.Delay(BeforeTryingAgain, clock, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Who still waits is looked at by the next start.
        }
    }

    private async Task<bool> TryAsync(Snapshot current, DateTimeOffset published, CancellationToken stopping)
    {
        try
        {
            var told = await TellAsync(current, published, stopping);
            if (told > 0)
            {
                Log.Told(logger, told);
            }

            LookedAt = current;
            return true;
        }
#pragma warning disable CA1031 // The one place that catches the unexpected here: whoever waits goes on waiting and is looked at again.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error);
            return false;
        }
    }

    private async Task<int> TellAsync(Snapshot current, DateTimeOffset published, CancellationToken stopping)
    {
        var seen = await store.EntriesSeenAsync(current.Entries.Select(entry => entry.Id), published, stopping);
        var answers = new Dictionary<string, Answer?>(StringComparer.Ordinal);
        var told = 0;
        foreach (var asked in store.Waiting(MostWaiting))
        {
            stopping.ThrowIfCancellationRequested();
            if (!answers.TryGetValue(asked.Question, out var answer))
            {
                answers.Add(asked.Question, answer = InVain.AskAgain(asked.Question, current));
            }

            if (answer is null || (asked.OnlyNew && !InVain.EntriesOf(answer, current).Any(entry => seen[entry] > asked.At)))
            {
                continue;
            }

            var reply = InVain.Told(asked.Question, answer, DialogState.Read(asked.State));
            if (await store.AnswerAsync(asked, channel.Body(reply, asked.Turn, locale: null), stopping))
            {
                channel.Deliver(asked.Turn.ConversationId);
                told++;
            }
        }

        return told;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} questions that had no answer have one now, and their askers were told")]
        public static partial void Told(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "Looking whether waiting questions have answers now failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
