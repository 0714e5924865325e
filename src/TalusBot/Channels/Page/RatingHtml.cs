using System.Globalization;
using TalusBot.Channels.Asking;

namespace TalusBot.Channels.Page;

/// <summary>Whether an answer helped: two buttons below it, or what was pressed and the way back.</summary>
internal static class RatingHtml
{
    /// <param name="fields">As HTML; hidden fields.</param>
    public static string Of(Exchange exchange, string fields)
    {
        if (exchange is not { Replied: { } place, Reply.Facts.Outcome: "answered" })
        {
            return "";
        }

        var (said, buttons) = exchange.Thumb switch
        {
            "up" => ("You said that this helped.", Button("none", "Take that back")),
            "down" => ("You said that this did not help. Somebody will look at this answer.", Button("none", "Take that back")),
            _ => ("", Button("up", "This helped") + " " + Button("down", "This did not help")),
        };
        var id = string.Create(CultureInfo.InvariantCulture, $"{AskPage.RatingAnchor}{place}");
        return
            $"""
            <form method="post" action="{AskPage.Path}" class="rating" id="{id}">{fields}<input type="hidden" name="{AskPage.RatedField}" value="{place.ToString(CultureInfo.InvariantCulture)}">
            {(said.Length == 0 ? "" : $"<span>{said}</span> ")}{buttons}</form>

            """;
    }

    private static string Button(string thumb, string words) => $"<button class=\"quiet\" name=\"{AskPage.ThumbField}\" value=\"{thumb}\">{words}</button>";
}
