using System.Globalization;
using System.Text;
using TalusBot.Activities;
using TalusBot.Conversation;

namespace TalusBot.Channels.Webhook;

/// <summary>A reply as one message of Markdown: there are no buttons and no citations of Teams' own, so both stand in the text.</summary>
internal static class WebhookRendering
{
    /// <param name="baseUrl">Our own address, without a slash at its end.</param>
    public static Activity Render(Reply reply, string baseUrl)
    {
        var text = new StringBuilder(ReplyMarkdown.Write(reply));
        for (var i = 0; i < reply.Choices.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "\n\n" : "\n")}{i + 1}. {ReplyMarkdown.Escape(reply.Choices[i])}");
        }

        for (var i = 0; i < reply.Citations.Count; i++)
        {
            var citation = reply.Citations[i];
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "\n\n" : "  \n")}[{i + 1}] [{ReplyMarkdown.Escape(ReplyMarkdown.Title(citation))}](<{baseUrl}{citation.Path}>)");
        }

        return new Activity { Type = ActivityTypes.Message, TextFormat = "markdown", Text = text.ToString() };
    }
}
