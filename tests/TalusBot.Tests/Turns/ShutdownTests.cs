using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Turns;

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
        Assert.Equal(0, await bot.EndAsync());

        await using var store = OpenStore.At(file);
        Assert.Equal(0, store.Turns.Open());
        Assert.Equal(1 + (2 * taken.Length), (await store.Conversations.ReadLogAsync(talk.Id, after: 0, most: 1000)).Count);
    }
}
