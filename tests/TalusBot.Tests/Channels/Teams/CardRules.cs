using System.Text.Json;

namespace TalusBot.Tests.Channels.Teams;

/// <summary>What the Adaptive Cards 1.5 specification, Teams and a phone ask of a card.</summary>
internal static class CardRules
{
    private static readonly Dictionary<string, string[]> Properties = new()
    {
        ["AdaptiveCard"] = ["type", "$schema", "version", "lang", "speak", "fallbackText", "body", "actions"],
        ["TextBlock"] = ["type", "text", "wrap", "weight", "size", "isSubtle", "style", "spacing"],
        ["RichTextBlock"] = ["type", "inlines", "spacing"],
        ["TextRun"] = ["type", "text", "isSubtle", "weight"],
        ["Container"] = ["type", "items", "style", "spacing"],
        ["ActionSet"] = ["type", "actions", "spacing"],
        ["Action.Execute"] = ["type", "title", "verb", "data", "fallback", "mode"],
        ["Action.Submit"] = ["type", "title", "data", "mode"],
        ["Action.OpenUrl"] = ["type", "title", "url", "mode"],
    };

    /// <summary>What is wrong with the card; nothing where it is right.</summary>
    public static IEnumerable<string> Faults(JsonElement card)
    {
        if (card.GetProperty("type").GetString() != "AdaptiveCard" || card.GetProperty("version").GetString() != "1.5")
        {
            yield return "is no Adaptive Card 1.5";
        }

        if (string.IsNullOrWhiteSpace(card.GetProperty("fallbackText").GetString()) || string.IsNullOrWhiteSpace(card.GetProperty("speak").GetString()))
        {
            yield return "says nothing where it cannot be shown";
        }

        if (card.GetProperty("body").GetArrayLength() == 0)
        {
            yield return "is empty";
        }

        if (card.GetRawText().Length * sizeof(char) > 28 * 1024)
        {
            yield return "is larger than 28 KB";
        }

        foreach (var fault in Parts(card).SelectMany(OfPart))
        {
            yield return fault;
        }
    }

    private static IEnumerable<JsonElement> Parts(JsonElement part)
    {
        yield return part;
        foreach (var list in (string[])["body", "items", "inlines", "actions"])
        {
            if (part.TryGetProperty(list, out var inner))
            {
                foreach (var one in inner.EnumerateArray().SelectMany(Parts))
                {
                    yield return one;
                }
            }
        }

        if (part.TryGetProperty("fallback", out var fallback))
        {
            yield return fallback;
        }
    }

    private static IEnumerable<string> OfPart(JsonElement part)
    {
        var type = part.GetProperty("type").GetString()!;
        if (!Properties.TryGetValue(type, out var known))
        {
            yield return $"has an unknown {type}";
            yield break;
        }

        foreach (var property in part.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            yield return $"has {type} with an unknown {property.Name}";
        }

        if (type is "TextBlock" && !part.GetProperty("wrap").GetBoolean())
        {
            yield return "cuts a text off on a narrow screen";
        }

        if (type is "TextBlock" or "TextRun" && string.IsNullOrWhiteSpace(part.GetProperty("text").GetString()))
        {
            yield return "has an empty text";
        }

        if (type.StartsWith("Action.", StringComparison.Ordinal) && string.IsNullOrWhiteSpace(part.GetProperty("title").GetString()))
        {
            yield return "has a button without words";
        }

        if (type is "Action.Execute" && part.GetProperty("fallback").GetProperty("data").GetRawText() != part.GetProperty("data").GetRawText())
        {
            yield return "has a button that does something else on old clients";
        }

        if (type is "Action.OpenUrl" && !Uri.IsWellFormedUriString(part.GetProperty("url").GetString(), UriKind.Absolute))
        {
            yield return "has a link that leads nowhere";
        }
    }
}
