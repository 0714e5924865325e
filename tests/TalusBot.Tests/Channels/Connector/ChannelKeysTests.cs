namespace TalusBot.Tests.Channels.Connector;

/// <summary>Which keys are known, for how long, and who waits for others.</summary>
public sealed class ChannelKeysTests : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(clock, more: "Connector:RequestsWaitingForKeys=3");
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    [Fact]
    public async Task A_new_key_is_found_by_looking_again_once_an_hour_at_most()
    {
        Assert.Equal(200, await Talk().StatusAsync());
        channel.Keys = [new("msteams"), .. channel.Keys];

        Assert.Equal(401, await Talk().StatusAsync());
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(200, await Talk().StatusAsync());
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await Talk().StatusAsync(channel.Token(clock.GetUtcNow(), kid: "nobody")));
        }

        Assert.Equal(2, channel.KeyRequests);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_is_believed_no_longer_than_a_day()
    {
        var old = channel.Keys[0];
        Assert.Equal(200, await Talk().StatusAsync());
        channel.Keys = [new("msteams")];

        Assert.Equal(200, await Talk().StatusAsync(channel.Token(clock.GetUtcNow(), old)));
        clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(401, await Talk().StatusAsync(channel.Token(clock.GetUtcNow(), old)));
    }

    [Fact]
    public async Task The_keys_that_are_known_go_on_serving_while_new_ones_cannot_be_fetched()
    {
        Assert.Equal(200, await Talk().StatusAsync());
        channel.KeyStatus = 500;
        clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(200, await Talk().StatusAsync());
    }

    [Fact]
    public async Task Without_any_key_nobody_is_believed_until_they_can_be_fetched()
    {
        channel.KeyStatus = 500;
        Assert.Equal(401, await Talk().StatusAsync());

        channel.KeyStatus = 200;
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, await Talk().StatusAsync());
    }

    [Fact]
    public async Task Many_who_come_at_once_wait_for_one_fetch_of_the_keys()
    {
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Talk().StatusAsync())), status => Assert.Equal(200, status));
        Assert.Equal(1, channel.KeyRequests);
    }

    [Fact]
    public async Task A_key_that_is_known_serves_at_once_while_the_keys_are_fetched_anew()
    {
        Assert.Equal(200, await Talk().StatusAsync());
        clock.Advance(TimeSpan.FromHours(13));
        var (held, old) = (Hold(), channel.Keys[0]);
        channel.Keys = [new("msteams")];

        Assert.Equal(200, await Talk().StatusAsync(channel.Token(clock.GetUtcNow(), old)));
        held.SetResult();
        await Eventually.TrueAsync(() => channel.KeyRequests == 2);
        Assert.Equal(200, await Talk().StatusAsync());
        Assert.Equal(401, await Talk().StatusAsync(channel.Token(clock.GetUtcNow(), old)));
        Assert.Equal(2, channel.KeyRequests);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_fetched_nobody_waits_whose_key_is_known()
    {
        Assert.Equal(200, await Talk().StatusAsync());
        channel.KeyStatus = 500;
        clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(200, await Talk().StatusAsync());

        var held = Hold();
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, await Talk().StatusAsync());
        held.SetResult();
    }

    [Fact]
    public async Task Keys_that_could_not_be_fetched_for_a_week_are_believed_no_longer()
    {
        Assert.Equal(200, await Talk().StatusAsync());
        channel.KeyStatus = 500;
        clock.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(200, await Talk().StatusAsync());

        clock.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal(401, await Talk().StatusAsync());
        channel.KeyStatus = 200;
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, await Talk().StatusAsync());
    }

    [Fact]
    public async Task Only_so_many_may_wait_for_an_unknown_key_and_they_keep_nobody_out_whose_key_is_known()
    {
        Assert.Equal(200, await Talk().StatusAsync());
        clock.Advance(TimeSpan.FromMinutes(61));
        var held = Hold();
        var forged = Enumerable.Range(0, 4).Select(i => Talk()).Select(talk => talk.PostAsync(talk.Activity(), channel.Token(clock.GetUtcNow(), kid: "nobody-" + talk.Id))).ToList();

        using var refused = await await Task.WhenAny(forged);
        Assert.Equal((429, TimeSpan.FromSeconds(5)), ((int)refused.StatusCode, refused.Headers.RetryAfter?.Delta));
        Assert.Equal(200, await Talk().StatusAsync());

        held.SetResult();
        var answers = await Task.WhenAll(forged);
        Assert.Equal([401, 401, 401, 429], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Equal(2, channel.KeyRequests);
    }

    private TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.KeysHeld = held.Task;
        return held;
    }

    private ChannelTalk Talk() => new(bot.Http, channel) { Clock = clock };
}
