namespace TalusBot.Storage;

/// <summary>What stays of a turn beside the message and its reply.</summary>
/// <param name="State">The dialog's, with the person who said it.</param>
/// <param name="Inbox">What it leaves for the maintainers; null where it leaves nothing.</param>
/// <param name="Question">What the message came down to, where that is not what it says.</param>
/// <param name="Tally">What the reply adds to the counts.</param>
internal sealed record Kept(string State, InboxItem? Inbox = null, string? Question = null, Tally? Tally = null);
