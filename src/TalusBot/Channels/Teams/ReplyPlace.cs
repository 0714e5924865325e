using TalusBot.Channels.Page;

namespace TalusBot.Channels.Teams;

/// <summary>What only those who deliver a reply know.</summary>
/// <param name="BaseUrl">Our own address, without a slash at its end; null leaves links to sources out.</param>
/// <param name="BotId">Our id on the channel, with or without <c>28:</c> before it; null leaves the link to the one-to-one chat out.</param>
/// <param name="Turn">Names the turn in the data of every button, so that a press on an old card can be told; null leaves it out.</param>
internal sealed record ReplyPlace(string? BaseUrl = null, string? BotId = null, string? Turn = null)
{
    public static readonly ReplyPlace Unknown = new();

    /// <summary>Where one person can write and nobody else reads: the chat with the bot, else the page without a script; null where neither is known.</summary>
    /// <param name="isTeams">The reply is read in Teams, from a bot that is registered there.</param>
    public string? AloneUrl(bool isTeams) =>
        isTeams && BotId is { } id ? $"https://teams.microsoft.com/l/chat/0/0?users=28:{Uri.EscapeDataString(id.StartsWith("28:", StringComparison.Ordinal) ? id[3..] : id)}"
        : BaseUrl is { } url ? url + AskPage.Path
        : null;
}
