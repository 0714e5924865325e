using System.Text.Json;
using TalusBot.Commands;
using TalusBot.Tests.Maintenance.Console;
using TalusBot.Tests.Storage;

namespace TalusBot.Tests.Commands;

/// <summary>The commands as operators type them, with the program that <see cref="ProgramFolder"/> says: a native one lacks what it does not see.</summary>
public sealed class InstalledProgramTests : IDisposable
{
    /// <summary>prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN), then the program. Perl is there on every Debian.</summary>
    private const string Ban = "use POSIX; syscall((POSIX::uname())[4] eq 'x86_64' ? 157 : 167, 65, 1, 0, 0, 0) == 0 or die \"no such ban: $!\"; exec @ARGV";
    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;

    public InstalledProgramTests()
    {
        knowledge = folder.CopyOf(Repository.Knowledge);
        folder.CopyOf(Repository.Seeds);
        ShippedKnowledge.LayVectorsBeside(folder.File("data/talusbot.db"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_gives_every_golden_question_the_reply_that_it_gets_here()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["eval", "--json", "--knowledge", knowledge, "--seeds", Repository.Seeds], CommandOutput.To(output, TextWriter.Null)));

        Assert.Equal(output.ToString().Trim(), await TypeAsync("eval", "--json"));
    }

    [Fact]
    public async Task What_a_maintainer_does_works()
    {
        await File.WriteAllTextAsync(folder.File("Sour Dough.md"), "# Sour dough\n\nIt wants time.\n");
        Assert.Contains("Written: ", await TypeAsync("import", "Sour Dough.md", "--yes"), StringComparison.Ordinal);
        Assert.Contains("Written: ", await TypeAsync("add", "How long does sour dough want?", "--source", "sour-dough#p1: It wants time.", "--body", "It wants time. [1]"), StringComparison.Ordinal);
        Assert.Contains("2 article(s)", await TypeAsync("check"), StringComparison.Ordinal);

        using var answer = JsonDocument.Parse(await TypeAsync("ask", "--json", "how long does sour dough want?"));
        Assert.Equal("sour-dough#p1", answer.RootElement.GetProperty("citations")[0].GetProperty("id").GetString());
        Assert.Contains("sour-dough#p1", await TypeAsync("ask", "--explain", "how long does sour dough want?"), StringComparison.Ordinal);
        Assert.Contains("It wants time.", await TypeAsync("export", "--format", "tsv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_does_works()
    {
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        string id;
        using (var bot = BotProcess.Start([], [("ASPNETCORE_URLS", address)], folder.Path))
        using (var http = new HttpClient { BaseAddress = new Uri(address) })
        {
            await bot.ReadyAsync(http);
            var talk = await RunningBot.Talk.BeginAsync(http);
            id = talk.Id;
            await talk.AskAsync("is there a good shoe for mountain unicycling?");
            bot.Terminate();
            Assert.Equal(0, await bot.EndAsync());
        }

        Assert.Contains("mountain unicycling", await TypeAsync("inbox"), StringComparison.Ordinal);
        Assert.Contains("talusbot.db", await TypeAsync("doctor"), StringComparison.Ordinal);
        Assert.Contains("1 talk deleted.", await TypeAsync("purge", "--conversation", id, "--yes"), StringComparison.Ordinal);
        await File.WriteAllLinesAsync(folder.File("documents.jsonl"), ["""{"_id":"a","text":"a talus is a bone"}""", """{"_id":"b","text":"tape is sticky"}"""]);
        await File.WriteAllLinesAsync(folder.File("questions.jsonl"), ["""{"_id":"1","text":"which bone?"}"""]);
        await TypeAsync("search", "--corpus", "documents.jsonl", "--queries", "questions.jsonl", "--run", "out.trec");
        Assert.StartsWith("1 Q0 a 1 ", await File.ReadAllTextAsync(folder.File("out.trec")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_describes_itself_to_tools_as_the_program_here_does()
    {
        await using var here = await RunningBot.StartAsync();
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var bot = BotProcess.Start([], [("ASPNETCORE_URLS", address)], folder.Path);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await bot.ReadyAsync(http);

        Assert.Equal(
            (await here.Http.GetStringAsync("/openapi.json")).Replace(here.Address, "", StringComparison.Ordinal),
            (await http.GetStringAsync("/openapi.json")).Replace(address, "", StringComparison.Ordinal));
    }

    /// <summary>As in the unit for systemd. The runtime cannot do without such memory, so it is asked of a native program only.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_works_where_memory_is_either_written_or_executed(bool inPostgreSql)
    {
        if (ProgramFolder.Command(ProgramFolder.Tested).Count > 1)
        {
            return;
        }

        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var bot = BotProcess.Start(
            [],
            [("ASPNETCORE_URLS", address), ("Maintain__Key", ConsoleVisit.Key), ("Storage__PostgreSql", inPostgreSql ? PostgreSqlServer.NewDatabase() : "")],
            folder.Path,
            "perl", "-e", Ban);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        await bot.ReadyAsync(http);

        var talk = await RunningBot.Talk.BeginAsync(http);
        Assert.Contains("athletic tape", (await talk.AskAsync("what kind of tape?")).GetProperty("text").GetString(), StringComparison.Ordinal);
        using var visit = await ConsoleVisit.SignedInAsync(address, "Ada");
        Assert.Equal("/maintain/inbox", visit.At);
    }

    /// <returns>What it printed.</returns>
    private async Task<string> TypeAsync(params string[] arguments)
    {
        using var program = BotProcess.Start(arguments, [], folder.Path);
        Assert.True(await program.EndAsync() == 0, program.Said);
        return program.Said.Trim();
    }
}
