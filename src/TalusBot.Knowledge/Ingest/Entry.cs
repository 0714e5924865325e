namespace TalusBot.Knowledge.Ingest;

/// <summary>A question with an answer in a maintainer's words, resting on what author and readers wrote.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="Question">The question as a reader would put it.</param>
/// <param name="Also">Other ways to ask the same.</param>
/// <param name="Answer">The body: Markdown paragraphs in which <c>[1]</c> refers to the first source, and so on.</param>
/// <param name="Sources">What the answer rests on, in the order of their numbers; never empty.</param>
/// <param name="Followups">Ids of entries that answer what people ask next.</param>
/// <param name="Tags">Words to group entries by.</param>
/// <param name="Reviewed">The day somebody last compared the entry with its sources.</param>
/// <param name="File">The path of the file, for messages.</param>
public sealed record Entry(
    string Id,
    string Question,
    IReadOnlyList<string> Also,
    string Answer,
    IReadOnlyList<EntrySource> Sources,
    IReadOnlyList<string> Followups,
    IReadOnlyList<string> Tags,
    DateOnly? Reviewed,
    string File)
{
    /// <summary>Where its parts stand in the file, for messages.</summary>
    public EntryLines Lines { get; init; } = EntryLines.Unknown;
}

/// <summary>The words that an entry rests on.</summary>
/// <param name="Said">The paragraph or comment.</param>
/// <param name="Quote">Exact words in it, at most 400 characters.</param>
public sealed record EntrySource(Passage Said, Span Quote);
