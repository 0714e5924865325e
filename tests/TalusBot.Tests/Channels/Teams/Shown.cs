using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Activities;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;

namespace TalusBot.Tests.Channels.Teams;

/// <summary>What a person sees of activities.</summary>
internal static partial class Shown
{
    public static IEnumerable<JsonElement> Cards(IEnumerable<Activity> activities) => activities
        .SelectMany(activity => activity.Attachments ?? [])
        .Select(attachment => attachment.GetProperty("content"));

    public static JsonElement Card(IReadOnlyList<Activity> activities) => Assert.Single(Cards(activities));

    /// <summary>Texts of messages and cards, in the order in which they stand, without the buttons.</summary>
    public static string Text(IEnumerable<Activity> activities)
    {
        var text = new StringBuilder();
        foreach (var activity in activities)
        {
            text.Append(activity.Text).Append('\n');
            foreach (var card in Cards([activity]))
            {
                foreach (var element in Elements(card.GetProperty("body")))
                {
                    text.Append(TextOf(element)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Every element of a body, from top to bottom, those in containers after their container.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement items) => items.EnumerateArray()
        .SelectMany(item => item.TryGetProperty("items", out var inner) ? Elements(inner).Prepend(item) : [item]);

    /// <summary>Every button of a card, those in its body first.</summary>
    public static IEnumerable<JsonElement> Buttons(JsonElement card) => Elements(card.GetProperty("body"))
        .Append(card)
        .Where(one => one.TryGetProperty("actions", out _))
        .SelectMany(one => one.GetProperty("actions").EnumerateArray());

    public static IEnumerable<string> Titles(JsonElement card) => Buttons(card).Select(button => button.GetProperty("title").GetString()!);

    public static JsonElement? Citations(Activity activity) =>
        activity.Entities is [var entity] ? entity.GetProperty("citation") : null;

    /// <summary>The words alone, in small letters, without marks, links' addresses and markup.</summary>
    public static string Words(string markdown)
    {
        var text = Definition().Replace(markdown, "");
        text = System.Net.WebUtility.HtmlDecode(Address().Replace(text, "]"));
        return string.Join(' ', Word().Matches(text).Select(word => word.Value.ToLowerInvariant()));
    }

    /// <summary>A button's press, as Teams sends it back.</summary>
    public static Activity Pressed(JsonElement button) => JsonSerializer.Deserialize(
        $$$"""{"type":"invoke","name":"{{{ConnectorInvokes.CardAction}}}","value":{"action":{"type":"Action.Execute","verb":{{{button.GetProperty("verb").GetRawText()}}},"data":{{{button.GetProperty("data").GetRawText()}}}},"trigger":"manual"}}""",
        ActivityJson.Default.Activity)!;

    public static IReadOnlyList<Activity> In(ConversationScope scope, Reply reply) =>
        ConnectorRendering.Render(reply, "msteams", scope, "en-GB", new ReplyPlace("https://bot.example", "28:11111111-2222-4333-8444-555555555555", "7"));

    private static string? TextOf(JsonElement element) => element.GetProperty("type").GetString() switch
    {
        "TextBlock" => element.GetProperty("text").GetString(),
        "RichTextBlock" => string.Concat(element.GetProperty("inlines").EnumerateArray().Select(run => run.GetProperty("text").GetString())),
        _ => null,
    };

    [GeneratedRegex(@"^\[\d\]: .*$", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\]\(<?https?://[^)>]*>?\)")]
    private static partial Regex Address();

    [GeneratedRegex(@"[\p{L}\p{N}’']+")]
    private static partial Regex Word();
}
