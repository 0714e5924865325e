namespace TalusBot.Knowledge.Retrieval;

/// <summary>A unit that a question found.</summary>
/// <param name="Score">From 0 to 1, rounded to 1e-4.</param>
/// <param name="Document">The document of the index that carried the unit: of an entry, its best phrasing.</param>
public sealed record Hit(Unit Unit, double Score, string Document);
