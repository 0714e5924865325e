using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Channels.Connector;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>A reply that cannot even be tried keeps the others back for a while, not for ever.</summary>
public sealed class PoisonedReplyTests
{
    private static readonly TimeSpan RetryLater = TimeSpan.FromMinutes(7);
    private readonly SteppedClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("UPDATE log_entry SET body = '{' WHERE sequence = 2")]
    [InlineData("UPDATE connector_turn SET sender = '{' WHERE sequence = 1")]
    public async Task It_is_given_up_and_counted_when_it_is_too_old_and_what_comes_after_it_is_sent(string poison)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("talusbot.db");
        await using var channel = await MockChannel.StartAsync();
        channel.Otherwise = new(503);
        await using (var before = await BotAsync())
        {
            var talk = new ChannelTalk(before.Http, channel) { Id = "a:poisoned", Clock = clock };
            await talk.SayAsync("what kind of tape?", id: "first");
            await Eventually.TrueAsync(() => DataFile.Rows(file, "SELECT * FROM log_entry").Count == 2);
            await talk.SayAsync("thanks", id: "second");
            await Eventually.TrueAsync(() => DataFile.Rows(file, "SELECT * FROM log_entry").Count == 4);
        }

        DataFile.Execute(file, poison);
        channel.Otherwise = new(201);
        await using var bot = await BotAsync();
        using var notSent = new Count(bot, "talusbot.connector.not_sent");
        await Eventually.TrueAsync(() => clock.IsAwaited(RetryLater));
        Assert.Empty(channel.Taken("a:poisoned"));
        Assert.Equal(0, notSent.Total);

        clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal("second", (await channel.ReplyAsync("a:poisoned")).Body.GetProperty("replyToId").GetString());
        Assert.Single(channel.Taken("a:poisoned"));
        Assert.Equal(1, notSent.Total);

        Task<RunningBot> BotAsync() => channel.BotAsync(clock, file, "Connector:RetryLater=00:07:00");
    }

    /// <summary>What one bot has counted since.</summary>
    private sealed class Count : IDisposable
    {
        private readonly MeterListener listener = new();
        private long total;

        public Count(RunningBot bot, string name)
        {
            var meters = bot.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Name == name && instrument.Meter.Name == ConnectorMetrics.MeterName && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref total, measured));
            listener.Start();
        }

        public long Total => Interlocked.Read(ref total);

        public void Dispose() => listener.Dispose();
    }
}
