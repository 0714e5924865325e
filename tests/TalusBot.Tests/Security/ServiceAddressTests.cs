using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using TalusBot.Tests.Channels.Connector;

namespace TalusBot.Tests.Security;

/// <summary>An activity names the address that its reply is sent to: nobody may send the bot to an address of their choice.</summary>
public sealed class ServiceAddressTests
{
    /// <summary>Places that a bot can reach and a stranger cannot, and writings of addresses that readers take for different ones.</summary>
    public static TheoryData<string> Elsewhere =>
    [
        "http://169.254.169.254/metadata/identity",
        "https://169.254.169.254/",
        "http://10.0.0.1:8080/",
        "https://10.0.0.1/",
        "https://localhost.evil.example/",
        "http://localhost@evil.example/",
        "http://evil.example#@localhost/",
        "http://evil.example?@localhost/",
        "http://localhost:80\\@evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://2852039166/",
        "file:///etc/passwd",
        "gopher://localhost:25/",
        "ftp://localhost/",
        "//localhost/",
        "localhost",
        "",
        "http://localhost/\r\nX-Injected: yes",
    ];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task Without_an_app_id_the_reply_stays_on_this_machine(string address)
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        var activity = new JsonObject { ["type"] = "message", ["id"] = "1", ["text"] = "what kind of tape?", ["channelId"] = "emulator", ["serviceUrl"] = address, ["conversation"] = new JsonObject { ["id"] = "c" }, ["from"] = new JsonObject { ["id"] = "u" }, ["recipient"] = new JsonObject { ["id"] = "b" } };
        using var answer = await bot.SendAsync(HttpMethod.Post, "/api/messages", json: activity.ToJsonString());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT id FROM conversation"));
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task With_a_true_token_only_the_address_that_it_vouches_for_is_used(string address)
    {
        using var folder = new TemporaryFolder();
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await channel.BotAsync(null, folder.File("talusbot.db"));
        var talk = new ChannelTalk(bot.Http, channel);
        var over = new JsonObject { ["serviceUrl"] = address };

        Assert.Equal(403, await talk.StatusAsync(channel.Token(), over));
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT id FROM conversation"));
        Assert.Equal(0, channel.TokenRequests);
    }

    [Fact]
    public async Task A_channel_that_leads_elsewhere_is_not_followed()
    {
        using var folder = new TemporaryFolder();
        await using var channel = await MockChannel.StartAsync();
        await using var elsewhere = WebApplication.CreateSlimBuilder().Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        var reached = 0;
        elsewhere.Run(context =>
        {
            Interlocked.Increment(ref reached);
            return Task.CompletedTask;
        });
        await elsewhere.StartAsync();
        channel.Otherwise = new MockChannel.Answer(307, Location: elsewhere.Urls.First());
        await using var bot = await channel.BotAsync(null, folder.File("talusbot.db"));
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.SayAsync("what kind of tape?");
        await Condition.UntilAsync(() => channel.All.Any(sent => sent.Type == "message"));
        channel.Otherwise = new MockChannel.Answer(201);
        await talk.SayAsync("who said that?");

        Assert.Contains("wrote", (await channel.ReplyAsync(talk.Id)).Text, StringComparison.Ordinal);
        Assert.Equal(0, reached);
    }
}
