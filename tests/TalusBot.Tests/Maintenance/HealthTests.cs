using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Maintenance;

/// <summary>What the bot says of itself to whatever watches over it.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_bot_that_is_well_is_live_and_ready_and_says_why()
    {
        await using var bot = await RunningBot.StartAsync();

        Assert.Equal((200, "live"), await StatusAsync(bot, "/health/live"));
        Assert.Equal((200, "ready"), await StatusAsync(bot, "/health/ready"));
        using var answer = await bot.Http.GetAsync(new Uri("/health", UriKind.Relative));
        var health = await RunningBot.JsonOf(answer);
        Assert.Equal(["status", "knowledge", "store", "queue"], health.EnumerateObject().Select(field => field.Name));
        Assert.Equal(["units", "entries", "problems", "published", "behind", "meanings"], health.GetProperty("knowledge").EnumerateObject().Select(field => field.Name));
        Assert.Equal(("ready", "ok", 0), (health.GetProperty("status").GetString(), health.GetProperty("store").GetString(), health.GetProperty("queue").GetInt32()));
    }

    [Fact]
    public async Task Probes_answer_other_machines_where_nothing_is_configured_and_count_against_no_limit()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:RequestsPerMinute=10");
        for (var i = 0; i < 30; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            using var answer = await bot.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Without_knowledge_it_is_live_and_not_ready()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartReadingAsync((_, _, _) => (null, [new("seeds", 0, "There is no article.")]), folder.File("talusbot.db"));

        Assert.Equal((200, "live"), await StatusAsync(bot, "/health/live"));
        Assert.Equal((503, "notReady"), await StatusAsync(bot, "/health/ready"));
        Assert.Equal((503, "notReady"), await StatusAsync(bot, "/health"));
    }

    [Fact]
    public async Task While_it_shuts_down_it_is_live_and_not_ready()
    {
        await using var bot = await RunningBot.StartAsync();
        bot.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal((200, "live"), await StatusAsync(bot, "/health/live"));
        Assert.Equal((503, "notReady"), await StatusAsync(bot, "/health/ready"));
    }

    [Fact]
    public async Task A_store_that_hangs_is_called_slow_in_bounded_time_and_well_again_afterwards()
    {
        using var database = AnyDatabase.Of(AnyDatabase.PostgreSql);
        await using var bot = await RunningBot.StartAsync(settings: database.Settings);
        Assert.Equal((200, "ready"), await StatusAsync(bot, "/health/ready"));

        using (database.Lock("turn"))
        {
            var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync(bot, "/health", "store")));
            Assert.All(asked, one => Assert.Equal((503, "slow"), one));
            Assert.Equal((503, "notReady"), await StatusAsync(bot, "/health/ready"));
            Assert.Equal((200, "live"), await StatusAsync(bot, "/health/live"));
        }

        await Eventually.TrueAsync(() => StatusAsync(bot, "/health/ready").GetAwaiter().GetResult() == (200, "ready"));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_called_failing()
    {
        using var server = new PostgreSqlServer();
        await using var bot = await RunningBot.StartAsync(settings: $"Storage:PostgreSql={server.CreateDatabase()}");
        server.Stop();

        Assert.Equal((503, "failing"), await StatusAsync(bot, "/health", "store"));
        Assert.Equal((503, "notReady"), await StatusAsync(bot, "/health/ready"));
        Assert.Equal((200, "live"), await StatusAsync(bot, "/health/live"));

        server.Start();
        await Eventually.TrueAsync(() => StatusAsync(bot, "/health/ready").GetAwaiter().GetResult() == (200, "ready"));
    }

    private static async Task<(int Code, string? Status)> StatusAsync(RunningBot bot, string path, string field = "status")
    {
        using var answer = await bot.Http.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, (await RunningBot.JsonOf(answer)).GetProperty(field).GetString());
    }
}
