using Microsoft.Extensions.DependencyInjection;
using TalusBot.Channels.Asking;
using TalusBot.Storage;
using TalusBot.Tests.Storage;
using TalusBot.Turns;

namespace TalusBot.Tests.Turns;

/// <summary>Turns whose reply cannot be kept, or was kept and nobody heard of it.</summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task Trouble_of_the_store_is_no_try_that_counts_towards_an_apology()
    {
        var database = PostgreSqlServer.NewDatabase();
        await using var bot = await RunningBot.StartAsync(settings: $"Storage:PostgreSql={database}");
        var talk = await bot.TalkAsync();
        string id;
        using (var refusing = new RefusingTable(database, "tally"))
        {
            using var posted = await talk.PostAsync(RunningBot.Message("what kind of tape?"));
            id = (await RunningBot.JsonOf(posted)).GetProperty("id").GetString()!;
            await refusing.RefusedAgainAsync();
            Assert.Equal(["1"], PostgreSqlServer.Rows(database, "SELECT attempts FROM turn"));
        }

        Assert.Contains("athletic tape", (await talk.ReplyToAsync(id)).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The reply was committed, and the answer to that was lost: the turn is still in its lane.</summary>
    [Fact]
    public async Task A_commit_whose_answer_was_lost_still_wakes_those_who_wait()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        var conversations = bot.Services.GetRequiredService<ConversationStore>();
        var accepted = await bot.Services.GetRequiredService<Store>().WriteAsync(talk.Id, session =>
        {
            var taken = conversations.Accept(session, talk.Id, RunningBot.Message("what kind of tape?"), clientId: null, "http://here", needsReply: true, endsConversation: false);
            conversations.AppendReply(session, talk.Id, """{"type":"message","from":{"id":"bot","role":"bot"},"text":"this kind"}""");
            session.Execute("UPDATE turn SET completed_at = 1 WHERE conversation_id = @id", ("@id", talk.Id));
            return taken;
        });

        var woken = bot.Services.GetRequiredService<LogGrowth>().Next(talk.Id);
        bot.Services.GetRequiredService<TurnQueue>().Enqueue(accepted, talk.Id, "http://here");

        await Eventually.TrueAsync(() => woken.IsCompleted);
    }
}
