using System.Text.Json;
using System.Text.Json.Nodes;
using TalusBot.Activities;
using TalusBot.Conversation;

namespace TalusBot.Channels.Connector;

/// <summary>
/// A reply in the log of a conversation behind the connector: what it says and what it is, as on every channel, and beside that
/// the activities that it comes to there.
/// </summary>
internal static class ReplyEnvelope
{
    private const string Sends = "sends";

    /// <param name="replyToId">Of ours; null where it answers nothing.</param>
    public static string Write(Reply reply, IReadOnlyList<Activity> sends, string baseUrl, string? replyToId, string? locale)
    {
        var array = JsonSerializer.SerializeToNode(sends.ToList(), ConnectorJson.Plain.ListActivity)!;
        MakeAbsolute(array, baseUrl);
        return JsonSerializer.Serialize(
            new Activity
            {
                Type = ActivityTypes.Message,
                From = Bot.Account,
                ReplyToId = replyToId,
                Locale = locale,
                Text = ReplyMarkdown.Write(reply),
                TextFormat = "markdown",
                ChannelData = JsonSerializer.SerializeToElement(new ReplyData(ReplyFacts.Of(reply)), WireJson.Default.ReplyData),
                Rest = new(StringComparer.Ordinal) { [Sends] = JsonSerializer.SerializeToElement(array, ConnectorJson.Plain.JsonNode) },
            },
            ActivityJson.Plain.Activity);
    }

    /// <summary>The activities that an entry of ours comes to; none where it is not meant for the channel.</summary>
    public static IReadOnlyList<Activity> Read(Activity entry) =>
        entry.Rest?.TryGetValue(Sends, out var sends) is true ? JsonSerializer.Deserialize(sends, ConnectorJson.Default.ListActivity) ?? [] : [];

    /// <summary>Links to our own pages get our address: nobody outside knows where a bare path leads.</summary>
    private static void MakeAbsolute(JsonNode? node, string baseUrl)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    MakeAbsolute(item, baseUrl);
                }

                break;
            case JsonObject owner:
                foreach (var (name, value) in owner.ToList())
                {
                    if (value is JsonValue text && text.GetValueKind() is JsonValueKind.String)
                    {
                        if (name == "url" && text.GetValue<string>() is ['/', ..] path)
                        {
                            owner[name] = baseUrl + path;
                        }
                        else if (name == "text" && text.GetValue<string>() is var words && words.Contains("](/", StringComparison.Ordinal))
                        {
                            owner[name] = words.Replace("](/", $"]({baseUrl}/", StringComparison.Ordinal);
                        }
                    }
                    else
                    {
                        MakeAbsolute(value, baseUrl);
                    }
                }

                break;
        }
    }
}
