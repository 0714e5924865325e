using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Channels.Teams;

public sealed class TeamsRenderingTests
{
    private const string Alone = "https://teams.microsoft.com/l/chat/0/0?users=28:11111111-2222-4333-8444-555555555555";

    public static TheoryData<string> Outcomes { get; } = [.. Replies.All.Keys];

    [Fact]
    public void An_answer_is_text_with_native_citations_and_thumbs()
    {
        var message = Assert.Single(Shown.In(ConversationScope.Personal, Replies.Answered));

        Assert.Equal(("message", "markdown", "en-GB"), (message.Type, message.TextFormat, message.Locale));
        Assert.Contains("[1]", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n[1]: ", message.Text, StringComparison.Ordinal);
        var entity = Assert.Single(message.Entities!);
        Assert.Equal("https://schema.org/Message", entity.GetProperty("type").GetString());
        Assert.Equal("Message", entity.GetProperty("@type").GetString());
        Assert.Equal("https://schema.org", entity.GetProperty("@context").GetString());
        Assert.False(entity.TryGetProperty("additionalType", out _), "the words are quoted, not generated");
        var claim = entity.GetProperty("citation")[0];
        Assert.Equal(1, claim.GetProperty("position").GetInt32());
        var source = claim.GetProperty("appearance");
        Assert.Equal("DigitalDocument", source.GetProperty("@type").GetString());
        Assert.Equal("b-reddy, 13 October 2020", source.GetProperty("name").GetString());
        Assert.StartsWith("https://bot.example/article/ankle-talus#c12:~:text=", source.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.InRange(source.GetProperty("abstract").GetString()!.Length, 1, 160);
        Assert.Equal("""{"feedbackLoop":{"type":"default"}}""", message.ChannelData!.Value.GetRawText());
    }

    [Fact]
    public void Every_citation_has_its_mark_in_the_text()
    {
        var message = Assert.Single(Shown.In(ConversationScope.Channel, Replies.Several));
        var claims = Shown.Citations(message)!.Value.EnumerateArray().Select(claim => claim.GetProperty("position").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(1, Replies.Several.Citations.Count), claims);
        Assert.All(claims, position => Assert.Contains($"[{position}]", message.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Text_and_card_never_share_an_activity(string outcome)
    {
        foreach (var scope in Enum.GetValues<ConversationScope>())
        {
            var activities = Shown.In(scope, Replies.All[outcome]);
            Assert.NotEmpty(activities);
            Assert.All(activities, activity => Assert.True(activity.Text is null != activity.Attachments is null));
            Assert.All(activities, activity => Assert.True(activity is { Id: null, From: null, Recipient: null, Conversation: null, ReplyToId: null }));
            Assert.All(activities.Where(activity => activity.Text is null), activity => Assert.InRange(activity.Summary!.Length, 1, 160));
        }
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Suggested_actions_stand_in_personal_chats_only_and_are_three_at_most(string outcome)
    {
        var personal = Shown.In(ConversationScope.Personal, Replies.All[outcome]).Select(activity => activity.SuggestedActions).OfType<SuggestedActions>();
        Assert.All(personal, suggested =>
        {
            Assert.InRange(suggested.Actions.Count, 1, 3);
            Assert.All(suggested.Actions, action => Assert.Equal(("imBack", action.Title), (action.Type, action.Value)));
        });
        Assert.All(Shown.In(ConversationScope.GroupChat, Replies.All[outcome]), activity => Assert.Null(activity.SuggestedActions));
        Assert.All(Shown.In(ConversationScope.Channel, Replies.All[outcome]), activity => Assert.Null(activity.SuggestedActions));
    }

    [Fact]
    public void Where_there_is_no_room_for_all_the_way_on_stays()
    {
        var reply = Replies.Answered with { Followups = ["One?", "Two?", "Three?"], HasMore = true };
        var message = Assert.Single(Shown.In(ConversationScope.Personal, reply));
        Assert.Equal(["One?", "Two?", Wording.ShowMore], message.SuggestedActions!.Actions.Select(action => action.Title));
    }

    [Fact]
    public void A_choice_is_a_card_with_one_button_for_each_answer()
    {
        var activities = Shown.In(ConversationScope.Personal, Replies.Clarify);
        Assert.Equal("expectingInput", Assert.Single(activities).InputHint);
        var card = Shown.Card(activities);
        Assert.Equal(Replies.Clarify.Choices, Shown.Titles(card));
        Assert.All(Shown.Elements(card.GetProperty("body")), element => Assert.DoesNotContain("•", element.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_too_long_for_a_button_on_a_phone_stand_above_it_too()
    {
        var choice = "Whether the tape should go over or under the bone in front of the ankle?";
        var reply = new Reply(Outcome.Clarify, [new Block.Words(Wording.DidYouMeanThis), new Block.Bullets([choice])], [], [choice, Wording.NoneOfThese], []);
        Assert.Contains("• " + choice, Shown.Text(Shown.In(ConversationScope.Personal, reply)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guide_step_shows_why_it_asks_and_can_be_left()
    {
        var card = Shown.Card(Shown.In(ConversationScope.Personal, Replies.GuideStep));
        var elements = Shown.Elements(card.GetProperty("body")).ToList();
        Assert.Contains(elements, element => element.TryGetProperty("style", out var style) && style.GetString() == "heading");
        Assert.Contains(elements, element => element.TryGetProperty("style", out var style) && style.GetString() == "emphasis");
        Assert.Contains(Replies.GuideStep.Citations[0].Quote, Shown.Text(Shown.In(ConversationScope.Personal, Replies.GuideStep)), StringComparison.Ordinal);
        Assert.Equal(Wording.Leave, Assert.Single(card.GetProperty("actions").EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    public void Of_more_than_six_buttons_the_way_back_steps_behind_the_others()
    {
        var reply = new Reply(Outcome.Guide, [new Block.Strong("Where?")], [], ["1a", "2a", "3a", "4a", "5a", Wording.Back, Wording.Leave], []);
        var buttons = Shown.Buttons(Shown.Card(Shown.In(ConversationScope.Personal, reply))).ToList();
        Assert.Equal(7, buttons.Count);
        Assert.Equal(Wording.Back, Assert.Single(buttons, button => button.TryGetProperty("mode", out _)).GetProperty("title").GetString());
    }

    [Fact]
    public void A_side_question_gets_its_answer_as_text_and_then_the_waiting_step_as_a_card()
    {
        var activities = Shown.In(ConversationScope.Personal, Replies.SideQuestion);
        Assert.Equal(2, activities.Count);
        Assert.Contains("athletic tape", activities[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Wording.BackToGuide, activities[0].Text, StringComparison.Ordinal);
        Assert.NotNull(Shown.Citations(activities[0]));
        Assert.Equal(Replies.SideQuestion.Choices, Shown.Titles(Shown.Card([activities[1]])));
    }

    [Fact]
    public void The_end_of_a_guide_leads_on_everywhere()
    {
        Assert.Contains(Wording.StartOver, Assert.Single(Shown.In(ConversationScope.Personal, Replies.GuideEnd)).SuggestedActions!.Actions.Select(action => action.Title));
        Assert.Contains(Wording.StartOver, Shown.Titles(Shown.Card(Shown.In(ConversationScope.Channel, Replies.GuideEnd))));
    }

    [Fact]
    public void A_question_without_an_answer_can_be_sent_or_asked_in_a_comment()
    {
        var card = Shown.Card(Shown.In(ConversationScope.GroupChat, Replies.NotCovered));
        var send = Shown.Buttons(card).Single(button => button.GetProperty("title").GetString() == Wording.SendQuestion);
        Assert.Equal(new CardPress(CardPress.SendVerb, Turn: "7"), CardPress.Of(Shown.Pressed(send)));
        Assert.Equal("https://blog.example/talus#respond", Shown.Buttons(card).Last().GetProperty("url").GetString());
    }

    [Fact]
    public void Alone_with_the_bot_the_safety_advice_says_which_sign_it_saw()
    {
        var card = Shown.Card(Shown.In(ConversationScope.Personal, Replies.Safety));
        Assert.Contains("swelling", Shown.Text(Shown.In(ConversationScope.Personal, Replies.Safety)), StringComparison.Ordinal);
        Assert.Contains("call 999", card.GetProperty("speak").GetString(), StringComparison.Ordinal);
        Assert.Empty(Shown.Buttons(card));
    }

    [Theory]
    [InlineData(ConversationScope.GroupChat)]
    [InlineData(ConversationScope.Channel)]
    internal void Where_others_read_along_the_advice_keeps_the_sign_to_itself_and_shows_the_way_to_a_private_chat(ConversationScope scope)
    {
        var activities = Shown.In(scope, Replies.Safety);
        var everything = JsonSerializer.Serialize(Assert.Single(activities), ActivityJson.Plain.Activity);

        Assert.DoesNotContain("You mention", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("swell", everything, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("NHS 111", Shown.Text(activities), StringComparison.Ordinal);
        Assert.Contains("999", Shown.Text(activities), StringComparison.Ordinal);
        var way = Assert.Single(Shown.Buttons(Shown.Card(activities)));
        Assert.Equal(("Action.OpenUrl", Alone), (way.GetProperty("type").GetString(), way.GetProperty("url").GetString()));
    }

    [Theory]
    [InlineData("webchat")]
    [InlineData("emulator")]
    [InlineData("slack")]
    public void No_channel_repeats_a_sign_in_a_group(string channel)
    {
        var message = Assert.Single(ConnectorRendering.Render(Replies.Safety, channel, ConversationScope.GroupChat, null, new ReplyPlace("https://bot.example")));
        Assert.DoesNotContain("swelling", message.Text, StringComparison.Ordinal);
        Assert.Contains("(https://bot.example/ask)", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_sign_that_anybody_tells_is_given_away_in_a_channel()
    {
        var signs = Questions.Work.Where(row => row.Expect == "safety").Select(row => Replies.After(row.Turns)).Where(reply => reply.Discreet is not null).ToList();
        Assert.True(signs.Count >= 10, $"{signs.Count} signs");
        Assert.All(signs, reply =>
        {
            var shown = Shown.Text(Shown.In(ConversationScope.Channel, reply)) + WebhookRendering.Render(reply).Text;
            Assert.DoesNotContain("You mention", shown, StringComparison.Ordinal);
            Assert.All(Replies.Shipped.Safety.Rules, rule => Assert.DoesNotContain(rule.Saw, shown, StringComparison.OrdinalIgnoreCase));
            Assert.Matches("doctor|emergency|hospital", shown);
        });
    }

    [Theory]
    [InlineData("emulator")]
    [InlineData("webchat")]
    public void Other_channels_get_what_Direct_Line_gets(string channel)
    {
        var step = Assert.Single(ConnectorRendering.Render(Replies.GuideStep, channel, ConversationScope.Personal, null, new ReplyPlace("https://bot.example")));
        Assert.Null(step.Attachments);
        Assert.Equal(Replies.GuideStep.Choices, step.SuggestedActions!.Actions.Select(action => action.Value));
        var answer = Assert.Single(ConnectorRendering.Render(Replies.Answered, channel, ConversationScope.Personal, null, new ReplyPlace("https://bot.example")));
        Assert.Contains("\n[1]: https://bot.example/article/ankle-talus#c12", answer.Text, StringComparison.Ordinal);
        Assert.Equal("answered", answer.ChannelData!.Value.GetProperty("talusbot").GetProperty("outcome").GetString());
    }

    [Fact]
    public void A_channel_that_nobody_knows_gets_its_sources_as_links()
    {
        var answer = Assert.Single(ConnectorRendering.Render(Replies.Answered, "telegram", ConversationScope.Personal, null, new ReplyPlace("https://bot.example")));
        Assert.Contains("[1] [b-reddy, the author, 13 October 2020](https://bot.example/article/ankle-talus#c12", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Entities);
    }

    [Fact]
    public void Without_our_own_address_there_are_no_links()
    {
        var message = Assert.Single(ConnectorRendering.Render(Replies.Answered, "msteams", ConversationScope.Personal, null));
        Assert.False(Shown.Citations(message)!.Value[0].GetProperty("appearance").TryGetProperty("url", out _));
    }

    [Fact]
    public void Words_of_others_cannot_become_markup_in_text_and_stand_as_they_are_on_cards()
    {
        const string Words = "<at>Everyone</at> [x](http://evil) *a* _b_ `c`\n# no heading\n1. no list";
        var cited = new Citation("a#c1", "Some *Body*", Role.Reader, null, Words, 0, Words.Length);
        var blocks = (Block[])[new Block.Quote("A reader:", Words, 1)];

        var text = Assert.Single(Shown.In(ConversationScope.Personal, new Reply(Outcome.Answered, blocks, [cited], [], []))).Text!;
        Assert.Equal("A reader:\n\n> “&lt;at&gt;Everyone&lt;/at&gt; \\[x\\](http://evil) \\*a\\* \\_b\\_ \\`c\\`\n>\n> \\# no heading\n>\n> 1\\. no list” [1]", text);

        var card = Shown.Card(Shown.In(ConversationScope.Personal, new Reply(Outcome.Guide, blocks, [cited], ["Yes"], [])));
        var run = Shown.Elements(card.GetProperty("body")).Where(element => element.GetProperty("type").GetString() == "RichTextBlock").ElementAt(1);
        Assert.Equal($"“{Words}” [1]", run.GetProperty("inlines")[0].GetProperty("text").GetString());
    }
}
