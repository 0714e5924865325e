using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Guides;

/// <summary>One heading of a guide: a question with choices, or an outcome without.</summary>
/// <param name="Id">The heading's address as Git hosts make it: lower case, "-" for blanks, other signs dropped.</param>
/// <param name="Title">The heading: the question of the step, or the name of the outcome.</param>
/// <param name="Text">Our words, at most 600 characters: paragraphs with an empty line between them. Markdown knows emphasis here and nothing more; links to entries stand as their words alone. Never empty for an outcome.</param>
/// <param name="Sources">The exact words that the step rests on, from 1 to 3.</param>
/// <param name="Choices">None for an outcome, else from 2 to 6.</param>
/// <param name="Entries">Ids of the entries that the text links: what to read on.</param>
public sealed record GuideStep(
    string Id,
    string Title,
    string Text,
    IReadOnlyList<EntrySource> Sources,
    IReadOnlyList<GuideChoice> Choices,
    IReadOnlyList<string> Entries)
{
    /// <summary>Whether the guide ends here.</summary>
    public bool IsOutcome => Choices.Count == 0;
}
