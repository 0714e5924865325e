namespace TalusBot.Tests.Channels.Connector;

/// <summary>kill -9 between taking a message and having its reply with the channel.</summary>
public sealed class KilledBeforeDeliveryTests
{
    [Fact]
    public async Task Replies_that_the_channel_had_not_got_are_sent_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        PreparedVectors.LayBeside(folder.File("talusbot.db"));
        await using var channel = await MockChannel.StartAsync();
        var port = BotProcess.FreePort();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var talks = Enumerable.Range(0, 8).Select(_ => new ChannelTalk(http, channel)).ToList();
        channel.Otherwise = new(503);
        using (var bot = Start())
        {
            await bot.ReadyAsync(http);
            await Task.WhenAll(talks.Select(talk => talk.SayAsync("what kind of tape?")));
            await MockChannel.UntilAsync(() => channel.All.Count > 0);
            bot.Kill();
        }

        channel.Otherwise = new(201);
        using var again = Start();
        await again.ReadyAsync(http);

        foreach (var talk in talks)
        {
            Assert.Contains("athletic tape", (await channel.ReplyAsync(talk.Id)).Text, StringComparison.Ordinal);
        }

        Assert.All(talks, talk => Assert.Single(channel.Taken(talk.Id)));
        Assert.DoesNotContain("29:the-user", again.Said, StringComparison.Ordinal);

        BotProcess Start() => BotProcess.Start([], [("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Storage__Path", folder.File("talusbot.db")), .. channel.Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value))]);
    }
}
