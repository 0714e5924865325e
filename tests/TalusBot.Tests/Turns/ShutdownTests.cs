using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Storage;
using TalusBot.Tests.Storage;
using TalusBot.Turns;

namespace TalusBot.Tests.Turns;

/// <summary>What a program that is asked to stop still does.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Asked_to_stop_the_bot_first_answers_what_it_has_taken()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("talusbot.db");
        ShippedKnowledge.LayVectorsBeside(file);
        var port = LoopbackPort.Free();
        using var bot = BotProcess.Start([], [("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Storage__Path", file)]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await bot.ReadyAsync(http);
        var talk = await RunningBot.Talk.BeginAsync(http);
        var taken = await Task.WhenAll(Enumerable.Range(0, 30).Select(async n =>
        {
            using var posted = await talk.PostAsync(RunningBot.Message($"what kind of tape, for day {n}?"));
            return (await RunningBot.JsonOf(posted)).GetProperty("id").GetString()!;
        }));

        bot.Terminate();
        Assert.True(await bot.EndAsync() == 0, bot.Said);

        await using var store = OpenStore.At(file);
        Assert.Equal(0, store.Turns.Open());
        Assert.Equal(1 + (2 * taken.Length), (await store.Conversations.ReadLogAsync(talk.Id, after: 0, most: 1000)).Count);
    }

    [Fact]
    public async Task Asked_to_stop_while_it_starts_the_bot_ends_as_at_any_other_time()
    {
        var database = PostgreSqlServer.NewDatabase();
        await new OpenStore(new StorageOptions { PostgreSql = database }).DisposeAsync();
        var start = PostgreSqlServer.Lock(database, "signing_key");
        using var bot = BotProcess.Start([], [("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Storage__PostgreSql", database)]);
        using (start)
        {
            await Eventually.TrueAsync(() => PostgreSqlServer.SomebodyWaits(database));
            bot.Terminate();
            await bot.SaysAsync("shutting down");
        }

        Assert.True(await bot.EndAsync() == 0, bot.Said);
        Assert.DoesNotContain("Now listening", bot.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", bot.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_request_leaves_time_to_answer_what_was_taken()
    {
        var database = PostgreSqlServer.NewDatabase();
        var (begun, cutOff) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var bot = await RunningBot.StartRoutedAsync(
            app => app.MapGet("/slow", async (HttpContext context) =>
            {
                context.RequestAborted.Register(cutOff.SetResult);
                begun.SetResult();
                await cutOff.Task;
            }),
            $"Storage:PostgreSql={database}",
            "shutdownTimeoutSeconds=15");
        Task stopping, slow;

        // Turns read it before they are answered; nobody needs it who says something.
        using (PostgreSqlServer.Lock(database, "person_state"))
        {
            await SayAsync(bot, messages: 30);
            slow = bot.Http.GetAsync("/slow");
            await begun.Task;
            stopping = bot.StopAsync();
            await cutOff.Task;
        }

        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => slow);
        Assert.Equal(["0"], PostgreSqlServer.Rows(database, "SELECT COUNT(*) FROM turn WHERE completed_at IS NULL"));
    }

    [Fact]
    public async Task Other_processes_hear_the_goodbye_only_when_the_last_turn_is_answered()
    {
        var database = PostgreSqlServer.NewDatabase();
        await using var bot = await RunningBot.StartAsync(settings: $"Storage:PostgreSql={database}");
        var queue = bot.Services.GetRequiredService<TurnQueue>();
        Task stopping;
        using (PostgreSqlServer.Lock(database, "tally"))
        {
            await SayAsync(bot, messages: 1);
            stopping = bot.StopAsync();

            // Lanes without a turn are done as soon as nothing more is taken.
            await Task.WhenAny(Enumerable.Range(0, queue.Lanes).Select(number => queue.Lane(number).Completion));
            Assert.Single(PostgreSqlServer.Rows(database, "SELECT id FROM process"));
        }

        await stopping;
        Assert.Equal(["0"], PostgreSqlServer.Rows(database, "SELECT COUNT(*) FROM turn WHERE completed_at IS NULL"));
        Assert.Empty(PostgreSqlServer.Rows(database, "SELECT id FROM process"));
    }

    private static async Task SayAsync(RunningBot bot, int messages)
    {
        var talk = await bot.TalkAsync();
        for (var n = 0; n < messages; n++)
        {
            using var posted = await talk.PostAsync(RunningBot.Message($"what kind of tape, for day {n}?"));
            Assert.Equal(200, (int)posted.StatusCode);
        }
    }
}
