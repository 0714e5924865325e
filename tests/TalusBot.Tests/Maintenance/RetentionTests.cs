using TalusBot.Tests.Channels.Connector;

namespace TalusBot.Tests.Maintenance;

/// <summary>The job that deletes talks when their time is over, in a bot that runs.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SteppedClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private string Data => folder.File("talusbot.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_looks_at_the_start_and_every_hour()
    {
        await using (var before = await StartAsync())
        {
            await SayAsync(before);
        }

        clock.Advance(TimeSpan.FromHours(2));
        await using var bot = await StartAsync();
        await Eventually.TrueAsync(() => Talks() == 0);

        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromHours(1)));
        await SayAsync(bot);
        clock.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromHours(1)));
        Assert.Equal(1, Talks());
        clock.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() => Talks() == 0);
    }

    [Fact]
    public async Task An_open_page_learns_that_its_talk_is_over_and_gets_no_more_tokens_for_it()
    {
        await using var bot = await StartAsync();
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromHours(1)));
        var talk = await bot.TalkAsync();
        using var socket = await talk.OpenStreamAsync();
        Assert.NotNull(await RunningBot.NextFrameAsync(socket));
        Assert.Equal(200, await RefreshAsync());

        clock.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() => clock.IsAwaited(TimeSpan.FromHours(1)));
        Assert.Equal(200, await RefreshAsync());
        clock.Advance(TimeSpan.FromHours(1));

        while (await RunningBot.NextFrameAsync(socket) is not null)
        {
            // Signs of life.
        }

        Assert.Equal(404, await RefreshAsync());

        async Task<int> RefreshAsync()
        {
            using var answer = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", talk.Token);
            return (int)answer.StatusCode;
        }
    }

    private Task<RunningBot> StartAsync() => RunningBot.StartAsync(clock, Data, "Storage:Retention=01:00:01", "DirectLine:TokenLifetimeSeconds=86400");

    private static async Task SayAsync(RunningBot bot) => await (await bot.TalkAsync()).AskAsync("which tape should I use?");

    private int Talks() => DataFile.Rows(Data, "SELECT id FROM conversation").Count;
}
