namespace TalusBot.Knowledge.Index;

/// <summary>One hit.</summary>
/// <param name="Document">The document's number in its index, from 0 in the order in which they were added.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Score">Above 0; what it can reach at most, the search says.</param>
public readonly record struct ScoreDoc(int Document, string Id, double Score);
