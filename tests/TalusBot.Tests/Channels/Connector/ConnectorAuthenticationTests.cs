using System.Text.Json.Nodes;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>Who is believed, and for how long.</summary>
public sealed class ConnectorAuthenticationTests : IAsyncLifetime
{
    private const int Forgeries = 1_000;
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(clock);
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_forged_tokens_get_nothing_said_nothing_kept_and_nothing_sent_while_the_good_ones_are_served()
    {
        await using var stranger = await MockChannel.StartAsync();
        var good = Enumerable.Range(0, 20).Select(_ => Talk()).ToList();
        await good[0].SayAsync("what kind of tape?");
        var forged = Enumerable.Range(0, Forgeries).Select(i => Forge(i, stranger)).ToList();

        var statuses = new List<int>();
        foreach (var (batch, i) in forged.Chunk(50).Select((batch, i) => (batch, i)))
        {
            var answered = batch.Select(forgery => forgery()).ToList();
            if (i > 0)
            {
                await good[i].SayAsync("what kind of tape?");
            }

            statuses.AddRange(await Task.WhenAll(answered));
        }

        Assert.All(statuses, status => Assert.True(status is 401 or 403, $"{status}"));
        foreach (var talk in good)
        {
            Assert.Contains("athletic tape", (await channel.ReplyAsync(talk.Id)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(good.Count, channel.All.Count);
        Assert.Empty(stranger.All);
        Assert.Equal(0, stranger.TokenRequests);
    }

    [Theory]
    [InlineData(4, 200)]
    [InlineData(6, 401)]
    [InlineData(-4, 200)]
    [InlineData(-6, 401)]
    public async Task Clocks_may_differ_by_five_minutes(int minutesAhead, int status)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var ends = now - (minutesAhead * 60L);
        var token = minutesAhead > 0
            ? channel.Token(clock.GetUtcNow(), other: [("exp", ends), ("nbf", ends - 3600)])
            : channel.Token(clock.GetUtcNow(), other: [("exp", ends + 3600), ("nbf", ends)]);

        Assert.Equal(status, await Talk().StatusAsync(token));
    }

    [Theory]
    [InlineData("RS384", 200)]
    [InlineData("RS512", 200)]
    [InlineData("PS256", 401)]
    public async Task Only_the_algorithms_of_the_protocol_are_taken(string algorithm, int status) =>
        Assert.Equal(status, await Talk().StatusAsync(channel.Token(clock.GetUtcNow(), alg: algorithm)));

    private ChannelTalk Talk() => new(bot.Http, channel) { Clock = clock };

    /// <summary>One of the ways in which a token can be wrong.</summary>
    private Func<Task<int>> Forge(int number, MockChannel stranger)
    {
        var (now, at) = (clock.GetUtcNow(), clock.GetUtcNow().ToUnixTimeSeconds());
        var elsewhere = new JsonObject { ["serviceUrl"] = stranger.ServiceUrl };
        string With(string claim, object? value) => channel.Token(now, other: (claim, value));
        (string? Token, JsonObject? Over) forgery = (number % 16) switch
        {
            0 => (channel.Token(now, alg: "none"), null),
            1 => (channel.Token(now, alg: "HS256"), null),
            2 => (channel.Token(now, kid: $"kid-{number}"), null),
            3 => (channel.Token(now, stranger.Keys[0], kid: channel.Keys[0].Id), null),
            4 => (With("aud", "00000000-1111-4222-8333-444444444444"), null),
            5 => (With("iss", "https://login.microsoftonline.com/common/v2.0"), null),
            6 => (With("exp", at - 301), null),
            7 => (With("exp", null), null),
            8 => (With("nbf", at + 301), null),
            9 => (channel.Token(now), elsewhere),
            10 => (With("serviceurl", null), elsewhere),
            11 => (channel.Token(now), new JsonObject { ["channelId"] = "slack" }),
            12 => (With("appid", "00000000-1111-4222-8333-444444444444"), null),
            13 => (stranger.Token(now), elsewhere),
            14 => (channel.Token(now)[..^8] + "AAAAAAAA", null),
            _ => ("", elsewhere),
        };
        return () => Talk().StatusAsync(forgery.Token, forgery.Over);
    }
}
