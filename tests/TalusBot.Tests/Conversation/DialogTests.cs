using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;

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

    [Theory]
    [InlineData("hi, which tape do I need?")]
    [InlineData("Hello there which tape do I need?")]
    [InlineData("thanks! which tape do I need?")]
    [InlineData("Good morning. Thank you, which tape do I need?")]
    public void A_greeting_never_hides_a_question(string said) => Assert.Equal(Outcome.Answered, Reply(said).Outcome);

    [Theory]
    [InlineData("hip pain", "hip pain")]
    [InlineData("great exercises for the calf", "great exercises for the calf")]
    [InlineData("hi", "hi")]
    [InlineData("Hey, hello, which tape?", "which tape?")]
    public void Only_a_courtesy_is_taken_off(string said, string asked) => Assert.Equal(asked, Smalltalk.Without(said));

    [Fact]
    public void A_choice_is_taken_by_number_by_words_or_refused_and_noted()
    {
        var unsure = Dialog.Advance(new DialogState(), new Said("how long do i wear the tape", null), Shipped);
        Assert.Equal(Outcome.Clarify, unsure.Reply.Outcome);
        Assert.Equal("None of these", unsure.Reply.Choices[^1]);

        foreach (var said in (string[])["1", unsure.Reply.Choices[0], unsure.Reply.Choices[0].ToUpperInvariant()])
        {
            var taken = Dialog.Advance(unsure.Next, new Said(said, null), Shipped);
            Assert.Equal(Outcome.Answered, taken.Reply.Outcome);
            Assert.Null(taken.Next.Open);
        }

        var none = Dialog.Advance(unsure.Next, new Said("none of these", null), Shipped);
        Assert.Equal((Outcome.NotCovered, "noneOfThese", "how long do i wear the tape"), (none.Reply.Outcome, none.ForMaintainers, none.About));
    }

    [Fact]
    public void Another_question_closes_the_choices()
    {
        var unsure = Dialog.Advance(new DialogState(), new Said("how long do i wear the tape", null), Shipped);

        var other = Dialog.Advance(unsure.Next, new Said("which tape should I use?", null), Shipped);

        Assert.Equal(Outcome.Answered, other.Reply.Outcome);
        Assert.Null(other.Next.Open);
    }

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
        var state = new DialogState(NoticeGiven: true, new OpenChoices("which?", [new Choice("which-tape", "Which tape?")]));
        Assert.Equal(state.Write(), DialogState.Read(state.Write()).Write());
        Assert.Equal("which-tape", DialogState.Read(state.Write()).Open?.Choices[0].Unit);
    }

    private static Reply Reply(string said, string? locale = null) => Dialog.Advance(new DialogState(), new Said(said, locale), Shipped).Reply;

    private static string Text(Reply reply) => TalusBot.Channels.ReplyMarkdown.Write(reply);
}
