namespace TalusBot.Knowledge.Guides;

/// <summary>An answer that a reader may give to a step.</summary>
/// <param name="Words">As it stands on the button, at most 60 characters; no other choice of the step has the same.</param>
/// <param name="Step">The id of the step that comes next.</param>
/// <param name="Also">Other words for it; none of them is a word of another choice of the step.</param>
public sealed record GuideChoice(string Words, string Step, IReadOnlyList<string> Also);
