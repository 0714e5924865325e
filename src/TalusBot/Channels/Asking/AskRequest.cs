namespace TalusBot.Channels.Asking;

/// <summary>A question from another program.</summary>
/// <param name="Question">What somebody wants to know, in their own words. Required.</param>
/// <param name="Conversation">From the reply before, to go on with that conversation; left out to begin one.</param>
internal sealed record AskRequest(string? Question = null, string? Conversation = null);
