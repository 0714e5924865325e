namespace TalusBot.Knowledge.Text;

/// <summary>One indexed word with the place it came from.</summary>
/// <param name="Term">The stem that the index holds.</param>
/// <param name="Surface">The word as it stands in the text, possessive and capitals included.</param>
/// <param name="Start">UTF-16 offset into the text, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive.</param>
public sealed record Token(string Term, string Surface, int Start, int End);
