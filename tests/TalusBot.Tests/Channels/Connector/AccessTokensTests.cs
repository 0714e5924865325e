using Microsoft.Extensions.DependencyInjection;
using TalusBot.Channels.Connector;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>When the login server is asked, and what serves meanwhile.</summary>
public sealed class AccessTokensTests : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    private AccessTokens Tokens => bot.Services.GetRequiredService<AccessTokens>();

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(clock, more: "Connector:LoginRetryDelay=00:00:10");
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    public async Task A_login_server_that_gave_none_is_left_alone_for_ten_seconds(int status)
    {
        channel.LoginStatus = status;
        var told = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FailureAsync()));
        Assert.Equal(1, channel.TokenRequests);
        Assert.All(told, failure => Assert.Equal($"The login server answered {status} invalid_client", failure.Message));
        Assert.All(told, failure => Assert.Equal(TimeSpan.FromSeconds(10), failure.RetryAfter));

        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), (await FailureAsync()).RetryAfter);
        channel.LoginStatus = 200;
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("out-2", await GetAsync());
    }

    [Fact]
    public async Task It_is_left_alone_for_as_long_as_it_asks_but_no_longer_than_ten_minutes()
    {
        (channel.LoginStatus, channel.LoginRetryAfter) = (429, "120");
        await FailureAsync();
        clock.Advance(TimeSpan.FromSeconds(119));
        await FailureAsync();
        Assert.Equal(1, channel.TokenRequests);

        channel.LoginRetryAfter = "86400";
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMinutes(10), (await FailureAsync()).RetryAfter);
        Assert.Equal(2, channel.TokenRequests);
    }

    [Fact]
    public async Task The_token_that_lives_on_serves_while_no_new_one_can_be_had()
    {
        await GetAsync();
        channel.LoginStatus = 500;
        clock.Advance(TimeSpan.FromSeconds(3599 - 200));
        Assert.All(await Task.WhenAll(GetAsync(), GetAsync(), GetAsync()), token => Assert.Equal("out-1", token));
        Assert.Equal("out-1", await GetAsync());
        Assert.Equal(2, channel.TokenRequests);

        clock.Advance(TimeSpan.FromSeconds(201));
        await FailureAsync();
        Assert.Equal(3, channel.TokenRequests);
    }

    [Fact]
    public async Task It_serves_while_somebody_else_waits_for_the_new_one()
    {
        await GetAsync();
        var held = new TaskCompletionSource();
        channel.LoginHeld = held.Task;
        clock.Advance(TimeSpan.FromSeconds(3599 - 200));
        var first = GetAsync();

        Assert.Equal("out-1", await GetAsync());
        held.SetResult();
        Assert.Equal("out-2", await first);
    }

    [Fact]
    public async Task A_token_that_was_refused_serves_nobody_who_knows_that()
    {
        Assert.Equal("out-1", await GetAsync());
        channel.LoginStatus = 503;

        await Assert.ThrowsAsync<AccessTokenException>(() => Tokens.GetAsync("out-1", CancellationToken.None));
        Assert.Equal("out-1", await GetAsync());
    }

    private Task<string?> GetAsync() => Tokens.GetAsync(refused: null, CancellationToken.None);

    private Task<AccessTokenException> FailureAsync() => Assert.ThrowsAsync<AccessTokenException>(GetAsync);
}
