using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;

namespace TalusBot.Tests.Channels.Teams;

public sealed class ConnectorInvokesTests
{
    private static readonly ReplyPlace Place = new("https://bot.example", "28:bot", "7");

    [Fact]
    public void Every_button_says_its_choice_and_which_turn_it_belongs_to()
    {
        var card = Shown.Card(Shown.In(ConversationScope.Personal, Replies.GuideStep));
        var presses = Shown.Buttons(card).Select(Shown.Pressed).ToList();
        Assert.Equal(Replies.GuideStep.Choices, presses.Select(ConnectorInvokes.SaidBy));
        Assert.All(presses, press => Assert.Equal("7", CardPress.Of(press)!.Turn));
    }

    [Fact]
    public void On_old_clients_the_same_button_sends_the_same_as_a_message()
    {
        var button = Shown.Buttons(Shown.Card(Shown.In(ConversationScope.Personal, Replies.GuideStep))).First();
        var data = button.GetProperty("fallback").GetProperty("data").GetRawText();
        var message = Read($$"""{"type":"message","replyToId":"1","value":{{data}}}""");
        Assert.Equal(CardPress.Of(Shown.Pressed(button)), CardPress.Of(message));
        Assert.Equal(Replies.GuideStep.Choices[0], ConnectorInvokes.SaidBy(message));
    }

    [Theory]
    [InlineData("""{"type":"message","text":"hello"}""")]
    [InlineData("""{"type":"message","value":null}""")]
    [InlineData("""{"type":"message","value":"text"}""")]
    [InlineData("""{"type":"message","value":{"talusbot":[]}}""")]
    [InlineData("""{"type":"message","value":{"talusbot":{"verb":"say","say":7}}}""")]
    [InlineData("""{"type":"message","value":{"talusbot":{"verb":"say","say":"  "}}}""")]
    [InlineData("""{"type":"message","value":{"talusbot":{"verb":"say","say":"\ud800"}}}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":"x"}}""")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"verb":"say","data":{"say":"x"}}}}""")]
    [InlineData("""{"type":"invoke","name":"other","value":{"action":{"data":{"talusbot":{"verb":"say","say":"x"}}}}}""")]
    [InlineData("""{"type":"event","name":"adaptiveCard/action","value":{"action":{"data":{"talusbot":{"verb":"say","say":"x"}}}}}""")]
    public void What_is_no_button_of_ours_says_nothing(string activity) => Assert.Null(ConnectorInvokes.SaidBy(Read(activity)));

    [Fact]
    public void A_press_leaves_the_card_with_the_choice_and_without_buttons()
    {
        var card = Shown.Card(Shown.In(ConversationScope.Personal, Replies.GuideStep));
        using var body = JsonDocument.Parse(ConnectorInvokes.ActionResult(card, "Not sure"));

        Assert.Equal(200, body.RootElement.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.card.adaptive", body.RootElement.GetProperty("type").GetString());
        var settled = body.RootElement.GetProperty("value");
        Assert.Empty(Shown.Buttons(settled));
        Assert.Contains("You chose: Not sure", settled.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(Replies.GuideStep.Citations[0].Quote, Shown.Elements(settled.GetProperty("body")).Select(element => element.TryGetProperty("inlines", out var runs) ? runs[0].GetProperty("text").GetString() : "").Aggregate(string.Concat), StringComparison.Ordinal);
    }

    [Fact]
    public void A_press_on_a_card_that_nobody_knows_is_met_with_words()
    {
        Assert.Equal("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"You chose: Not sure"}""", ConnectorInvokes.ActionResult(null, "Not sure"));
        Assert.Equal($$"""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"{{Wording.CardOutdated}}"}""", ConnectorInvokes.ActionMessage(Wording.CardOutdated));
        Assert.Equal("""{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"This is no button of this bot."}}""", ConnectorInvokes.ActionRefused());
    }

    [Fact]
    public void A_search_finds_a_card_that_stands_alone_and_how_it_looks_in_the_list()
    {
        var found = Query(ConnectorInvokes.QueryResult(Replies.Answered with { Notice = null }, "what kind\nof tape?", [], Place));

        Assert.Equal(("result", "list"), (found.GetProperty("type").GetString(), found.GetProperty("attachmentLayout").GetString()));
        var card = Assert.Single(found.GetProperty("attachments").EnumerateArray());
        Assert.Equal("application/vnd.microsoft.card.adaptive", card.GetProperty("contentType").GetString());
        var content = card.GetProperty("content").GetRawText();
        Assert.Contains("what kind of tape?", content, StringComparison.Ordinal);
        Assert.Contains("athletic tape", content, StringComparison.Ordinal);
        Assert.Contains("b-reddy, the author, 13 October 2020", content, StringComparison.Ordinal);
        Assert.Contains(Wording.Notice, content, StringComparison.Ordinal);
        var preview = card.GetProperty("preview");
        Assert.Equal("application/vnd.microsoft.card.thumbnail", preview.GetProperty("contentType").GetString());
        Assert.Equal("what kind of tape?", preview.GetProperty("content").GetProperty("title").GetString());
        Assert.Contains("athletic tape", preview.GetProperty("content").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_answers_are_a_list_and_none_is_said_in_words()
    {
        var found = Query(ConnectorInvokes.QueryResult([new FoundAnswer("which tape?", Replies.Answered), new FoundAnswer("both?", Replies.Several)], Place));
        Assert.Equal(["which tape?", "both?"], found.GetProperty("attachments").EnumerateArray().Select(one => one.GetProperty("preview").GetProperty("content").GetProperty("title").GetString()));
        Assert.Equal(Wording.NotCoveredUnnoted, Query(ConnectorInvokes.QueryResult([], Place)).GetProperty("text").GetString());
    }

    [Fact]
    public void A_search_without_words_says_what_can_be_asked() =>
        Assert.Equal("Type a question. These have answers:\n\nWhich tape?\nHow long?", Query(ConnectorInvokes.QueryResult(null, "", ["Which tape?", "How long?"], Place)).GetProperty("text").GetString());

    [Fact]
    public void A_search_that_finds_nothing_does_not_claim_to_have_noted_it()
    {
        var text = Query(ConnectorInvokes.QueryResult(Replies.NotCovered, "does the tape come in blue?", [], Place)).GetProperty("text").GetString();
        Assert.StartsWith(Wording.NotCoveredUnnoted, text, StringComparison.Ordinal);
        Assert.DoesNotContain("noted", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_of_danger_in_a_search_gets_the_advice_and_no_card_to_pass_on()
    {
        var found = Query(ConnectorInvokes.QueryResult(Replies.Safety, "my calf is swollen and hot", [], Place));
        Assert.Equal("message", found.GetProperty("type").GetString());
        Assert.Contains("NHS 111", found.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.False(found.TryGetProperty("attachments", out _));
    }

    [Fact]
    public void A_check_needs_a_talk() =>
        Assert.Equal(Wording.AskInChat, Query(ConnectorInvokes.QueryResult(Replies.GuideStep, "is it my calf or my talus?", [], Place)).GetProperty("text").GetString());

    [Theory]
    [InlineData("""{"reaction":"like","feedback":"{\"feedbackText\":\"clear\"}"}""", true, "clear")]
    [InlineData("""{"reaction":"dislike","feedback":"{\"feedbackText\":\"\"}"}""", false, null)]
    [InlineData("""{"reaction":"dislike","feedback":"it was wrong"}""", false, "it was wrong")]
    [InlineData("""{"reaction":"dislike","feedback":"42"}""", false, "42")]
    [InlineData("""{"reaction":"like","feedback":{"feedbackText":"clear"}}""", true, "clear")]
    [InlineData("""{"reaction":"like"}""", true, null)]
    public void A_thumb_is_read_with_its_words(string rated, bool up, string? text) =>
        Assert.Equal((up, text), ConnectorInvokes.Feedback(Read($$$"""{"type":"invoke","name":"message/submitAction","value":{"actionName":"feedback","actionValue":{{{rated}}}}}""")));

    [Theory]
    [InlineData("""{"type":"invoke","name":"message/submitAction","value":[]}""")]
    [InlineData("""{"type":"invoke","name":"message/submitAction"}""")]
    [InlineData("""{"type":"invoke","name":"message/submitAction","value":{"actionName":"other","actionValue":{"reaction":"like"}}}""")]
    [InlineData("""{"type":"invoke","name":"message/submitAction","value":{"actionName":"feedback","actionValue":{"reaction":"meh"}}}""")]
    [InlineData("""{"type":"invoke","name":"message/submitAction","value":{"actionName":"feedback","actionValue":"like"}}""")]
    public void What_is_no_thumb_is_none(string activity) => Assert.Null(ConnectorInvokes.Feedback(Read(activity)));

    [Fact]
    public void Long_words_with_a_thumb_are_cut_and_not_lost() => Assert.InRange(
        ConnectorInvokes.Feedback(Read($$$$"""{"type":"invoke","name":"message/submitAction","value":{"actionName":"feedback","actionValue":{"reaction":"dislike","feedback":"{{{{new string('x', 2_000)}}}}"}}}"""))!.Value.Text!.Length, 400, 500);

    private static JsonElement Query(string body)
    {
        using var parsed = JsonDocument.Parse(body);
        return parsed.RootElement.GetProperty("composeExtension").Clone();
    }

    private static Activity Read(string json) => JsonSerializer.Deserialize(json, ActivityJson.Default.Activity)!;
}
