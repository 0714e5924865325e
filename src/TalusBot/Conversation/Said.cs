namespace TalusBot.Conversation;

/// <summary>What a person said in this turn.</summary>
/// <param name="Locale">As the client states it, such as en-GB; null where it does not.</param>
internal sealed record Said(string Text, string? Locale);

/// <summary>What a step comes to.</summary>
/// <param name="ForMaintainers">Why somebody should look at this question; null where nobody need.</param>
/// <param name="About">The question that they should look at, where it is not what was said in this turn.</param>
internal sealed record Step(DialogState Next, Reply Reply, string? ForMaintainers = null, string? About = null);
