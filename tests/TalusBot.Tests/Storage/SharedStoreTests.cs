using System.Collections.Concurrent;
using TalusBot.Storage;

namespace TalusBot.Tests.Storage;

/// <summary>Two processes over one PostgreSQL database.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private static readonly StorageOptions Storage = new() { PostgreSql = PostgreSqlServer.NewDatabase() };
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string talk = Guid.NewGuid().ToString("N");
    private OpenStore here = null!;
    private OpenStore there = null!;

    public async Task InitializeAsync()
    {
        (here, there) = (new OpenStore(Storage, clock), new OpenStore(Storage, clock));
        await here.Conversations.StartAsync(talk, "directline", "{}");
    }

    public async Task DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
    }

    [Fact]
    public async Task A_message_goes_to_the_process_that_works_on_those_before_it()
    {
        var first = await here.AcceptAsync(talk);
        var second = await there.AcceptAsync(talk);
        Assert.True(first.IsOurs);
        Assert.False(second.IsOurs);

        Assert.Empty(await there.Turns.ClaimAsync(talk));
        Assert.Equal([first.Sequence, second.Sequence], (await here.Turns.ClaimAsync(talk)).Select(turn => turn.Sequence));
        Assert.Equal(first.Sequence, (await here.Turns.FirstAsync(talk))!.Value.Turn.Sequence);
        Assert.NotNull(await here.Turns.CompleteAsync(Turn(first), "{}", new Kept("{}")));
        Assert.Equal(second.Sequence, (await here.Turns.FirstAsync(talk))!.Value.Turn.Sequence);
        Assert.NotNull(await here.Turns.CompleteAsync(Turn(second), "{}", new Kept("{}")));

        Assert.True((await there.AcceptAsync(talk)).IsOurs);
    }

    [Fact]
    public async Task What_a_process_that_is_gone_had_taken_is_taken_over_in_order_and_counted_as_begun()
    {
        var accepted = new List<Accepted> { await here.AcceptAsync(talk), await here.AcceptAsync(talk) };
        Assert.DoesNotContain(await there.Turns.OursOrStrandedAsync(), turn => turn.ConversationId == talk);

        clock.Advance(Storage.TurnLease + TimeSpan.FromMilliseconds(1));
        await there.Processes.BeatAsync(Storage.TurnLease);
        var taken = await there.Turns.ClaimAsync(talk);

        Assert.Equal(accepted.Select(one => one.Sequence), taken.Select(turn => turn.Sequence));
        Assert.All(taken, turn => Assert.True(turn.TakenOver));
        Assert.Null(await here.Turns.FirstAsync(talk));
        Assert.Null(await here.Turns.CompleteAsync(Turn(accepted[0]), "{}", new Kept("{}")));
        Assert.NotNull(await there.Turns.CompleteAsync(taken[0], "{}", new Kept("{}")));
    }

    [Fact]
    public async Task Who_leaves_in_peace_is_not_waited_for()
    {
        await here.AcceptAsync(talk);
        await here.Processes.LeaveAsync();

        Assert.Single(await there.Turns.ClaimAsync(talk));
    }

    [Fact]
    public async Task Turns_that_two_processes_hold_of_one_conversation_come_together_again()
    {
        var (first, second) = (await here.AcceptAsync(talk), await here.AcceptAsync(talk));
        await here.Store.WriteAsync(talk, session => session.Execute(
            "UPDATE turn SET owner = @owner WHERE conversation_id = @id AND sequence = @sequence", ("@owner", there.Store.Process), ("@id", talk), ("@sequence", second.Sequence)));

        Assert.Null(await there.Turns.FirstAsync(talk));
        Assert.Empty(await there.Turns.ClaimAsync(talk));
        Assert.Equal([first.Sequence, second.Sequence], (await here.Turns.ClaimAsync(talk)).Select(turn => turn.Sequence));
    }

    [Fact]
    public async Task The_same_message_sent_to_both_at_a_time_is_taken_once()
    {
        for (var i = 0; i < 20; i++)
        {
            var name = $"message {i}";
            var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => (n % 2 == 0 ? here : there).AcceptAsync(talk, clientId: name))));

            Assert.Single(taken, one => one.Outcome is AcceptOutcome.Taken);
            Assert.Single(taken.Select(one => one.Sequence).Distinct());
        }

        Assert.Equal(21, (await here.Conversations.ReadLogAsync(talk, after: 0, most: 100)).Count);
    }

    [Fact]
    public async Task Logs_grow_without_a_gap_however_many_write_and_nobody_waits_for_ever()
    {
        var talks = Enumerable.Range(0, 8).Select(n => $"{talk} {n}").ToList();
        await Task.WhenAll(talks.Select(one => here.Conversations.StartAsync(one, "directline", "{}")));
        var tally = new Tally("answered", ["a#p1", "a#p2"], "tape");
        await Task.WhenAll(Enumerable.Range(0, 400).Select(n => Task.Run(async () =>
        {
            var store = n % 2 == 0 ? here : there;
            var accepted = await store.AcceptAsync(talks[n % talks.Count]);
            var turn = new OpenTurn(talks[n % talks.Count], accepted.Sequence, "");
            await (accepted.IsOurs ? store : store == here ? there : here).Turns.CompleteAsync(turn, "{}", new Kept("{}", Tally: tally));
        })));

        foreach (var one in talks)
        {
            Assert.Equal(Enumerable.Range(1, 101).Select(n => (long)n), (await here.Conversations.ReadLogAsync(one, after: 0, most: 200)).Select(entry => entry.Sequence));
        }

        Assert.Equal(["400"], PostgreSqlServer.Rows(Storage.PostgreSql, "SELECT count FROM tally WHERE what = 'entry' AND name = 'tape'"));
    }

    [Fact]
    public async Task Who_changes_what_is_noted_by_both_at_a_time()
    {
        var (ours, theirs) = (new AuditStore(here.Store), new AuditStore(there.Store));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => (n % 2 == 0 ? ours : theirs).NoteAsync("Nina", AuditAction.Drafted, talk, $"{n}"))));

        Assert.Equal(40, ours.Newest(100, subject: talk).Select(entry => entry.Place).Distinct().Count());
    }

    [Fact]
    public async Task One_process_sends_to_a_conversation_at_a_time_and_another_one_when_it_is_done_or_gone()
    {
        var place = new ReplyTarget("{}", "1", "{}");
        await here.Connector.TakeAsync(talk, "msteams", "", "{}", "1", "", place);

        Assert.False(await here.Connector.ClaimAsync(talk));
        Assert.Null(await there.Connector.ClaimAsync(talk));
        Assert.False(await here.Connector.ReleaseAsync(talk, seen: 1));
        Assert.True(await here.Connector.ReleaseAsync(talk, seen: 2));
        Assert.False(await there.Connector.ClaimAsync(talk));

        await here.Turns.CompleteAsync(new OpenTurn(talk, 2, ""), "{}", new Kept("{}"));
        Assert.DoesNotContain(talk, await here.Connector.UnsentAsync());
        clock.Advance(Storage.TurnLease + TimeSpan.FromMilliseconds(1));
        Assert.Contains(talk, await here.Connector.UnsentAsync());
        Assert.True(await here.Connector.ClaimAsync(talk));
    }

    [Fact]
    public async Task Who_has_lost_the_claim_to_a_conversation_sends_nothing_more_to_it()
    {
        await here.Connector.TakeAsync(talk, "msteams", "", "{}", "1", "", new ReplyTarget("{}", "1", "{}"));
        await here.Connector.ClaimAsync(talk);
        Assert.NotNull(await here.Connector.DeliveryAsync(talk));
        Assert.Null(await there.Connector.DeliveryAsync(talk));

        clock.Advance(Storage.TurnLease + TimeSpan.FromMilliseconds(1));
        await there.Processes.BeatAsync(Storage.TurnLease);
        Assert.True(await there.Connector.ClaimAsync(talk));

        Assert.Null(await here.Connector.DeliveryAsync(talk));
        Assert.NotNull(await there.Connector.DeliveryAsync(talk));
    }

    [Fact]
    public async Task What_is_noted_of_a_delivery_takes_no_address_from_a_message_that_is_just_being_taken()
    {
        await here.Connector.TakeAsync(talk, "msteams", "", "{}", "1", "", new ReplyTarget("{}", "1", "{}"));
        await here.Turns.CompleteAsync(new OpenTurn(talk, 2, ""), "{}", new Kept("{}"));
        var taking = Pause.In(here, talk, session =>
        {
            var taken = here.Conversations.Accept(session, talk, "{}", clientId: "2", "", needsReply: true, endsConversation: false);
            return session.Execute("INSERT INTO connector_turn (conversation_id, sequence, activity_id, sender) VALUES (@id, @sequence, '2', '{}')", ("@id", talk), ("@sequence", taken.Sequence));
        });
        await taking.Reached;

        var noting = there.Connector.SentAsync(talk, sequence: 3, answered: 2, fingerprint: null);
        await Eventually.TrueAsync(() => noting.IsCompleted || PostgreSqlServer.SomebodyWaits(Storage.PostgreSql));
        await taking.GoOnAsync();
        await noting;

        Assert.Equal(["{}"], PostgreSqlServer.Rows(Storage.PostgreSql, $"SELECT reference FROM connector_conversation WHERE conversation_id = '{talk}'"));
        Assert.NotNull(await here.Connector.SenderOfAsync(talk, 4));
    }

    [Fact]
    public async Task A_talk_that_is_deleted_while_it_begins_stays_deleted()
    {
        var deleting = Pause.In(here, talk, session => here.Conversations.Forget(session, talk) ? 1 : 0);
        await deleting.Reached;

        var beginning = there.Conversations.StartAsync(talk, "directline", "{}");
        await Eventually.TrueAsync(() => beginning.IsCompleted || PostgreSqlServer.SomebodyWaits(Storage.PostgreSql));
        await deleting.GoOnAsync();

        Assert.Equal(StartOutcome.Forgotten, await beginning);
        Assert.Null(await here.Conversations.LastSequenceAsync(talk));
        Assert.Empty(await here.Conversations.ReadLogAsync(talk, after: 0, most: 10));
    }

    [Fact]
    public async Task Each_hears_of_what_the_other_has_done_and_not_of_its_own()
    {
        var (heard, begun) = (new ConcurrentQueue<Notice>(), new TaskCompletionSource());
        using var ending = new CancellationTokenSource();
        var listening = there.Store.ListenAsync(begun.SetResult, notices => notices.ToList().ForEach(heard.Enqueue), ending.Token);
        await begun.Task;
        await there.AcceptAsync(talk);
        await here.AcceptAsync(talk);
        await here.Conversations.ForgetAsync(talk);
        await Eventually.TrueAsync(() => heard.Any(notice => notice.Kind is NoticeKind.Deleted));

        Assert.Equal([new Notice(NoticeKind.Handed, talk), new Notice(NoticeKind.Grown, talk), new Notice(NoticeKind.Deleted, talk)], heard.Where(notice => notice.Conversation == talk));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private OpenTurn Turn(Accepted accepted) => new(talk, accepted.Sequence, "");

    /// <summary>A transaction that has done its work and is not committed yet.</summary>
    private sealed class Pause(TaskCompletionSource reached, ManualResetEventSlim goOn, Task<int> written)
    {
        public Task Reached => Task.WhenAny(reached.Task, written);

        public static Pause In(OpenStore store, string talk, Func<StoreSession, int> work)
        {
            var (reached, goOn) = (new TaskCompletionSource(), new ManualResetEventSlim());
            return new Pause(reached, goOn, store.Store.WriteAsync(talk, session =>
            {
                var done = work(session);
                reached.SetResult();
                goOn.Wait();
                return done;
            }));
        }

        public async Task GoOnAsync()
        {
            goOn.Set();
            await written;
            goOn.Dispose();
        }
    }
}
