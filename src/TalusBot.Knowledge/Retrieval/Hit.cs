namespace TalusBot.Knowledge.Retrieval;

/// <summary>A unit that a question found.</summary>
/// <param name="Found">The scores.</param>
/// <param name="Score">Those and the vote of the known questions together: from 0 to 1, rounded to 1e-4.</param>
public sealed record Hit(Unit Unit, GroupHit Found, double Score);
