using System.Text.Json.Nodes;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>Two people in one channel who talk with the bot at the same time.</summary>
public sealed class PeopleApartTests : IAsyncLifetime, IDisposable
{
    private const string Thread = "19:team@thread.tacv2;messageid=7";
    private const string Sign = "I cannot put any weight on the foot since I fell yesterday";
    private const string HaveItSeen = "First, please have the sign looked at";
    private const string SecondStep = "Where do you feel it when your knee goes forward?";
    private const string NothingToChoose = "I have no list open";
    private readonly TemporaryFolder folder = new();
    private MockChannel channel = null!;
    private RunningBot bot = null!;

    private string File => folder.File("talusbot.db");

    public async Task InitializeAsync()
    {
        channel = await MockChannel.StartAsync();
        bot = await channel.BotAsync(dataFile: File);
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await channel.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("channel")]
    [InlineData("groupChat")]
    public async Task A_choice_belongs_to_whom_it_was_offered(string kind)
    {
        var (anna, ben) = (Talk("29:anna", kind: kind), Talk("29:ben", kind: kind));
        Assert.Contains("None of these", await anna.AskAsync("start the check"), StringComparison.Ordinal);

        Assert.Contains(NothingToChoose, await ben.AskAsync("2"), StringComparison.Ordinal);
        Assert.Contains(NothingToChoose, await ben.AskAsync("None of these"), StringComparison.Ordinal);
        Assert.Contains("athletic tape", await ben.AskAsync("what kind of tape?"), StringComparison.Ordinal);

        Assert.Contains("How long have you been at it?", await anna.AskAsync("2"), StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM inbox"));
    }

    [Fact]
    public async Task Each_goes_through_a_guide_of_their_own_and_starting_over_is_for_one()
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        await anna.AskAsync("Is it my calf or my talus?");
        Assert.DoesNotContain("Leave the check", await ben.AskAsync("what kind of tape?"), StringComparison.Ordinal);
        await ben.AskAsync("Is it my calf or my talus?");

        Assert.Contains(SecondStep, await anna.AskAsync("No"), StringComparison.Ordinal);
        Assert.DoesNotContain(SecondStep, await ben.AskAsync("why do you ask?"), StringComparison.Ordinal);
        Assert.Contains(SecondStep, await ben.AskAsync("No"), StringComparison.Ordinal);

        Assert.DoesNotContain(SecondStep, await anna.AskAsync("start over"), StringComparison.Ordinal);
        Assert.Contains(SecondStep, await ben.AskAsync("why do you ask?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_sign_stays_with_whom_it_concerns_and_nobody_else_can_take_it_back()
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        await anna.AskAsync(Sign);

        for (var i = 0; i < 3; i++)
        {
            Assert.DoesNotContain(HaveItSeen, await ben.AskAsync("what kind of tape?"), StringComparison.Ordinal);
        }

        Assert.Contains("Did you hurt this ankle", await ben.AskAsync("Is it my calf or my talus?"), StringComparison.Ordinal);
        await ben.AskAsync("false alarm");

        Assert.Contains(HaveItSeen, await anna.AskAsync("what kind of tape?"), StringComparison.Ordinal);
        Assert.Contains("I will not lead you through a check", await anna.AskAsync("Is it my calf or my talus?"), StringComparison.Ordinal);
        await anna.AskAsync("false alarm");
        Assert.DoesNotContain(HaveItSeen, await anna.AskAsync("what kind of tape?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_question_goes_on_from_what_the_same_person_asked()
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        await anna.AskAsync("what kind of tape?");
        await ben.AskAsync("How long until my ankle gets better?");

        Assert.Contains("leave it on", await anna.AskAsync("and for how long?"), StringComparison.Ordinal);
        Assert.Contains("12 June 2018", await ben.AskAsync("who said that?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_is_a_talk_of_its_own()
    {
        await Talk("29:anna").AskAsync("start the check");

        Assert.Contains(NothingToChoose, await Talk("29:anna", thread: "19:team@thread.tacv2;messageid=8").AskAsync("2"), StringComparison.Ordinal);
        Assert.Contains("How long have you been at it?", await Talk("29:anna").AskAsync("2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endOfConversation", "")]
    [InlineData("installationUpdate", "remove")]
    public async Task When_the_talk_ends_or_the_bot_is_removed_it_begins_anew_for_everybody_and_nothing_stands_for_them(string type, string action)
    {
        var (anna, ben) = (Talk("29:anna"), Talk("29:ben"));
        await anna.AskAsync("Is it my calf or my talus?");
        await ben.AskAsync(Sign);
        Assert.Equal(["2"], DataFile.Rows(File, "SELECT COUNT(*) FROM person_state"));

        await anna.TellAsync(type, new JsonObject { ["action"] = action });

        Assert.Empty(DataFile.Rows(File, "SELECT * FROM person_state"));
        Assert.Equal([""], DataFile.Rows(File, "SELECT DISTINCT person FROM turn"));
        Assert.Contains(NothingToChoose, await anna.AskAsync("Start over"), StringComparison.Ordinal);
        Assert.DoesNotContain(HaveItSeen, await ben.AskAsync("what kind of tape?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alone_with_the_bot_nobody_needs_to_be_told_apart()
    {
        var talk = new ChannelTalk(bot.Http, channel);
        await talk.AskAsync("start the check");

        Assert.Contains("How long have you been at it?", await talk.AskAsync("2"), StringComparison.Ordinal);
        Assert.Equal([""], DataFile.Rows(File, "SELECT DISTINCT person FROM turn"));
        Assert.Empty(DataFile.Rows(File, "SELECT * FROM person_state"));
    }

    [Fact]
    public async Task No_table_names_anybody_and_a_person_is_not_found_again_in_another_conversation()
    {
        await Talk("29:anna").AskAsync("what kind of tape?");
        await Talk("29:anna", thread: "19:other@thread.tacv2").AskAsync("what kind of tape?");

        var all = string.Concat(((string[])["conversation", "log_entry", "turn", "person_state"]).SelectMany(table => DataFile.Rows(File, $"SELECT * FROM {table}")));
        Assert.DoesNotContain("29:anna", all, StringComparison.Ordinal);
        Assert.DoesNotContain("directory-id", all, StringComparison.Ordinal);
        Assert.Equal(["2"], DataFile.Rows(File, "SELECT COUNT(DISTINCT person) FROM person_state"));
    }

    private ChannelTalk Talk(string person, string thread = Thread, string kind = "channel") => new(bot.Http, channel) { Id = thread, Kind = kind, Person = person };
}
