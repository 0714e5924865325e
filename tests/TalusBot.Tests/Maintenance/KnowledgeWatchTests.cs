using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Knowledge;
using TalusBot.Maintenance;

namespace TalusBot.Tests.Maintenance;

/// <summary>What a maintainer saves is answered from at once; what is broken never is.</summary>
public sealed class KnowledgeWatchTests : IDisposable
{
    private const string Question = "who wrote hamlet";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;
    private readonly string seeds;

    public KnowledgeWatchTests() => (knowledge, seeds) = (folder.CopyOf(Repository.Knowledge), folder.CopyOf(Repository.Seeds));

    private string Entry => Path.Combine(knowledge, "entries", "hamlet.md");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_saved_entry_answers_and_a_deleted_one_no_longer(bool listen)
    {
        await using var bot = await StartAsync(listen);
        var before = Current(bot);
        WriteEntry("Shakespeare did. [1]");
        var after = await NextAsync(bot, before);
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);

        WriteEntry("Will did. [1]");
        after = await NextAsync(bot, after);
        Assert.Contains("Will did.", await AnswerAsync(bot), StringComparison.Ordinal);

        File.Delete(Entry);
        await NextAsync(bot, after);
        Assert.DoesNotContain("Will did.", await AnswerAsync(bot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_leaves_the_last_good_state_answering_until_it_is_mended()
    {
        await using var bot = await StartAsync();
        var before = Current(bot);
        WriteEntry("Shakespeare did. [1]");
        var good = await NextAsync(bot, before);

        WriteEntry("Marlowe did. [7]");
        var health = await HealthAsync(bot, behind: true);
        Assert.Equal("ready", health.GetProperty("status").GetString());
        var problems = health.GetProperty("knowledge").GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!).ToList();
        Assert.Contains(problems, problem => problem.StartsWith($"{Entry}(6): [7] refers to no source", StringComparison.Ordinal));
        Assert.Same(good, Current(bot));
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);

        WriteEntry("Marlowe did. [1]");
        await NextAsync(bot, good);
        Assert.Contains("Marlowe did.", await AnswerAsync(bot), StringComparison.Ordinal);
        await HealthAsync(bot, behind: false);
    }

    [Fact]
    public async Task An_entry_that_was_broken_at_the_start_holds_up_no_other()
    {
        var broken = Path.Combine(knowledge, "entries", "broken.md");
        File.WriteAllText(broken, "no entry");
        await using var bot = await StartAsync();
        var before = Current(bot);

        WriteEntry("Shakespeare did. [1]");
        await NextAsync(bot, before);
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);
        await HealthAsync(bot, behind: false);
    }

    [Fact]
    public async Task Folders_that_go_away_and_come_back_leave_it_answering()
    {
        await using var bot = await StartAsync();
        var before = Current(bot);
        Directory.Move(seeds, seeds + "-away");
        await HealthAsync(bot, behind: true);
        Assert.Same(before, Current(bot));

        Directory.Move(seeds + "-away", seeds);
        await HealthAsync(bot, behind: false);
        WriteEntry("Shakespeare did. [1]");
        await NextAsync(bot, Current(bot));
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_used_at_the_start_is_used_once_it_is_mended()
    {
        var rule = Path.Combine(knowledge, "safety", "stroke.md");
        var sound = File.ReadAllText(rule);
        File.WriteAllText(rule, "no rule");
        await using var bot = await StartAsync();
        using (var refused = await bot.Http.GetAsync("/health"))
        {
            Assert.Equal(503, (int)refused.StatusCode);
        }

        File.WriteAllText(rule, sound);
        await HealthAsync(bot, behind: false);
        Assert.NotEmpty(await AnswerAsync(bot));
    }

    [Fact]
    public async Task A_reading_that_fails_unexpectedly_is_told_and_tried_again()
    {
        await using var bot = await StartAsync();
        var before = Current(bot);
        var loader = bot.Services.GetRequiredService<KnowledgeLoader>();
        var (sound, fails) = (loader.Read, true);
        loader.Read = (knowledge, seeds, vectors) => fails ? throw new InvalidOperationException("out of luck") : sound(knowledge, seeds, vectors);

        WriteEntry("Shakespeare did. [1]");
        var health = await HealthAsync(bot, behind: true);
        Assert.Contains("The files could not be read: out of luck", Assert.Single(health.GetProperty("knowledge").GetProperty("problems").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Same(before, Current(bot));

        fails = false;
        await NextAsync(bot, before);
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);
        await HealthAsync(bot, behind: false);
    }

    [Fact]
    public async Task A_start_whose_reading_fails_is_not_ready_until_it_succeeds()
    {
        var fails = true;
        await using var bot = await RunningBot.StartReadingAsync(
            (knowledge, seeds, vectors) => fails ? throw new InvalidOperationException("out of luck") : Snapshot.Read(knowledge, seeds, vectors), folder.File("talusbot.db"), Settings(listen: false));
        using (var refused = await bot.Http.GetAsync("/health"))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.Contains("The files could not be read: out of luck", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        fails = false;
        await NextAsync(bot, null);
        Assert.NotEmpty(await AnswerAsync(bot));
    }

    [Fact]
    public async Task A_link_is_written_when_the_file_is_where_it_ends()
    {
        var target = folder.File("elsewhere.md");
        File.CreateSymbolicLink(folder.File("between.md"), target);
        File.CreateSymbolicLink(Entry, folder.File("between.md"));
        File.CreateSymbolicLink(Path.Combine(knowledge, "entries", "circle.txt"), "circle.txt");
        await using var bot = await StartAsync();
        var before = Current(bot);

        WriteEntry("Shakespeare did. [1]", target);
        var after = await NextAsync(bot, before);
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);

        WriteEntry("Will did. [1]", target);
        await NextAsync(bot, after);
        Assert.Contains("Will did.", await AnswerAsync(bot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_could_not_be_read_is_read_once_it_can_be()
    {
        WriteEntry("Shakespeare did. [1]");
        await using var held = new FileStream(Entry, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await using var bot = await StartAsync(listen: false);
        var before = Current(bot);
        Assert.Contains(bot.Services.GetRequiredService<KnowledgeBase>().Problems, problem => problem.File == Entry && problem.IsOfAccess);

        // A lock, as a permission, is neither size nor time.
        await held.DisposeAsync();
        await NextAsync(bot, before);
        Assert.Contains("Shakespeare did.", await AnswerAsync(bot), StringComparison.Ordinal);
    }

    private Task<RunningBot> StartAsync(bool listen = true) => RunningBot.StartAsync(null, folder.File("talusbot.db"), Settings(listen));

    private string[] Settings(bool listen) =>
        [$"Knowledge:Path={knowledge}", $"Knowledge:Seeds={seeds}", $"Knowledge:Listen={listen}", "Knowledge:LookEvery=00:00:00.2"];

    private void WriteEntry(string answer, string? path = null) => File.WriteAllText(path ?? Entry, $"---\nquestion: Who wrote Hamlet?\nsources:\n  - ankle-talus#c12\n---\n{answer}\n");

    private static Snapshot? Current(RunningBot bot) => bot.Services.GetRequiredService<KnowledgeBase>().Current;

    private static async Task<Snapshot?> NextAsync(RunningBot bot, Snapshot? before)
    {
        var knowledge = bot.Services.GetRequiredService<KnowledgeBase>();
        while (knowledge.Watch() is var (current, _, replaced))
        {
            if (current != before)
            {
                return current;
            }

            await replaced.WaitAsync(Patience);
        }

        return null;
    }

    private static async Task<JsonElement> HealthAsync(RunningBot bot, bool behind)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var answer = await bot.Http.GetAsync("/health", patience.Token);
            var health = await RunningBot.JsonOf(answer);
            if (answer.IsSuccessStatusCode && health.GetProperty("knowledge").GetProperty("behind").GetBoolean() == behind)
            {
                return health;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<string> AnswerAsync(RunningBot bot)
    {
        var talk = await bot.TalkAsync();
        return (await talk.AskAsync(Question)).GetProperty("text").GetString()!;
    }
}
