using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Activities;

namespace TalusBot.Channels.Connector;

/// <summary>What somebody said, without the marks that channels put around names.</summary>
/// <param name="MentionsBot">The bot is called by name.</param>
/// <param name="MentionsOthers">Somebody else is.</param>
internal sealed partial record InboundText(string Text, bool MentionsBot, bool MentionsOthers)
{
    private const int MostMentions = 50;
    private const int LongestName = 100;

    public static InboundText Of(Activity activity)
    {
        var text = activity.Text ?? "";
        var (bot, others) = (false, false);
        foreach (var (id, name, mark) in Mentions(activity))
        {
            var isBot = id is not null && id == activity.Recipient?.Id;
            (bot, others) = (bot || isBot, others || !isBot);
            text = isBot ? Without(text, mark) : Named(text, mark, name);
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
            text = isOwn ? Without(text, mark) : Named(text, mark, name);
            isOwn = false;
        }

        return Tidy(isOwn ? LeadingMention().Replace(text, " ") : text);
    }

    private static string Without(string text, string mark) => mark.Length == 0 ? text : text.Replace(mark, " ", StringComparison.Ordinal);

    /// <summary>Only a mark that looks like one, by a name that cannot become one: else a few entities could blow a text up without end.</summary>
    private static string Named(string text, string mark, string? name)
    {
        var plain = new string([.. (name ?? "").Where(c => c is not ('<' or '>')).Take(LongestName)]);
        return mark.StartsWith("<at", StringComparison.Ordinal) && mark.EndsWith("</at>", StringComparison.Ordinal) ? text.Replace(mark, plain, StringComparison.Ordinal) : text;
    }

    private static IEnumerable<(string? Id, string? Name, string Mark)> Mentions(Activity activity) => (activity.Entities ?? [])
        .Where(entity => entity.ValueKind is JsonValueKind.Object && TextIn(entity, "type") == "mention"
            && entity.TryGetProperty("mentioned", out var mentioned) && mentioned.ValueKind is JsonValueKind.Object)
        .Select(entity => (TextIn(entity.GetProperty("mentioned"), "id"), TextIn(entity.GetProperty("mentioned"), "name"), TextIn(entity, "text") ?? ""))
        .Take(MostMentions);

    private static string? TextIn(JsonElement owner, string name) => owner.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    private static string Tidy(string text) => Blanks().Replace(text.Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase), " ").Trim();

    [GeneratedRegex("[ \t\u00a0]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("^\\s*<at>[^<]*</at>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingMention();
}
