using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Tests.Conversation;

public sealed class DialogTests
{
    private static readonly Snapshot Shipped = ShippedKnowledge.Snapshot;

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
    public void Only_a_courtesy_is_taken_off(string said, string asked) => Assert.Equal(asked, Courtesy.Without(said));

    private static readonly DialogState Choosing = new(Open: new OpenChoices(
        "how long?", [new Choice("wear-time", "How long should I leave the tape on?"), new Choice("how-long-until-better", "How long until my ankle gets better?")]));

    [Theory]
    [InlineData("1", "leave it on")]
    [InlineData("2.", "4-6 weeks")]
    [InlineData("how long should I leave the tape ON?", "leave it on")]
    public void A_choice_is_taken_by_number_or_by_its_words(string said, string words)
    {
        var taken = Dialog.Advance(Choosing, new Said(said, null), Shipped);

        Assert.Equal(Outcome.Answered, taken.Reply.Outcome);
        Assert.Contains(words, Text(taken.Reply), StringComparison.Ordinal);
        Assert.Null(taken.Next.Open);
    }

    [Theory]
    [InlineData("None of these")]
    [InlineData("none")]
    public void None_of_these_goes_to_the_maintainers(string said)
    {
        var none = Dialog.Advance(Choosing, new Said(said, null), Shipped);
        Assert.Equal((Outcome.NotCovered, "noneOfThese", "how long?"), (none.Reply.Outcome, none.ForMaintainers, none.About));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("12.")]
    [InlineData("None of these")]
    [InlineData("none")]
    [InlineData("Back")]
    [InlineData("start over")]
    [InlineData("Leave the check")]
    public void What_only_chooses_is_no_question_where_nothing_was_asked(string said)
    {
        var step = Dialog.Advance(new DialogState(), new Said(said, null), Shipped);

        Assert.Contains("I have no list open", Text(step.Reply), StringComparison.Ordinal);
        Assert.Null(step.ForMaintainers);
    }

    [Theory]
    [InlineData("what tape, and how long?")]
    [InlineData("Which tape do I need? And how long do I leave it on?")]
    public void Two_questions_in_one_message_get_both_answers(string said)
    {
        var reply = Reply(said);

        Assert.Equal(Outcome.Answered, reply.Outcome);
        Assert.Contains("athletic tape", Text(reply), StringComparison.Ordinal);
        Assert.Contains("leave it on", Text(reply), StringComparison.Ordinal);
        Assert.InRange(reply.Citations.Count, 2, 3);
        foreach (var mark in System.Text.RegularExpressions.Regex.Matches(Text(reply), @"\[(\d)\]").Select(mark => int.Parse(mark.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)))
        {
            Assert.InRange(mark, 1, reply.Citations.Count);
        }
    }

    [Theory]
    [InlineData("wie lange soll ich das tape tragen")]
    [InlineData("¿qué cinta debo usar para el tobillo?")]
    [InlineData("combien de temps dois-je garder la bande")]
    [InlineData("какую ленту использовать")]
    [InlineData("どのテープを使えばいいですか")]
    public void Another_language_is_answered_kindly(string said) => Assert.Contains("only understand English", Text(Reply(said)), StringComparison.Ordinal);

    [Theory]
    [InlineData("tape how long wear need know pls")]
    [InlineData("wich tpae shuld i by")]
    [InlineData("dorsiflexion overpronation talus")]
    public void Sloppy_English_is_still_English(string said) => Assert.DoesNotContain("only understand English", Text(Reply(said)), StringComparison.Ordinal);

    [Fact]
    public void Show_more_shows_the_whole_passage_that_was_quoted_last()
    {
        var asked = Dialog.Advance(new DialogState(), new Said("How long until my ankle gets better?", null), Shipped);
        var more = Dialog.Advance(asked.Next, new Said("Show more", null), Shipped);

        Assert.True(asked.Reply.HasMore);
        Assert.Equal("ankle-talus#c10", Assert.Single(more.Reply.Citations).Id);
        Assert.Contains("not all joints are shaped the same", Text(more.Reply), StringComparison.Ordinal);
        Assert.Equal(Outcome.Smalltalk, Reply("show more").Outcome);
    }

    [Fact]
    public void A_story_before_the_question_does_not_hide_it() =>
        Assert.Contains("athletic tape", Text(Reply("My toes get cold every winter, they always have. Anyway, wich tape do i use?")), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Where_a_picture_follows_that_we_do_not_have_it_is_said_so() =>
        Assert.Contains("A picture or a clip follows there", Text(AnswerReply.From(Assert.IsType<Answer.Covered>(Shipped.Answers.From("ankle-talus#p4", "various ankle rocks")))), StringComparison.Ordinal);

    [Fact]
    public void The_authors_own_links_lead_on()
    {
        var reply = AnswerReply.From(Assert.IsType<Answer.Covered>(Shipped.Answers.From("ankle-talus#c2", "can the ankle influence the hip?")));
        Assert.Contains("b-reddy.org/2013/06/13/relieving-hip-pain-while-walking", Text(reply), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_question_closes_the_choices()
    {
        var other = Dialog.Advance(Choosing, new Said("which tape should I use?", null), Shipped);

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
        Assert.Equal([("ankle-talus#c7", "Erica"), ("ankle-talus#c8", "b-reddy")], reply.Citations.Select(citation => (citation.Id, citation.Speaker)));
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
        var state = new DialogState(NoticeGiven: true, new TalusBot.Knowledge.Answers.Topic("q", "u", [new("a#c1", 1, 2)]), new OpenChoices("which?", [new Choice("which-tape", "Which tape?")]));
        Assert.Equal(state.Write(), DialogState.Read(state.Write()).Write());
        Assert.Equal("which-tape", DialogState.Read(state.Write()).Open?.Choices[0].Unit);
    }

    private static Reply Reply(string said, string? locale = null) => Dialog.Advance(new DialogState(), new Said(said, locale), Shipped).Reply;

    private static string Text(Reply reply) => TalusBot.Channels.ReplyMarkdown.Write(reply);
}
