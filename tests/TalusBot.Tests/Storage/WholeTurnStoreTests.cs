using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

/// <summary>Messages that are written together with their replies, whichever database is behind it.</summary>
public sealed class WholeTurnStoreTests
{
    private const string Talk = "emulator.personal.x";
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Databases => AnyDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_talk_begins_and_goes_on_with_messages_that_are_answered_by_then(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);

        Assert.Equal(new Standing(null, "", IsFree: true, IsSentTo: false), await turns.StandingAsync(Talk, person: "", "one"));
        Assert.True(await turns.WriteAsync(Turn(after: null, "one", "first")));
        Assert.Equal(new Standing(2, "first", IsFree: true, IsSentTo: false), await turns.StandingAsync(Talk, person: "", "two"));
        Assert.True(await turns.WriteAsync(Turn(after: 2, "two", "second")));

        var log = await store.Conversations.ReadLogAsync(Talk, after: 0, most: 10);
        Assert.Equal(["one", "to one", "two", "to two"], log.Select(entry => entry.Body));
        Assert.Equal([1, 2, 3, 4], log.Select(entry => entry.Sequence));
        Assert.Equal("second", (await turns.StandingAsync(Talk, person: "", clientId: null)).State);
        Assert.Equal(0, store.Turns.Open());
        Assert.Equal(["notCovered|2"], database.Rows("SELECT name, count FROM tally WHERE what = 'outcome'"));
        Assert.Equal(["one", "two"], database.Rows("SELECT question FROM inbox ORDER BY sequence"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nothing_is_written_where_somebody_else_got_ahead(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);
        await turns.WriteAsync(Turn(after: null, "one", "first"));
        var before = database.Everything();

        Assert.False(await turns.WriteAsync(Turn(after: null, "two", "second")));
        Assert.False(await turns.WriteAsync(Turn(after: 1, "two", "second")));
        Assert.False(await turns.WriteAsync(Turn(after: 2, "one", "second")));
        Assert.Equal(before, database.Everything());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_talk_is_not_free_where_something_waits_or_it_has_ended_or_the_message_was_taken_before(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);
        await turns.WriteAsync(Turn(after: null, "one", "first"));
        Assert.False((await turns.StandingAsync(Talk, person: "", "one")).IsFree);

        var waiting = await store.AcceptAsync(Talk);
        Assert.False((await turns.StandingAsync(Talk, person: "", "two")).IsFree);
        await store.Turns.CompleteAsync(new OpenTurn(Talk, waiting.Sequence, ""), "{}", new Kept("third"));
        Assert.True((await turns.StandingAsync(Talk, person: "", "two")).IsFree);

        await store.Conversations.AcceptAsync(Talk, "{}", clientId: null, "", needsReply: false, endsConversation: true);
        Assert.False((await turns.StandingAsync(Talk, person: "", "two")).IsFree);
        Assert.False(await turns.WriteAsync(Turn(after: 5, "two", "fourth")));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Each_of_several_people_has_a_state(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);
        await turns.WriteAsync(Turn(after: null, "one", "of anna") with { Person = "anna" });
        await turns.WriteAsync(Turn(after: 2, "two", "of ben") with { Person = "ben" });

        Assert.Equal(new Standing(4, "of anna", IsFree: true, IsSentTo: false), await turns.StandingAsync(Talk, "anna", "three"));
        Assert.Equal("of ben", (await turns.StandingAsync(Talk, "ben", "three")).State);
        Assert.Equal("", (await turns.StandingAsync(Talk, "carol", "three")).State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_many_that_are_answered_from_the_same_place_one_is_written(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);
        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => turns.WriteAsync(Turn(after: null, $"number {n}", "state"))));

        Assert.Single(written, one => one);
        Assert.Equal(2, (await store.Conversations.ReadLogAsync(Talk, after: 0, most: 100)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whatever_else_is_written_about_a_talk_is_seen_by_its_next_message(string kind)
    {
        using var database = AnyDatabase.Of(kind);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);
        await turns.WriteAsync(Turn(after: null, "one", "first"));

        await store.Connector.ResetAsync(Talk);
        Assert.Equal(new Standing(2, "", IsFree: true, IsSentTo: false), await turns.StandingAsync(Talk, person: "", "two"));

        await turns.WriteAsync(Turn(after: 2, "two", "second"));
        await store.Connector.InstallAsync(Talk, "emulator", "reference", "welcome");
        Assert.Equal(new Standing(5, "second", IsFree: true, IsSentTo: true), await turns.StandingAsync(Talk, person: "", "three"));

        await turns.WriteAsync(Turn(after: 5, "three", "third") with { IsSentTo = true });
        Assert.Equal(new Standing(7, "third", IsFree: true, IsSentTo: true), await turns.StandingAsync(Talk, person: "", "four"));

        await store.Conversations.ForgetAsync(Talk);
        Assert.Null((await turns.StandingAsync(Talk, person: "", "four")).Last);
    }

    [Fact]
    public async Task A_turn_that_could_not_be_written_counts_for_nothing()
    {
        using var database = AnyDatabase.Of(AnyDatabase.Sqlite);
        await using var store = new OpenStore(database.Options, clock);
        var turns = new WholeTurnStore(store.Store);
        await turns.WriteAsync(Turn(after: null, "one", "first"));

        var refused = store.Store.WriteAsync<bool>("another", _ => throw new InvalidOperationException());
        var good = turns.WriteAsync(Turn(after: 2, "two", "second"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
        Assert.True(await good);
        Assert.Equal("second", (await turns.StandingAsync(Talk, person: "", "three")).State);

        Assert.False(await turns.WriteAsync(Turn(after: 4, "one", "third")));
        Assert.Equal(new Standing(4, "second", IsFree: true, IsSentTo: false), await turns.StandingAsync(Talk, person: "", "three"));
    }

    private static WholeTurn Turn(long? after, string message, string state) => new(
        Talk, "emulator", "", after, IsSentTo: false, message, "http://here", message, $"to {message}", new Kept(state, new InboxItem(message, "notCovered"), Tally: new Tally("notCovered", [], null)));
}
