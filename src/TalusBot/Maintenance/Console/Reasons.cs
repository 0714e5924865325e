namespace TalusBot.Maintenance.Console;

/// <summary>Why a question is in the inbox, in words.</summary>
internal static class Reasons
{
    public static string Of(string reason) => reason switch
    {
        "notCovered" => "Not covered",
        "noneOfThese" => "None of these",
        "thumbsDown" => "Thumbs down",
        "sent" => "Sent by the reader",
        _ => reason,
    };
}
