using System.Text.Json;
using TalusBot.Commands;

namespace TalusBot.Tests.Commands;

/// <summary>What waits for a maintainer, at a terminal, beside a bot that runs.</summary>
public sealed class InboxCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => folder.File("talusbot.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_groups_what_waits_while_the_bot_runs()
    {
        await using var bot = await RunningBot.StartAsync(dataFile: Data);
        var talk = await bot.TalkAsync();
        await talk.AskAsync("who painted the night watch");
        await talk.AskAsync("The Night Watch: who painted it?");
        await talk.AskAsync("who painted the night watch");
        await (await bot.TalkAsync()).AskAsync("does insurance pay for this");

        var (code, output, _) = await RunAsync("inbox", "--data", Data);
        Assert.Equal(0, code);
        Assert.Contains("who painted the night watch  (notCovered 3; last ", output, StringComparison.Ordinal);
        Assert.Contains("    The Night Watch: who painted it?", output, StringComparison.Ordinal);
        Assert.EndsWith("4 questions in 2 groups.", output.TrimEnd(), StringComparison.Ordinal);

        var (_, lines, _) = await RunAsync("inbox", "--json", "--top", "1", "--data", Data);
        using var first = JsonDocument.Parse(lines);
        Assert.Equal("does insurance pay for this", first.RootElement.GetProperty("question").GetString());
        Assert.Equal(1, first.RootElement.GetProperty("reasons").GetProperty("notCovered").GetInt32());
    }

    [Fact]
    public async Task Signs_that_move_a_terminals_cursor_are_left_out()
    {
        await using var bot = await RunningBot.StartAsync(dataFile: Data);
        await (await bot.TalkAsync()).AskAsync("who painted \u001b[2J\u0007the\r\nnight watch\u202e");

        var (_, output, _) = await RunAsync("inbox", "--data", Data);
        Assert.Contains("who painted [2Jthe night watch  (notCovered 1; last ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, sign => sign is '\u001b' or '\u0007' or '\u202e');
    }

    [Fact]
    public async Task It_says_that_nothing_waits_and_what_is_missing()
    {
        var (code, _, error) = await RunAsync("inbox", "--data", Data);
        Assert.Equal(2, code);
        Assert.Contains("There is no data file", error, StringComparison.Ordinal);
        await using (await RunningBot.StartAsync(dataFile: Data))
        {
            Assert.Equal("Nothing waits.", (await RunAsync("inbox", "--data", Data)).Output.Trim());
        }

        File.WriteAllText(folder.File("other.db"), "no database, and long enough to be looked at as one by whoever opens it");
        Assert.Contains("cannot be read", (await RunAsync("inbox", "--data", folder.File("other.db"))).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("inbox", "--top", "0")).Code);
    }

    [Fact]
    public async Task Export_writes_every_entry_and_exchange_as_lines_that_other_programs_read()
    {
        var (code, output, _) = await RunAsync("export", "--knowledge", Repository.Knowledge, "--seeds", Repository.Seeds);
        Assert.Equal(0, code);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone()).ToList();
        var tape = Assert.Single(rows, row => row.GetProperty("id").GetString() == "which-tape");
        Assert.Equal("b-reddy", tape.GetProperty("sources")[0].GetProperty("speaker").GetString());
        Assert.Contains("It’s nothing special.", output, StringComparison.Ordinal);
        Assert.Contains(rows, row => row.GetProperty("kind").GetString() == "exchange" && row.GetProperty("id").GetString() == "ankle-talus#c10");

        await RunAsync("export", "--format", "tsv", "--to", folder.File("out.tsv"), "--knowledge", Repository.Knowledge, "--seeds", Repository.Seeds);
        var lines = await File.ReadAllLinesAsync(folder.File("out.tsv"));
        Assert.All(lines, line => Assert.Equal(4, line.Split('\t').Length));
        Assert.Contains(lines, line => line.StartsWith("best tape for this\tPlain athletic tape is enough", StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, CommandOutput.To(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
