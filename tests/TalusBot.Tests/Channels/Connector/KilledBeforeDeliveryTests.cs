namespace TalusBot.Tests.Channels.Connector;

/// <summary>kill -9 between taking a message and having its reply with the channel.</summary>
public sealed class KilledBeforeDeliveryTests
{
    [Fact]
    public async Task Replies_that_the_channel_had_not_got_are_sent_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        ShippedKnowledge.LayVectorsBeside(folder.File("talusbot.db"));
        await using var channel = await MockChannel.StartAsync();
        var port = LoopbackPort.Free();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var talks = Enumerable.Range(0, 8).Select(_ => new ChannelTalk(http, channel)).ToList();
        channel.Otherwise = new(503);
        using (var bot = Start())
        {
            await bot.ReadyAsync(http);
            await Task.WhenAll(talks.Select(talk => talk.SayAsync("what kind of tape?")));
            await Eventually.TrueAsync(() => channel.All.Count > 0);
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

        BotProcess Start() => StartedBot(folder, channel, port);
    }

    [Fact]
    public async Task Each_person_in_a_channel_goes_on_where_they_were()
    {
        using var folder = new TemporaryFolder();
        ShippedKnowledge.LayVectorsBeside(folder.File("talusbot.db"));
        await using var channel = await MockChannel.StartAsync();
        var port = LoopbackPort.Free();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var (anna, ben, kim) = (Talk("29:anna"), Talk("29:ben"), Talk("29:kim"));
        using (var bot = StartedBot(folder, channel, port))
        {
            await bot.ReadyAsync(http);
            await anna.AskAsync("I cannot put any weight on the foot since I fell yesterday");
            await ben.AskAsync("Is it my calf or my talus?");
            await kim.AskAsync("start the check");
            await ben.AskAsync("No");
            bot.Kill();
        }

        using var again = StartedBot(folder, channel, port);
        await again.ReadyAsync(http);

        Assert.Contains("How long have you been at it?", await kim.AskAsync("2"), StringComparison.Ordinal);
        Assert.Contains("Where do you feel it when your knee goes forward?", await ben.AskAsync("why do you ask?"), StringComparison.Ordinal);
        Assert.Contains("First, please have the sign looked at", await anna.AskAsync("what kind of tape?"), StringComparison.Ordinal);

        ChannelTalk Talk(string person) => new(http, channel) { Id = "19:team@thread.tacv2;messageid=7", Kind = "channel", Person = person };
    }

    private static BotProcess StartedBot(TemporaryFolder folder, MockChannel channel, int port) =>
        BotProcess.Start([], [("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Storage__Path", folder.File("talusbot.db")), .. channel.Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value))]);
}
