using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Activities;

namespace TalusBot.Channels.Connector;

/// <summary>What somebody said, without the marks that channels put around names.</summary>
/// <param name="MentionsBot">The bot is called by name.</param>
/// <param name="MentionsOthers">Somebody else is.</param>
internal sealed partial record InboundText(string Text, bool MentionsBot, bool MentionsOthers)
{
    public static InboundText Of(Activity activity)
    {
        var text = activity.Text ?? "";
        var (bot, others) = (false, false);
        foreach (var (id, name, mark) in Mentions(activity))
        {
            var isBot = id is not null && id == activity.Recipient?.Id;
            (bot, others) = (bot || isBot, others || !isBot);
            text = Without(text, mark, isBot ? " " : name ?? "");
        }

        return new InboundText(Tidy(text), bot, others);
    }

    /// <summary>To an outgoing webhook: it has no id to compare, and its own mention comes first.</summary>
    public static string OfWebhook(Activity activity)
    {
        var text = activity.Text ?? "";
        var isOwn = true;
        foreach (var (_, name, mark) in Mentions(activity))
        {
            text = Without(text, mark, isOwn ? " " : name ?? "");
            isOwn = false;
        }

        return Tidy(isOwn ? LeadingMention().Replace(text, " ") : text);
    }

    private static string Without(string text, string mark, string instead) => mark.Length == 0 ? text : text.Replace(mark, instead, StringComparison.Ordinal);

    private static IEnumerable<(string? Id, string? Name, string Mark)> Mentions(Activity activity) => (activity.Entities ?? [])
        .Where(entity => entity.ValueKind is JsonValueKind.Object && TextIn(entity, "type") == "mention"
            && entity.TryGetProperty("mentioned", out var mentioned) && mentioned.ValueKind is JsonValueKind.Object)
        .Select(entity => (TextIn(entity.GetProperty("mentioned"), "id"), TextIn(entity.GetProperty("mentioned"), "name"), TextIn(entity, "text") ?? ""));

    private static string? TextIn(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    private static string Tidy(string text) => Blanks().Replace(text.Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase), " ").Trim();

    [GeneratedRegex("[ \t\u00a0]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex("^\\s*<at>[^<]*</at>", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingMention();
}
