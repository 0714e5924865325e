using TalusBot.Channels.Teams;
using TalusBot.Conversation;

namespace TalusBot.Tests.Channels.Teams;

public sealed class WebhookRenderingTests
{
    private static readonly ReplyPlace Place = new("https://bot.example");

    [Fact]
    public void A_webhook_answers_with_one_text_and_its_sources_as_links()
    {
        var answer = WebhookRendering.Render(Replies.Answered, Place);

        Assert.Equal(("message", "markdown"), (answer.Type, answer.TextFormat));
        Assert.True(answer is { Entities: null, ChannelData: null, SuggestedActions: null, Attachments: null });
        Assert.Contains("[1] [b-reddy, the author, 13 October 2020](https://bot.example/article/ankle-talus#c12", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_are_numbered_and_the_reply_says_how_to_take_one()
    {
        var text = WebhookRendering.Render(Replies.Clarify, Place).Text!;
        Assert.All(Replies.Clarify.Choices, choice => Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, System.Text.RegularExpressions.Regex.Escape(choice))));
        Assert.Contains($"1. {Replies.Clarify.Choices[0]}\n2. {Replies.Clarify.Choices[1]}\n\n- {Wording.NoneOfThese}", text, StringComparison.Ordinal);
        Assert.EndsWith(Wording.AnswerByMention, text.Split("\n\n*")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_that_is_offered_is_understood()
    {
        Assert.DoesNotContain($"{Replies.Clarify.Choices.Count}. ", WebhookRendering.Render(Replies.Clarify, Place).Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Guide, Replies.After("start the check", "2").Outcome);
        var step = WebhookRendering.Render(Replies.GuideStep, Place).Text!;
        Assert.Contains("4. Not sure\n\n- Leave the check", step, StringComparison.Ordinal);
        Assert.NotEqual(Replies.GuideStep.Blocks[^1], Replies.After("is it my calf or my talus?", "4").Blocks[^1]);
    }

    [Fact]
    public void A_warning_sign_is_not_repeated_and_the_page_for_one_reader_is_named()
    {
        var text = WebhookRendering.Render(Replies.Safety, Place).Text!;
        Assert.DoesNotContain("swelling", text, StringComparison.Ordinal);
        Assert.Contains("NHS 111", text, StringComparison.Ordinal);
        Assert.Contains($"[{Wording.WriteAlone}](https://bot.example/ask)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](", WebhookRendering.Render(Replies.Safety).Text, StringComparison.Ordinal);
    }
}
