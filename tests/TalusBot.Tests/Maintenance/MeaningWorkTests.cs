using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Maintenance;
using TalusBot.Maintenance.Console;

namespace TalusBot.Tests.Maintenance;

/// <summary>With too much to encode the bot answers by words at once, and completes itself in the background.</summary>
public sealed class MeaningWorkTests : IDisposable
{
    /// <summary>New to the vectors that lie beside the data file; several times what is encoded at once.</summary>
    private const int NewSentences = 150;

    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;
    private readonly string seeds;

    /// <summary>What was asked to be encoded, since the last start.</summary>
    private readonly ConcurrentQueue<string> begun = [];

    /// <summary>So many calls may encode before the gate closes.</summary>
    private int open;
    private readonly TaskCompletionSource gate = new();

    public MeaningWorkTests()
    {
        (knowledge, seeds) = (folder.CopyOf(Repository.Knowledge), folder.CopyOf(Repository.Seeds));
        var lines = Enumerable.Range(1, NewSentences).Select(i => string.Create(CultureInfo.InvariantCulture, $"The pear tree number {i} has borne fruit."));
        File.WriteAllText(Path.Combine(seeds, "pears.txt"), SeedWriter.Write(new BlogPost("pears", "Pears", null, new DateOnly(2020, 1, 1), "reddyb", 1, [.. lines], []), "here"));
    }

    public void Dispose()
    {
        gate.TrySetResult();
        folder.Dispose();
    }

    [Fact]
    public async Task It_answers_at_once_says_how_far_it_is_and_then_answers_as_if_read_in_one_go()
    {
        await using var bot = await StartAsync();
        var lexical = Base(bot).Current!;
        Assert.True(lexical.IsLexical);
        await Eventually.TrueAsync(() => !begun.IsEmpty);

        var (status, done, of) = await HealthAsync(bot);
        Assert.Equal("ready", status);
        Assert.InRange(of - done, NewSentences, of - 1);
        Assert.Contains($"{done.ToString("N0", CultureInfo.InvariantCulture)} of {of.ToString("N0", CultureInfo.InvariantCulture)} sentences", Behind.Note(Base(bot)).ToString(), StringComparison.Ordinal);
        var talk = await bot.TalkAsync();
        Assert.Equal("answered", Outcome(await talk.AskAsync("Which tape should I use?")));
        Assert.Equal("safety", Outcome(await talk.AskAsync("my leg is swollen and hot and I have trouble breathing")));
        Assert.Null(bot.Services.GetRequiredService<Announcements>().LookedAt);

        gate.SetResult();
        await Eventually.TrueAsync(() => Base(bot).Current is { IsLexical: false });
        Assert.Equal(("ready", of, of), await HealthAsync(bot));
        Assert.Empty(Behind.Note(Base(bot)).ToString()!.Trim());
        var (whole, problems) = Snapshot.Read(knowledge, seeds, bot.Services.GetRequiredService<KnowledgeLoader>().Vectors, mostEncoded: 0);
        Assert.Equal(problems, Base(bot).Problems);
        foreach (var question in whole!.Entries.Select(entry => $"so {entry.Question}").Append("has the 7th pear tree borne fruit"))
        {
            var (expected, actual) = (whole.Search.Rank(question, 10), Base(bot).Current!.Search.Rank(question, 10));
            Assert.Equal(expected.Confidence, actual.Confidence);
            Assert.Equal(expected.Hits.Select(hit => (hit.Unit.Id, hit.Score)), actual.Hits.Select(hit => (hit.Unit.Id, hit.Score)));
        }
    }

    [Fact]
    public async Task A_change_of_files_meanwhile_begins_anew_and_keeps_what_is_encoded()
    {
        open = 1;
        await using var bot = await StartAsync();
        await Eventually.TrueAsync(() => begun.Count > 32);
        var (before, first) = (Base(bot).Current!, begun.ToHashSet());
        File.WriteAllText(Path.Combine(knowledge, "entries", "hamlet.md"), "---\nquestion: Who wrote Hamlet?\nsources:\n  - ankle-talus#c12\n---\nShakespeare did. [1]\n");
        bot.Services.GetRequiredService<KnowledgeLoader>().Load();

        Assert.NotSame(before, Base(bot).Current);
        Assert.True(Base(bot).Current!.IsLexical);
        Assert.Equal("answered", Outcome(await (await bot.TalkAsync()).AskAsync("who wrote hamlet")));
        begun.Clear();
        gate.SetResult();
        await Eventually.TrueAsync(() => Base(bot).Current is { IsLexical: false });
        Assert.Contains(begun, sentence => sentence.Contains("hamlet", StringComparison.Ordinal));
        Assert.DoesNotContain(begun, first.Contains);
        Assert.NotNull(Base(bot).Current!.Search.Find("hamlet"));
    }

    [Fact]
    public async Task Stopped_in_between_it_goes_on_where_it_was_at_the_next_start()
    {
        open = 2;
        HashSet<string> encoded;
        await using (var bot = await StartAsync())
        {
            await Eventually.TrueAsync(() => begun.Count > 64);
            var stopping = bot.StopAsync();
            gate.SetResult();
            await stopping;
            encoded = [.. begun];
            Assert.True(Base(bot).Current!.IsLexical);
        }

        Assert.InRange(encoded.Count, 65, NewSentences - 1);
        begun.Clear();
        await using var next = await StartAsync();
        await Eventually.TrueAsync(() => Base(next).Current is { IsLexical: false });
        Assert.Empty(begun.Intersect(encoded));
        Assert.NotEmpty(begun);
    }

    [Fact]
    public async Task Where_the_work_fails_the_bot_goes_on_answering_by_words()
    {
        await using var bot = await StartAsync(_ => throw new InvalidOperationException("out of luck"));
        await Eventually.TrueAsync(() => !begun.IsEmpty);
        Assert.True(Base(bot).Current!.IsLexical);
        Assert.Equal("answered", Outcome(await (await bot.TalkAsync()).AskAsync("Which tape should I use?")));
    }

    /// <summary>Of both halves of the golden questions; their words are not looked at.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_meanings_it_refuses_rather_than_guesses(bool untouched)
    {
        var rows = QuestionReader.ReadFolder(Path.Combine(Repository.Knowledge, "questions")).Questions
            .Where(row => row.IsUntouched == untouched && Path.GetFileName(row.File).StartsWith("golden", StringComparison.Ordinal)).ToList();
        var lexical = Snapshot.Read(Repository.Knowledge, Repository.Seeds, VectorCache.Open(folder.File("none.bin"), SentenceEncoder.Shared), mostEncoded: 0).Snapshot!;
        var (with, without) = (Ask(ShippedKnowledge.Snapshot), Ask(lexical));

        Assert.InRange(without.FalseAnswers!.Value, 0, with.FalseAnswers!.Value);
        Assert.InRange(without.WrongAnswers!.Value, 0, with.WrongAnswers!.Value);
        Assert.Equal((0, with.OverTriage), (without.RedFlagsMissed, without.OverTriage));
        Assert.InRange(without.Right!.Value, 0.8, with.Right!.Value);

        Figures Ask(Snapshot snapshot) => Figures.Of([.. rows.Select(new Examination(snapshot).Ask)]);
    }

    [Fact]
    public void Progress_is_said_every_ten_seconds_at_most_and_twenty_times_and_saved_every_thirty()
    {
        var clock = new SteppedClock();
        var (said, saved, noted) = (new List<TimeSpan>(), 0, 0);
        var progress = new EncodingProgress(1_000, clock, () => saved++, said.Add);
        for (var i = 0; i < 1_000; i++)
        {
            clock.Step();
            progress.Add(1, done => noted = done);
        }

        Assert.Equal((1_000, 33), (noted, saved));
        Assert.Equal(19, said.Count);
        Assert.Equal(TimeSpan.FromSeconds(950), said[0]);
        Assert.Equal(TimeSpan.FromSeconds(1_000), progress.Elapsed);
    }

    private Task<RunningBot> StartAsync(Action<string>? encode = null) => RunningBot.StartReadingAsync(
        (knowledge, seeds, vectors) => Snapshot.Read(knowledge, seeds, vectors, mostEncoded: 0),
        folder.File("talusbot.db"),
        services => services.GetRequiredService<MeaningWork>().Encode = (sentences, vectors) =>
        {
            foreach (var sentence in sentences)
            {
                begun.Enqueue(sentence);
                encode?.Invoke(sentence);
            }

            if (Interlocked.Decrement(ref open) < 0)
            {
                gate.Task.GetAwaiter().GetResult();
            }

            vectors.Prepare(sentences);
        },
        $"Knowledge:Path={knowledge}",
        $"Knowledge:Seeds={seeds}",
        "Knowledge:Listen=false");

    private static KnowledgeBase Base(RunningBot bot) => bot.Services.GetRequiredService<KnowledgeBase>();

    private static async Task<(string? Status, int Done, int Of)> HealthAsync(RunningBot bot)
    {
        using var answer = await bot.Http.GetAsync(new Uri("/health", UriKind.Relative));
        var health = await RunningBot.JsonOf(answer);
        var meanings = health.GetProperty("knowledge").GetProperty("meanings");
        return (health.GetProperty("status").GetString(), meanings.GetProperty("done").GetInt32(), meanings.GetProperty("of").GetInt32());
    }

    private static string? Outcome(JsonElement reply) => reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString();

    /// <summary>A second at a time.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1;

        public void Step() => now++;

        public override long GetTimestamp() => now;
    }
}
