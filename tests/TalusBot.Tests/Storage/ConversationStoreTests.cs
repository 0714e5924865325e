using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

/// <summary>What the store promises, whichever database is behind it.</summary>
public abstract class ConversationStoreTests : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private OpenStore store = null!;

    private protected abstract StorageOptions Storage { get; }

    public Task InitializeAsync()
    {
        store = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    /// <summary>Looks into the database past the store.</summary>
    private protected abstract List<string> Rows(string query);

    private protected abstract void Execute(string statements);

    /// <summary>Leaves nothing of the database.</summary>
    private protected abstract void Empty();

    /// <summary>All that the database keeps, byte by byte, where it can be seen.</summary>
    private protected abstract IEnumerable<string> Files { get; }

    [Fact]
    public async Task A_conversation_starts_once_with_its_welcome_first()
    {
        Assert.Equal(StartOutcome.Started, await store.Conversations.StartAsync("a", "directline", "{\"n\":1}"));
        Assert.Equal(StartOutcome.StartedBefore, await store.Conversations.StartAsync("a", "directline", "{\"n\":2}"));

        Assert.Equal("{\"n\":1}", Assert.Single(await store.Conversations.ReadLogAsync("a", after: 0, most: 10)).Body);
    }

    [Fact]
    public async Task Sequences_have_no_gaps_and_times_never_run_backwards()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        clock.Advance(TimeSpan.FromSeconds(-5));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AcceptAsync("a")));

        Assert.Equal(Enumerable.Range(2, 50).Select(n => (long)n), accepted.Select(one => one.Sequence).Order());
        var log = await store.Conversations.ReadLogAsync("a", after: 0, most: 100);
        Assert.Equal(log.Select(entry => entry.At).Order(), log.Select(entry => entry.At));
    }

    [Fact]
    public async Task A_turn_is_completed_once_and_the_second_try_writes_nothing()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await AcceptAsync("a")).Sequence, "http://here");

        Assert.Equal(3, await store.Turns.CompleteAsync(turn, "{\"reply\":1}", new Kept("{}")));
        Assert.Null(await store.Turns.CompleteAsync(turn, "{\"reply\":2}", new Kept("{}")));

        Assert.Equal(3, (await store.Conversations.ReadLogAsync("a", after: 0, most: 10)).Count);
        Assert.Null(await store.Turns.FirstAsync("a"));
        Assert.Equal(0, store.Turns.Open());
    }

    [Fact]
    public async Task A_closed_store_does_not_open_its_file_again()
    {
        await store.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => store.Turns.Open());
        store = Open();
    }

    [Fact]
    public async Task Open_turns_of_an_earlier_run_are_taken_over_in_order()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        await AcceptAsync("a");
        await AcceptAsync("a");
        await RestartAsync();
        var left = await store.ClaimAllAsync();

        Assert.Equal([2L, 3L], left.Select(turn => turn.Sequence));
        Assert.All(left, turn => Assert.True(turn.TakenOver));
        Assert.Equal(left[0].Sequence, (await store.Turns.FirstAsync("a"))!.Value.Turn.Sequence);
    }

    [Fact]
    public async Task Only_a_try_that_was_begun_is_counted()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await AcceptAsync("a")).Sequence, "http://here", TakenOver: true);
        await store.ClaimAllAsync();
        await store.ClaimAllAsync();

        Assert.Equal(2, await store.Turns.BeginAgainAsync(turn));
        Assert.Equal(3, await store.Turns.BeginAgainAsync(turn));
    }

    [Fact]
    public async Task A_page_of_the_log_is_bounded_by_its_size_too()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        for (var i = 0; i < 8; i++)
        {
            await store.Conversations.AcceptAsync("a", new string('x', 300_000), clientId: null, "http://here", needsReply: false, endsConversation: false);
        }

        var page = await store.Conversations.ReadLogAsync("a", after: 0, most: 1000);
        Assert.Equal(5, page.Count);
        Assert.Equal(4, (await store.Conversations.ReadLogAsync("a", page[^1].Sequence, most: 1000)).Count);
    }

    [Fact]
    public async Task A_forgotten_conversation_leaves_no_words_in_any_file_and_its_id_is_never_used_again()
    {
        await store.Conversations.StartAsync("a", "directline", "{\"text\":\"unforgettable words\"}");
        await store.Conversations.AcceptAsync("a", "{\"text\":\"unforgettable words\"}", clientId: null, "http://here", needsReply: true, endsConversation: false);

        Assert.True(await store.Conversations.ForgetAsync("a"));

        Assert.Equal(StartOutcome.Forgotten, await store.Conversations.StartAsync("a", "directline", "{}"));
        Assert.Equal(AcceptOutcome.Unknown, (await AcceptAsync("a")).Outcome);
        foreach (var file in Files)
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("unforgettable", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Forgetting_what_never_was_leaves_no_trace()
    {
        Assert.False(await store.Conversations.ForgetAsync("a"));
        Assert.Equal(StartOutcome.Started, await store.Conversations.StartAsync("a", "directline", "{}"));
    }

    [Fact]
    public async Task A_turn_of_another_run_cannot_be_completed_without_taking_it_over()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await AcceptAsync("a")).Sequence, "http://here");
        await RestartAsync();

        Assert.Null(await store.Turns.CompleteAsync(turn, "{}", new Kept("{}")));
    }

    [Fact]
    public async Task An_ended_conversation_takes_no_more_and_stays_readable()
    {
        await store.Conversations.StartAsync("a", "directline", "{}");
        await store.Conversations.AcceptAsync("a", "{}", clientId: null, "http://here", needsReply: false, endsConversation: true);

        Assert.Equal(AcceptOutcome.Ended, (await AcceptAsync("a")).Outcome);
        Assert.Equal(AcceptOutcome.Unknown, (await AcceptAsync("b")).Outcome);
        Assert.Equal(2, (await store.Conversations.ReadLogAsync("a", after: 0, most: 10)).Count);
    }

    [Fact]
    public async Task The_key_for_tokens_outlives_a_restart()
    {
        var key = Assert.Single(await KeysAsync());
        await RestartAsync();

        Assert.Equal(key.Material, Assert.Single(await KeysAsync()).Material);
    }

    [Fact]
    public async Task A_new_key_takes_over_in_time_and_the_old_one_goes_when_nothing_signed_with_it_is_left()
    {
        var old = Assert.Single(await KeysAsync());
        clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1));
        var both = await KeysAsync();
        clock.Advance(TimeSpan.FromDays(1));
        var still = await KeysAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, both.Count);
        Assert.Equal(old.Id, both[1].Id);
        Assert.Equal(2, still.Count);
        Assert.Equal(both[0].Id, Assert.Single(await KeysAsync()).Id);
    }

    [Fact]
    public async Task A_file_of_version_1_is_led_to_ours_with_all_that_it_holds()
    {
        await ReopenAsync("version-1.sql");

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], Rows("SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal(3, (await store.Conversations.ReadLogAsync("a", after: 0, most: 10)).Count);
        Assert.Equal(["2|0|", "4|1|"], Rows("SELECT sequence, only_new, answered_at FROM inbox WHERE conversation_id = 'a' ORDER BY sequence"));
        Assert.Equal(["what tape?", "who wrote hamlet"], store.Askers.Waiting(most: 10).Select(waiting => waiting.Question));
        Assert.Equal(new Dictionary<string, long> { ["which-tape"] = 0 }, await store.Askers.EntriesSeenAsync(["which-tape"], clock.GetUtcNow()));
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), (await store.Askers.EntriesSeenAsync(["which-tape", "new"], clock.GetUtcNow()))["new"]);

        await RestartAsync();
        Assert.Equal(2, store.Askers.Waiting(most: 10).Count);
        Assert.Single(store.Askers.Waiting(most: 1));
    }

    [Fact]
    public async Task From_version_3_a_talk_of_several_people_begins_anew_and_one_persons_goes_on()
    {
        await ReopenAsync("version-3.sql");

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], Rows("SELECT version FROM schema_version ORDER BY version"));
        Assert.Equal(
            ["a|{\"noticeGiven\":true}", "msteams.channel.x|", "msteams.group.x|", "msteams.personal.x|{\"alarm\":\"weight\"}", "webhook.channel.x|"],
            Rows("SELECT id, state FROM conversation ORDER BY id"));
        Assert.Equal(3, (await store.Conversations.ReadLogAsync("msteams.channel.x", after: 0, most: 10)).Count);

        var left = Assert.Single(await store.ClaimAllAsync());
        Assert.Equal("", (await store.Turns.FirstAsync(left.ConversationId))!.Value.State);
        Assert.Equal(4, await store.Turns.CompleteAsync(left, "{}", new Kept("{}")));
        Assert.Equal("who wrote hamlet", Assert.Single(store.Askers.Waiting(most: 10)).Question);
    }

    [Fact]
    public async Task What_is_remembered_of_each_person_is_bounded_and_who_is_silent_longest_goes_first()
    {
        const int Talkers = PersonStates.Most + 1;
        for (var i = 0; i < Talkers; i++)
        {
            await SayAsync($"person {i}");
            if (i == 1)
            {
                await SayAsync("person 0");
            }
        }

        Assert.Equal([$"{PersonStates.Most}"], Rows("SELECT COUNT(*) FROM person_state"));
        Assert.Equal(["person 0"], Rows("SELECT person FROM person_state WHERE person IN ('person 0', 'person 1')"));

        Assert.True(await store.Conversations.ForgetAsync("msteams.group.x"));
        Assert.Empty(Rows("SELECT * FROM person_state"));

        async Task SayAsync(string person)
        {
            var accepted = await store.Connector.TakeAsync("msteams.group.x", "msteams", person, "{}", clientId: null, "http://here", to: null);
            await store.Turns.CompleteAsync(new OpenTurn("msteams.group.x", accepted.Sequence, "http://here"), "{}", new Kept("{}"));
        }
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_alone()
    {
        await store.DisposeAsync();
        Execute("INSERT INTO schema_version (version, applied_at) VALUES (99, 0)");

        var refused = Assert.Throws<StorageUnavailableException>(Open);

        Assert.Contains("newer TalusBot", refused.Message, StringComparison.Ordinal);
        Execute("DELETE FROM schema_version WHERE version = 99");
        store = Open();
    }

    /// <param name="file">In Cases: what the data file is to hold before our store opens it.</param>
    private async Task ReopenAsync(string file)
    {
        await store.DisposeAsync();
        Empty();
        Execute(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "TalusBot.Tests", "Cases", file)));
        store = Open();
    }

    /// <summary>As after a kill: nobody said goodbye, and some time has passed.</summary>
    private async Task RestartAsync()
    {
        await store.DisposeAsync();
        clock.Advance(Storage.TurnLease + TimeSpan.FromSeconds(1));
        store = Open();
    }

    private OpenStore Open() => new(Storage, clock);

    private Task<Accepted> AcceptAsync(string conversation) =>
        store.Conversations.AcceptAsync(conversation, "{}", clientId: null, "http://here", needsReply: true, endsConversation: false);

    private Task<List<SigningKey>> KeysAsync() => store.Keys.CurrentAsync(TimeSpan.FromDays(30), TimeSpan.FromDays(1));
}
