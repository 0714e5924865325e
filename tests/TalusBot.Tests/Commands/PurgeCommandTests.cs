using System.Text.Json;
using TalusBot.Commands;
using TalusBot.Tests.Channels.Connector;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Commands;

/// <summary>Deleting talks and handing them out, at a terminal.</summary>
public sealed class PurgeCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    private string Data => folder.File("talusbot.db");

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task One_talk_is_deleted_by_the_id_of_an_activity_in_it()
    {
        string activity;
        await using (var bot = await RunningBot.StartAsync(dataFile: Data))
        {
            activity = (await (await bot.TalkAsync()).AskAsync("which unforgettable tape?")).GetProperty("id").GetString()!;
            await (await bot.TalkAsync()).AskAsync("which tape?");
        }

        Assert.Equal((0, $"This would delete the talk {activity.Split('|')[0]} (3 entries, by directline)."), await RunAsync("purge", "--conversation", activity, "--dry-run", "--data", Data));
        Assert.Equal((1, $"Nothing was deleted; say --yes to delete the talk {activity.Split('|')[0]} (3 entries, by directline)."), await RunAsync("purge", "--conversation", activity, "--data", Data));
        Assert.Equal((0, "1 talk deleted."), await RunAsync("purge", "--conversation", activity, "--yes", "--data", Data));
        Assert.Single(DataFile.Rows(Data, "SELECT id FROM conversation"));
        Assert.DoesNotContain("unforgettable", string.Concat(Directory.EnumerateFiles(folder.Path, "talusbot.db*").Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1))), StringComparison.Ordinal);

        Assert.Equal(1, (await RunAsync("purge", "--conversation", activity, "--yes", "--data", Data)).Code);
        Assert.Contains("There is no such talk", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_older_goes_and_a_person_at_a_terminal_is_asked()
    {
        await using (var store = new OpenStore(new() { Path = Data }, new ManualClock(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(3))))
        {
            await store.Conversations.StartAsync("a", "directline", "{}");
            await store.Conversations.StartAsync("b", "directline", "{}");
        }

        Assert.Equal((0, "Nothing is that old."), await RunAsync("purge", "--older-than", "4d", "--yes", "--data", Data));
        var typing = new CommandOutput(output, error, new TypingConsole(output, "n"));
        Assert.Equal(1, await CommandLine.RunAsync(["purge", "--older-than", "2d", "--data", Data], typing));
        Assert.Equal(2, DataFile.Rows(Data, "SELECT id FROM conversation").Count);

        typing = new CommandOutput(output, error, new TypingConsole(output, "y"));
        Assert.Equal(0, await CommandLine.RunAsync(["purge", "--older-than", "48h", "--data", Data], typing));
        Assert.Contains("Delete 2 talks for good?", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(Data, "SELECT id FROM conversation"));
    }

    [Fact]
    public async Task Beside_a_bot_that_runs_over_a_file_it_says_what_to_do_instead()
    {
        await using var bot = await RunningBot.StartAsync(dataFile: Data);
        var talk = await bot.TalkAsync();

        Assert.Equal(2, (await RunAsync("purge", "--conversation", talk.Id, "--yes", "--data", Data)).Code);
        Assert.Contains("/maintain/talks", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("purge", "--conversation", talk.Id, "--dry-run", "--data", Data)).Code);
    }

    [Theory]
    [InlineData("purge")]
    [InlineData("purge", "--older-than", "30d", "--conversation", "a")]
    [InlineData("purge", "--older-than", "30")]
    [InlineData("purge", "--older-than", "d")]
    [InlineData("purge", "--older-than", "-1d")]
    public async Task What_is_unclear_deletes_nothing(params string[] typed) => Assert.Equal(2, (await RunAsync(typed)).Code);

    [Fact]
    public async Task A_talk_is_exported_whole_while_the_bot_runs()
    {
        await using var bot = await RunningBot.StartAsync(dataFile: Data);
        var talk = await bot.TalkAsync();
        var reply = (await talk.AskAsync("who painted the night watch")).GetProperty("id").GetString()!;
        await talk.RateAsync(reply, "down", "no help at all");

        var (code, lines) = await RunAsync("export", "--conversation", talk.Id, "--data", Data);
        Assert.Equal(0, code);
        var rows = lines.Split('\n').Select(line => JsonDocument.Parse(line).RootElement.Clone()).ToList();
        Assert.Equal(["talk", "activity", "activity", "activity", "activity", "activity", "rating", "forMaintainers", "state"], rows.Select(row => row.GetProperty("kind").GetString()));
        Assert.Equal("who painted the night watch", rows[2].GetProperty("activity").GetProperty("text").GetString());
        Assert.Equal("no help at all", rows[6].GetProperty("reason").GetString());
        Assert.Equal("who painted the night watch", rows[7].GetProperty("question").GetString());

        Assert.Equal(1, (await RunAsync("export", "--conversation", "nobody", "--data", Data)).Code);
    }

    [Fact]
    public async Task What_a_message_came_down_to_is_exported_with_it()
    {
        await using var bot = await RunningBot.StartAsync(dataFile: Data);
        var talk = await bot.TalkAsync();
        await talk.AskAsync("what kind of tape?");
        await talk.AskAsync("and the second one?");
        DataFile.Execute(Data, "UPDATE turn SET question = 'how long do you leave the tape on?' WHERE sequence = 4");

        var (_, lines) = await RunAsync("export", "--conversation", talk.Id, "--data", Data);

        var said = lines.Split('\n').Select(line => JsonDocument.Parse(line).RootElement.Clone()).Where(row => row.GetProperty("kind").GetString() == "activity").ToList();
        Assert.Equal([null, null, null, "how long do you leave the tape on?", null], said.Select(row => row.TryGetProperty("question", out var question) ? question.GetString() : null));
    }

    [Fact]
    public async Task A_talk_in_a_channel_is_found_by_the_ids_that_the_channel_gave()
    {
        await using var channel = await MockChannel.StartAsync();
        await using var bot = await channel.BotAsync(dataFile: Data);
        var talk = new ChannelTalk(bot.Http, channel) { Id = "19:abc@thread.v2", Kind = "groupChat" };
        await talk.SayAsync("which tape?", id: "1700000000001");
        await channel.ReplyAsync(talk.Id);

        var byTalk = await RunAsync("purge", "--conversation", talk.Id, "--dry-run", "--data", Data);
        var byMessage = await RunAsync("purge", "--conversation", "1700000000001", "--dry-run", "--data", Data);
        Assert.Equal(0, byTalk.Code);
        Assert.StartsWith("This would delete the talk msteams.group.", byTalk.Output, StringComparison.Ordinal);
        Assert.Equal(byTalk, byMessage);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] typed)
    {
        output.GetStringBuilder().Clear();
        var code = await CommandLine.RunAsync(typed, CommandOutput.To(output, error));
        return (code, output.ToString().Trim());
    }
}
