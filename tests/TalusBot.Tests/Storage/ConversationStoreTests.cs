using Microsoft.Extensions.Options;
using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

public sealed class ConversationStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ConversationStore store = null!;

    public Task InitializeAsync()
    {
        store = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_conversation_starts_once_with_its_welcome_first()
    {
        Assert.Equal(StartOutcome.Started, await store.StartAsync("a", "directline", "{\"n\":1}"));
        Assert.Equal(StartOutcome.StartedBefore, await store.StartAsync("a", "directline", "{\"n\":2}"));

        Assert.Equal("{\"n\":1}", Assert.Single(store.ReadLog("a", after: 0, most: 10)).Body);
    }

    [Fact]
    public async Task Sequences_have_no_gaps_and_times_never_run_backwards()
    {
        await store.StartAsync("a", "directline", "{}");
        clock.Advance(TimeSpan.FromSeconds(-5));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AcceptAsync("a")));

        Assert.Equal(Enumerable.Range(2, 50).Select(n => (long)n), accepted.Select(one => one.Sequence).Order());
        var log = store.ReadLog("a", after: 0, most: 100);
        Assert.Equal(log.Select(entry => entry.At).Order(), log.Select(entry => entry.At));
    }

    [Fact]
    public async Task A_turn_is_completed_once_and_the_second_try_writes_nothing()
    {
        await store.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await AcceptAsync("a")).Sequence, "http://here");

        Assert.Equal(3, await store.CompleteAsync(turn, "{\"reply\":1}", "{}", inbox: null));
        Assert.Null(await store.CompleteAsync(turn, "{\"reply\":2}", "{}", inbox: null));

        Assert.Equal(3, store.ReadLog("a", after: 0, most: 10).Count);
        Assert.Null(store.ReadTurn(turn));
        Assert.Equal(0, store.OpenTurns());
    }

    [Fact]
    public async Task A_closed_store_does_not_open_its_file_again()
    {
        await store.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => store.OpenTurns());
        store = Open();
    }

    [Fact]
    public async Task Open_turns_of_an_earlier_run_are_taken_over_in_order()
    {
        await store.StartAsync("a", "directline", "{}");
        await AcceptAsync("a");
        await AcceptAsync("a");
        await store.DisposeAsync();

        store = Open();
        var left = await store.ClaimOpenAsync();

        Assert.Equal([2L, 3L], left.Select(turn => turn.Sequence));
        Assert.All(left, turn => Assert.True(turn.TakenOver));
        Assert.NotNull(store.ReadTurn(left[0]));
    }

    [Fact]
    public async Task Only_a_try_that_was_begun_is_counted()
    {
        await store.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await AcceptAsync("a")).Sequence, "http://here", TakenOver: true);
        await store.ClaimOpenAsync();
        await store.ClaimOpenAsync();

        Assert.Equal(2, await store.BeginAgainAsync(turn));
        Assert.Equal(3, await store.BeginAgainAsync(turn));
    }

    [Fact]
    public async Task A_page_of_the_log_is_bounded_by_its_size_too()
    {
        await store.StartAsync("a", "directline", "{}");
        for (var i = 0; i < 8; i++)
        {
            await store.AcceptAsync("a", new string('x', 300_000), clientId: null, "http://here", needsReply: false, endsConversation: false);
        }

        var page = store.ReadLog("a", after: 0, most: 1000);
        Assert.Equal(5, page.Count);
        Assert.Equal(4, store.ReadLog("a", page[^1].Sequence, most: 1000).Count);
    }

    [Fact]
    public async Task A_forgotten_conversation_leaves_no_words_in_any_file_and_its_id_is_never_used_again()
    {
        await store.StartAsync("a", "directline", "{\"text\":\"unforgettable words\"}");
        await store.AcceptAsync("a", "{\"text\":\"unforgettable words\"}", clientId: null, "http://here", needsReply: true, endsConversation: false);

        Assert.True(await store.ForgetAsync("a"));

        Assert.Equal(StartOutcome.Forgotten, await store.StartAsync("a", "directline", "{}"));
        Assert.Equal(AcceptOutcome.Unknown, (await AcceptAsync("a")).Outcome);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "talusbot.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("unforgettable", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forgetting_what_never_was_leaves_no_trace()
    {
        Assert.False(await store.ForgetAsync("a"));
        Assert.Equal(StartOutcome.Started, await store.StartAsync("a", "directline", "{}"));
    }

    [Fact]
    public async Task A_turn_of_another_run_cannot_be_completed_without_taking_it_over()
    {
        await store.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await AcceptAsync("a")).Sequence, "http://here");
        await store.DisposeAsync();
        store = Open();

        Assert.Null(await store.CompleteAsync(turn, "{}", "{}", inbox: null));
    }

    [Fact]
    public async Task An_ended_conversation_takes_no_more_and_stays_readable()
    {
        await store.StartAsync("a", "directline", "{}");
        await store.AcceptAsync("a", "{}", clientId: null, "http://here", needsReply: false, endsConversation: true);

        Assert.Equal(AcceptOutcome.Ended, (await AcceptAsync("a")).Outcome);
        Assert.Equal(AcceptOutcome.Unknown, (await AcceptAsync("b")).Outcome);
        Assert.Equal(2, store.ReadLog("a", after: 0, most: 10).Count);
    }

    [Fact]
    public async Task The_key_for_tokens_outlives_a_restart()
    {
        var key = await store.SigningKeyAsync();
        await store.DisposeAsync();
        store = Open();

        Assert.Equal(key, await store.SigningKeyAsync());
    }

    [Fact]
    public async Task A_file_of_version_1_is_led_to_ours_with_all_that_it_holds()
    {
        await ReopenAsync("version-1.sql");

        Assert.Equal(["1", "2", "3", "4", "5"], DataFile.Rows(folder.File("talusbot.db"), "SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal(3, store.ReadLog("a", after: 0, most: 10).Count);
        Assert.Equal(["2|0|", "4|1|"], DataFile.Rows(folder.File("talusbot.db"), "SELECT sequence, only_new, answered_at FROM inbox WHERE conversation_id = 'a' ORDER BY sequence"));
        Assert.Equal(["what tape?", "who wrote hamlet"], store.Waiting(most: 10).Select(waiting => waiting.Question));
        Assert.Equal(new Dictionary<string, long> { ["which-tape"] = 0 }, await store.EntriesSeenAsync(["which-tape"], clock.GetUtcNow()));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), (await store.EntriesSeenAsync(["which-tape", "new"], clock.GetUtcNow()))["new"]);

        await store.DisposeAsync();
        store = Open();
        Assert.Equal(2, store.Waiting(most: 10).Count);
        Assert.Single(store.Waiting(most: 1));
    }

    [Fact]
    public async Task From_version_3_a_talk_of_several_people_begins_anew_and_one_persons_goes_on()
    {
        await ReopenAsync("version-3.sql");

        Assert.Equal(["1", "2", "3", "4", "5"], DataFile.Rows(folder.File("talusbot.db"), "SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal(
            ["a|{\"noticeGiven\":true}", "msteams.channel.x|", "msteams.group.x|", "msteams.personal.x|{\"alarm\":\"weight\"}", "webhook.channel.x|"],
            DataFile.Rows(folder.File("talusbot.db"), "SELECT id, state FROM conversation ORDER BY id"));
        Assert.Equal(3, store.ReadLog("msteams.channel.x", after: 0, most: 10).Count);

        var left = Assert.Single(await store.ClaimOpenAsync());
        Assert.Equal("", store.ReadTurn(left)!.Value.State);
        Assert.Equal(4, await store.CompleteAsync(left, "{}", "{}", inbox: null));
        Assert.Equal("who wrote hamlet", Assert.Single(store.Waiting(most: 10)).Question);
    }

    [Fact]
    public async Task What_is_remembered_of_each_person_is_bounded_and_who_is_silent_longest_goes_first()
    {
        var connector = new ConnectorStore(store);
        const int Talkers = PersonStates.Most + 1;
        for (var i = 0; i < Talkers; i++)
        {
            await SayAsync($"person {i}");
            if (i == 1)
            {
                await SayAsync("person 0");
            }
        }

        Assert.Equal([$"{PersonStates.Most}"], DataFile.Rows(folder.File("talusbot.db"), "SELECT COUNT(*) FROM person_state"));
        Assert.Equal(["person 0"], DataFile.Rows(folder.File("talusbot.db"), "SELECT person FROM person_state WHERE person IN ('person 0', 'person 1')"));

        Assert.True(await store.ForgetAsync("msteams.group.x"));
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT * FROM person_state"));

        async Task SayAsync(string person)
        {
            var accepted = await connector.TakeAsync("msteams.group.x", "msteams", person, "{}", clientId: null, "http://here", to: null);
            await store.CompleteAsync(new OpenTurn("msteams.group.x", accepted.Sequence, "http://here"), "{}", "{}", inbox: null);
        }
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_alone()
    {
        await store.DisposeAsync();
        DataFile.Execute(folder.File("talusbot.db"), "INSERT INTO schema_version (version, applied_at) VALUES (99, 0)");

        var refused = Assert.Throws<StorageUnavailableException>(Open);

        Assert.Contains("newer TalusBot", refused.Message, StringComparison.Ordinal);
        DataFile.Execute(folder.File("talusbot.db"), "DELETE FROM schema_version WHERE version = 99");
        store = Open();
    }

    /// <param name="file">In Cases: what the data file is to hold before our store opens it.</param>
    private async Task ReopenAsync(string file)
    {
        await store.DisposeAsync();
        foreach (var old in Directory.EnumerateFiles(folder.Path, "talusbot.db*"))
        {
            File.Delete(old);
        }

        DataFile.Execute(folder.File("talusbot.db"), await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "TalusBot.Tests", "Cases", file)));
        store = Open();
    }

    private ConversationStore Open() => new(Options.Create(new StorageOptions { Path = folder.File("talusbot.db") }), clock);

    private Task<Accepted> AcceptAsync(string conversation) =>
        store.AcceptAsync(conversation, "{}", clientId: null, "http://here", needsReply: true, endsConversation: false);
}
