using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

/// <summary>What goes when its time is over, and what stays, whichever database is behind it.</summary>
public sealed class RetentionStoreTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Databases => AnyDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_is_too_old_goes_from_every_table_and_every_byte_of_the_file(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        await TalkAsync(store, "old", "unforgettable words");
        await PersonAsync(store, "msteams.group.old", "unforgettable words");
        clock.Advance(TimeSpan.FromDays(20));
        await TalkAsync(store, "young", "words of today");
        clock.Advance(TimeSpan.FromDays(11));

        Assert.Equal(["msteams.group.old", "old"], (await DeleteAsync(store)).Order(StringComparer.Ordinal));

        Assert.DoesNotContain("unforgettable", string.Join('\n', database.Everything()), StringComparison.Ordinal);
        Assert.DoesNotContain("unforgettable", database.Bytes(), StringComparison.Ordinal);
        foreach (var table in Schema.OfConversations)
        {
            Assert.DoesNotContain(database.Rows($"SELECT conversation_id FROM {table}"), id => id.EndsWith("old", StringComparison.Ordinal));
        }

        Assert.Equal(3, (await store.Conversations.ReadLogAsync("young", after: 0, most: 10)).Count);
        Assert.Equal(["young"], database.Rows("SELECT id FROM conversation"));
        Assert.NotEmpty(database.Rows("SELECT * FROM tally"));
        Assert.Empty(await DeleteAsync(store));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_question_in_the_inbox_goes_with_its_talk_settled_or_not(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        await TalkAsync(store, "waits", "who wrote hamlet");
        await TalkAsync(store, "settled", "what about hockey tape");
        var maintain = new MaintainStore(store.Store);
        await maintain.AssignAsync(["what about hockey tape"], "hockey-tape");
        await maintain.SettleAsync("hockey-tape");
        clock.Advance(Kept + TimeSpan.FromSeconds(1));

        await DeleteAsync(store);

        Assert.Empty(maintain.Waiting(10));
        await maintain.ReopenAsync("hockey-tape");
        Assert.Empty(maintain.Waiting(10));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_somebody_waits_for_a_reply_nothing_is_deleted(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        await store.Conversations.StartAsync("a", "directline", "{}");
        var turn = new OpenTurn("a", (await store.AcceptAsync("a")).Sequence, "http://here");
        clock.Advance(Kept * 2);
        Assert.Empty(await DeleteAsync(store));

        await store.Turns.CompleteAsync(turn, "{}", new Kept("{}"));
        Assert.Empty(await DeleteAsync(store));
        clock.Advance(Kept + TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], await DeleteAsync(store));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_long_talk_whose_words_are_gone_goes_when_the_bot_is_removed_from_it(string kind)
    {
        const string Talk = "msteams.personal.long";
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        await store.Connector.InstallAsync(Talk, "msteams", "{}", "{}");
        await store.Connector.SentAsync(Talk, sequence: 1, answered: 0, fingerprint: null);
        await store.Store.WriteAsync(Talk, session => session.Execute("UPDATE conversation SET last_sequence = 5000 WHERE id = @id", ("@id", Talk)));
        await store.Store.WriteAsync(Talk, session => session.Execute("UPDATE connector_conversation SET delivered = 5000 WHERE conversation_id = @id", ("@id", Talk)));
        clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal([Talk], await DeleteAsync(store));
        Assert.Empty(database.Rows("SELECT * FROM log_entry"));

        await store.Connector.RemoveAsync(Talk);

        Assert.Equal([Talk], await DeleteAsync(store));
        Assert.Empty(database.Rows("SELECT * FROM conversation"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_the_bot_is_installed_the_words_go_and_it_still_knows_where_it_is(string kind)
    {
        const string Place = "msteams.personal.x";
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        await store.Connector.InstallAsync(Place, "msteams", "{\"where\":1}", "{\"text\":\"welcome\"}");
        await SayAsync("unforgettable words");
        await store.Connector.SentAsync(Place, 3, answered: 2, fingerprint: "f");
        clock.Advance(Kept + TimeSpan.FromSeconds(1));

        Assert.Equal([Place], await DeleteAsync(store));
        Assert.Empty(await DeleteAsync(store));

        Assert.DoesNotContain("unforgettable", string.Join('\n', database.Everything()) + database.Bytes(), StringComparison.Ordinal);
        Assert.Empty(await store.Conversations.ReadLogAsync(Place, after: 0, most: 10));
        Assert.Equal(["{\"where\":1}|3|0"], database.Rows("SELECT reference, delivered, parts FROM connector_conversation"));
        Assert.Empty(await store.Connector.UnsentAsync());

        // It goes on where it was: the place in the log still fits what was sent, and there is no second welcome.
        Assert.False(await store.Connector.InstallAsync(Place, "msteams", "{\"where\":1}", "{\"text\":\"welcome\"}"));
        Assert.Equal(4, (await SayAsync("hello again")).Sequence);
        Assert.Equal([Place], await store.Connector.UnsentAsync());

        async Task<OpenTurn> SayAsync(string words)
        {
            var accepted = await store.Connector.TakeAsync(Place, "msteams", "", $$"""{"text":"{{words}}"}""", words, "http://here", new ReplyTarget("{\"where\":1}", "1", "{\"id\":\"29:x\"}"));
            var turn = new OpenTurn(Place, accepted.Sequence, "http://here");
            await store.Turns.CompleteAsync(turn, $$"""{"text":"you said {{words}}"}""", new Kept($$"""{"said":"{{words}}"}""", new InboxItem(words, "notCovered")));
            return turn;
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_reply_that_a_channel_has_not_taken_yet_is_kept_while_it_is_tried(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var accepted = await store.Connector.TakeAsync("msteams.personal.x", "msteams", "", "{}", null, "http://here", new ReplyTarget("{}", "1", "{}"));
        await store.Turns.CompleteAsync(new OpenTurn("msteams.personal.x", accepted.Sequence, "http://here"), "{}", new Kept("{}"));

        clock.Advance(TimeSpan.FromDays(6));
        Assert.Empty(await DeleteAsync(store, TimeSpan.FromHours(1)));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["msteams.personal.x"], await DeleteAsync(store, TimeSpan.FromHours(1)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_long_talk_goes_in_slices_and_whoever_writes_meanwhile_is_not_kept_waiting(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        await store.Conversations.StartAsync("long", "directline", "{}");
        await Task.WhenAll(Enumerable.Range(0, 3_500).Select(_ => store.AcceptAsync("long", needsReply: false)));
        await store.Conversations.StartAsync("other", "directline", "{}");
        clock.Advance(Kept + TimeSpan.FromSeconds(1));

        var deleting = store.Retention.DeleteAsync("long");
        var saying = store.AcceptAsync("other");

        Assert.True(await deleting);
        Assert.Equal(AcceptOutcome.Taken, (await saying).Outcome);
        Assert.Equal(["other|2"], database.Rows("SELECT conversation_id, COUNT(*) FROM log_entry GROUP BY conversation_id"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Ids_of_deleted_talks_and_old_keys_are_kept_no_longer_than_anything_can_ask_for_them(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var keys = new ProtectionKeys(store.Store);
        keys.StoreElement(new("key"), "first");
        await TalkAsync(store, "a", "hello");
        await store.Conversations.ForgetAsync("a");

        clock.Advance(TimeSpan.FromDays(1.9));
        await store.Retention.DeleteLeftoversAsync();
        Assert.Equal(StartOutcome.Forgotten, await store.Conversations.StartAsync("a", "directline", "{}"));

        clock.Advance(TimeSpan.FromDays(180));
        await store.Retention.DeleteLeftoversAsync();
        Assert.Empty(database.Rows("SELECT * FROM forgotten"));
        Assert.Single(keys.GetAllElements());

        keys.StoreElement(new("key"), "second");
        await store.Retention.DeleteLeftoversAsync();
        Assert.Equal(["second"], database.Rows("SELECT id FROM protection_key"));
    }

    [Fact]
    public async Task Several_processes_may_delete_at_a_time_while_people_go_on_talking()
    {
        using var database = AnyDatabase.Of(AnyDatabase.PostgreSql);
        await using var one = new OpenStore(database.Options, clock);
        await using var two = new OpenStore(database.Options, clock);
        var talks = Enumerable.Range(0, 60).Select(number => $"talk-{number}").ToList();
        await Task.WhenAll(talks.Select(talk => TalkAsync(one, talk, "hello")));
        clock.Advance(Kept + TimeSpan.FromSeconds(1));

        var speaking = Task.WhenAll(talks.Where((_, i) => i % 3 == 0).Select(talk => two.AcceptAsync(talk, needsReply: false)));
        var deleted = await Task.WhenAll(DeleteAsync(one), DeleteAsync(two));
        var said = (await speaking).Select(one => one.Outcome).ToList();

        // Each talk was deleted once at most, and no message was taken into one that is gone.
        var all = deleted.SelectMany(ids => ids).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(talks.Count, all.Count + said.Count(outcome => outcome is AcceptOutcome.Taken));
        Assert.Equal(said.Count(outcome => outcome is AcceptOutcome.Taken), database.Rows("SELECT id FROM conversation").Count);
    }

    private static async Task<List<string>> DeleteAsync(OpenStore store, TimeSpan? kept = null)
    {
        var deleted = new List<string>();
        var before = store.Store.Now - (long)(kept ?? Kept).TotalMilliseconds;
        Assert.Equal(await store.Retention.DeleteOlderAsync(before, deleted.Add), deleted.Count);
        await store.Retention.ScrubAsync();
        return deleted;
    }

    /// <summary>A message, its reply, a note to the maintainers and a thumb, all with the same words.</summary>
    private static async Task TalkAsync(OpenStore store, string id, string words)
    {
        await store.Conversations.StartAsync(id, "directline", "{}");
        var turn = new OpenTurn(id, (await store.AcceptAsync(id, $$"""{"text":"{{words}}"}""")).Sequence, "http://here");
        await store.Turns.CompleteAsync(turn, $$"""{"text":"you said {{words}}"}""", new Kept($$"""{"said":"{{words}}"}""", new InboxItem(words, "notCovered"), words, new Tally("notCovered", [], null)));
        await store.Store.WriteAsync(id, session =>
        {
            Inbox.Mark(session, id, new ReaderMark.Rated(3, Thumb.Down, words, 2, words), store.Store.Now);
            return true;
        });
    }

    /// <summary>One of several who talk with the bot in a channel.</summary>
    private static async Task PersonAsync(OpenStore store, string id, string words)
    {
        var accepted = await store.Connector.TakeAsync(id, "msteams", "person", $$"""{"text":"{{words}}"}""", "client", "http://here", new ReplyTarget("{}", "1", "{\"id\":\"29:x\"}"));
        await store.Turns.CompleteAsync(new OpenTurn(id, accepted.Sequence, "http://here"), "{}", new Kept($$"""{"said":"{{words}}"}""", new InboxItem(words, "notCovered")));
        await store.Connector.SentAsync(id, accepted.Sequence + 1, accepted.Sequence, "fingerprint");
    }
}
