using System.Globalization;

namespace TalusBot.Tests.Storage;

/// <summary>A data file on a small disk of its own, which fills up and gets room again.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task On_a_full_disk_nothing_is_taken_that_cannot_be_kept_and_with_room_again_all_goes_on()
    {
        using var folder = new TemporaryFolder();
        ShippedKnowledge.LayVectorsBeside(folder.File("talusbot.db"));
        var disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        var port = LoopbackPort.Free();
        using var bot = BotProcess.Start(
            [],
            [("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Storage__Path", Path.Combine(disk, "talusbot.db")), ("Limits__MessagesPerMinute", "1000000")],
            workingDirectory: null,
            "unshare", "--mount", "sh", "-c", $"mount -t tmpfs -o size=64m tmpfs {disk} && cp -r {folder.File("vectors")} {disk}/ && exec \"$@\"", "sh");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await bot.ReadyAsync(http);
        var talk = await RunningBot.Talk.BeginAsync(http);

        // The disk is the bot's alone; from here it is seen through the process.
        var filler = $"/proc/{bot.Id.ToString(CultureInfo.InvariantCulture)}/root{disk}/filler";
        Fill(filler);
        var acknowledged = new List<string>();

        var refusals = 0;
        do
        {
            Assert.Equal("StorageUnavailable", await SayUntilRefusedAsync(talk, acknowledged));
            Assert.True(++refusals < 1_000, "The disk is full, and the bot says that it is well.");
        }
        while (!await IsFailingAsync(http));

        File.Delete(filler);
        await bot.ReadyAsync(http, idle: true);
        await talk.AskAsync("what kind of tape?");
        var log = await talk.ReadAsync();
        foreach (var id in acknowledged)
        {
            Assert.Single(log, said => said.TryGetProperty("replyToId", out var to) && to.GetString() == id);
        }
    }

    /// <summary>What takes less than a message, as the end of a turn does, may still find room after one was refused; all is well then.</summary>
    private static async Task<bool> IsFailingAsync(HttpClient http)
    {
        using var health = await http.GetAsync("/health");
        var store = (await RunningBot.JsonOf(health)).GetProperty("store").GetString();
        Assert.Equal(store == "failing", (int)health.StatusCode == 503);
        return store == "failing";
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <returns>The code of the refusal.</returns>
    private static async Task<string> SayUntilRefusedAsync(RunningBot.Talk talk, List<string> acknowledged)
    {
        while (true)
        {
            using var posted = await talk.PostAsync(RunningBot.Message("what kind of tape?"));
            var answer = await RunningBot.JsonOf(posted);
            if (!posted.IsSuccessStatusCode)
            {
                Assert.Equal(503, (int)posted.StatusCode);
                Assert.NotNull(posted.Headers.RetryAfter);
                return answer.GetProperty("error").GetProperty("code").GetString()!;
            }

            acknowledged.Add(answer.GetProperty("id").GetString()!);
        }
    }
}
