using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Tests.Maintenance;

/// <summary>An answer that is published later finds the person who had asked.</summary>
public sealed class AnnouncementsTests : IDisposable
{
    private const string Question = "who wrote hamlet";
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly string knowledge;

    public AnnouncementsTests() => knowledge = folder.CopyOf(Repository.Knowledge);

    private string File => folder.File("talusbot.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_published_answer_comes_into_the_chat_once_and_wakes_its_socket()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        await talk.AskAsync($"hi, {Question}");
        using var socket = await talk.OpenStreamAsync();
        Assert.NotNull(await RunningBot.NextFrameAsync(socket));

        WriteEntry();
        Publish(bot);

        var frame = await RunningBot.NextFrameAsync(socket);
        var told = Assert.Single(frame!.Value.GetProperty("activities").EnumerateArray());
        Assert.StartsWith($"You asked: “{Question}”. There is an answer now:\n\nShakespeare did.", told.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("answered", Facts(told).GetProperty("outcome").GetString());
        Assert.Equal("ankle-talus#c12", Facts(told).GetProperty("citations")[0].GetProperty("id").GetString());
        Assert.Equal($"{talk.Id}|0000002", told.GetProperty("replyToId").GetString());

        Publish(bot);
        await SettledAsync(bot);
        Assert.Equal(4, (await talk.ReadAsync()).Count);
        Assert.Equal("feedback", Facts(await talk.RateAsync(told.GetProperty("id").GetString()!, "up")).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task An_answer_written_while_nothing_ran_is_told_once_after_the_start()
    {
        string id;
        await using (var bot = await StartAsync())
        {
            var talk = await bot.TalkAsync();
            id = talk.Id;
            await talk.AskAsync(Question);
            await talk.AskAsync(Question);
        }

        WriteEntry();
        for (var start = 0; start < 3; start++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await using var bot = await StartAsync();
            await SettledAsync(bot);
        }

        Assert.Equal(1, Told(id));
    }

    [Fact]
    public async Task An_ended_and_a_forgotten_conversation_get_nothing()
    {
        await using var bot = await StartAsync();
        var (ended, forgotten) = (await bot.TalkAsync(), await bot.TalkAsync());
        await ended.AskAsync(Question);
        await forgotten.AskAsync(Question);
        using var goodbye = await ended.PostAsync("""{"type":"endOfConversation","from":{"id":"r_test"}}""");
        using var cleared = await forgotten.PostAsync(RunningBot.Event("talusbot/clear", "{}"));

        WriteEntry();
        Publish(bot);
        await SettledAsync(bot);

        Assert.Equal(4, (await ended.ReadAsync()).Count);
        Assert.Equal(0, Told(forgotten.Id));
    }

    [Fact]
    public async Task Who_turned_down_what_there_is_hears_of_a_new_entry_only()
    {
        string declined, sent;
        await using (var bot = await StartAsync())
        {
            var first = await bot.TalkAsync();
            declined = first.Id;
            DataFile.Execute(File, $"UPDATE conversation SET state = '{Offered("which tape?").Write()}' WHERE id = '{declined}'");
            await first.AskAsync("None of these");

            var second = await bot.TalkAsync();
            sent = second.Id;
            var answered = await second.AskAsync("which tape?");
            Assert.Equal("answered", Facts(answered).GetProperty("outcome").GetString());
            await second.SendToMaintainersAsync(answered.GetProperty("id").GetString()!);

            // The same knowledge read again, and then an entry about something else.
            clock.Advance(TimeSpan.FromMinutes(1));
            Publish(bot);
            await SettledAsync(bot);
            WriteEntry();
            Publish(bot);
            await SettledAsync(bot);
        }

        await using (var bot = await StartAsync())
        {
            await SettledAsync(bot);
        }

        Assert.Equal((0, 0), (Told(declined), Told(sent)));

        System.IO.File.Delete(Path.Combine(knowledge, "entries", "which-tape.md"));
        WriteEntry("which-tape-exactly", "which tape?", "Athletic tape.");
        clock.Advance(TimeSpan.FromMinutes(1));
        await using (var bot = await StartAsync())
        {
            await SettledAsync(bot);
        }

        Assert.Equal((1, 1), (Told(declined), Told(sent)));
    }

    [Fact]
    public async Task A_question_sent_to_the_maintainers_from_under_no_answer_is_told_of_any()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        await talk.SendToMaintainersAsync((await talk.AskAsync(Question)).GetProperty("id").GetString()!);

        WriteEntry();
        Publish(bot);
        await SettledAsync(bot);

        Assert.Equal(1, Told(talk.Id));
        Assert.Equal(["sent|1"], DataFile.Rows(File, "SELECT reason, answered_at IS NOT NULL FROM inbox"));
    }

    [Fact]
    public void A_sign_of_danger_is_never_told_an_answer_later()
    {
        var shipped = ShippedKnowledge.Snapshot;

        Assert.NotNull(InVain.AskAgain("what tape should I use?", shipped));
        Assert.Null(InVain.AskAgain("I fell and cannot put any weight on my foot, what tape should I use?", shipped));
    }

    [Fact]
    public void What_the_reader_wrote_stays_words_and_is_repeated_in_one_short_line()
    {
        var shipped = ShippedKnowledge.Snapshot;
        var answer = InVain.AskAgain("what tape should I use?", shipped)!;

        string Begin(string question) => TalusBot.Channels.ReplyMarkdown.Write(InVain.Told(question, answer, new DialogState())).Split("\n\n")[0];

        Assert.Equal("You asked: “\\[x\\](http://y) \\*now\\*?”. There is an answer now:", Begin("[x](http://y)\n\n*now*?"));
        Assert.Equal($"You asked: “{new string('x', 199)}…”. There is an answer now:", Begin(new string('x', 199) + "😀😀"));
    }

    [Fact]
    public void Where_a_sign_of_danger_is_in_the_air_the_answer_says_so_first()
    {
        var shipped = ShippedKnowledge.Snapshot;
        var answer = InVain.AskAgain("what tape should I use?", shipped)!;

        var told = InVain.Told("what tape should I use?", answer, new DialogState(Alarm: "cannot-walk"));

        Assert.Equal(Wording.AlarmFirst, Assert.IsType<Block.Words>(told.Blocks[1]).Text);
    }

    private Task<RunningBot> StartAsync() => RunningBot.StartAsync(clock, File, $"Knowledge:Path={knowledge}", "Knowledge:Listen=false", "Knowledge:LookEvery=01:00:00");

    private static DialogState Offered(string question) => new(Open: new OpenChoices(question, [new Choice("wear-time", "How long should I leave the tape on?")]));

    private void WriteEntry(string id = "hamlet", string question = Question, string answer = "Shakespeare did.") => System.IO.File.WriteAllText(
        Path.Combine(knowledge, "entries", id + ".md"),
        $"---\nquestion: {question}\nalso:\n  - hi, {question}\nsources:\n  - ankle-talus#c12: Yep, you can leave it on.\n---\n{answer} [1]\n");

    private void Publish(RunningBot bot)
    {
        var read = Snapshot.Read(knowledge, Repository.Seeds);
        Assert.NotNull(read.Snapshot);
        bot.Services.GetRequiredService<KnowledgeBase>().Publish(read, clock.GetUtcNow());
    }

    /// <summary>Waits until the knowledge in use has been looked through for those who wait.</summary>
    private static async Task SettledAsync(RunningBot bot)
    {
        var looked = bot.Services.GetRequiredService<TalusBot.Maintenance.Announcements>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (looked.LookedAt != bot.Services.GetRequiredService<KnowledgeBase>().Current)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    private int Told(string conversation) =>
        int.Parse(DataFile.Rows(File, $"SELECT COUNT(*) FROM log_entry WHERE conversation_id = '{conversation}' AND body LIKE '%There is an answer now%'")[0], System.Globalization.CultureInfo.InvariantCulture);

    private static JsonElement Facts(JsonElement activity) => activity.GetProperty("channelData").GetProperty("talusbot");
}
