using TalusBot.Conversation;
using TalusBot.Knowledge;

namespace TalusBot.Tests.Conversation;

public sealed class DialogTests
{
    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds).Snapshot!;

    [Theory]
    [InlineData("hi")]
    [InlineData("Hello!")]
    [InlineData("thank you")]
    [InlineData("what can I ask you?")]
    [InlineData("")]
    public void Politeness_alone_is_met_with_politeness(string said) => Assert.Equal(Outcome.Smalltalk, Reply(said).Outcome);

    [Fact]
    public void A_greeting_never_hides_a_question() => Assert.Equal(Outcome.Answered, Reply("hi, what tape should I use?").Outcome);

    [Fact]
    public void A_warning_sign_buried_in_a_question_comes_first()
    {
        var reply = Reply("which tape is best? by the way I cannot put any weight on the foot since I fell yesterday");

        Assert.Equal(Outcome.Safety, reply.Outcome);
        Assert.Empty(reply.Citations);
    }

    [Fact]
    public void Where_to_go_follows_the_locale() =>
        Assert.NotEqual(Text(Reply("I fell and can't stand on my foot", "en-GB")), Text(Reply("I fell and can't stand on my foot", "en-US")));

    [Fact]
    public void What_was_asked_before_and_never_answered_is_said_so_with_the_comment()
    {
        var reply = Reply("What if all the shoes I am wearing are zero drop?");

        Assert.Equal(Outcome.NotCovered, reply.Outcome);
        var citation = Assert.Single(reply.Citations);
        Assert.Equal(("ankle-talus#c7", "Erica"), (citation.Id, citation.Speaker));
    }

    [Theory]
    [InlineData("who wrote hamlet")]
    [InlineData("play some music")]
    [InlineData("what time is it")]
    [InlineData("lorem ipsum dolor")]
    [InlineData("which physio should I see in London?")]
    public void What_nobody_wrote_about_is_not_answered(string question) => Assert.Equal(Outcome.NotCovered, Reply(question).Outcome);

    [Fact]
    public void A_very_long_message_is_answered_politely() =>
        Assert.Equal(Outcome.NotCovered, Reply(string.Concat(Enumerable.Repeat("blah ", 2000))).Outcome);

    [Fact]
    public void A_question_for_the_maintainers_is_marked_so() =>
        Assert.Equal("notCovered", Dialog.Advance(new DialogState(), new Said("who wrote hamlet", null), Shipped).ForMaintainers);

    [Fact]
    public void The_state_survives_its_own_writing()
    {
        var state = new DialogState(NoticeGiven: true);
        Assert.Equal(state, DialogState.Read(state.Write()));
    }

    private static Reply Reply(string said, string? locale = null) => Dialog.Advance(new DialogState(), new Said(said, locale), Shipped).Reply;

    private static string Text(Reply reply) => TalusBot.Channels.ReplyMarkdown.Write(reply);
}
