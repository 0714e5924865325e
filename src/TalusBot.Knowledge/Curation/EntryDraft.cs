using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Curation;

/// <summary>An entry as somebody writes it: anything may still be missing or wrong. <see cref="EntryWriter"/> makes a file of it.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="Question">The question as a reader would put it.</param>
/// <param name="Also">Other ways to ask the same.</param>
/// <param name="Sources">What the answer rests on; <c>[1]</c> in the body refers to the first.</param>
/// <param name="Followups">Ids of entries that answer what people ask next.</param>
/// <param name="Tags">Words to group entries by.</param>
/// <param name="Reviewed">The day somebody last compared the entry with its sources; null where nobody did.</param>
/// <param name="Body">The answer: Markdown paragraphs.</param>
public sealed record EntryDraft(
    string Id,
    string Question,
    IReadOnlyList<string> Also,
    IReadOnlyList<DraftSource> Sources,
    IReadOnlyList<string> Followups,
    IReadOnlyList<string> Tags,
    DateOnly? Reviewed,
    string Body)
{
    /// <summary>Where the file stands in the knowledge folder, for <see cref="FileChanges"/>: <c>entries/which-tape.md</c>.</summary>
    public string Path => $"entries/{Id}.md";

    /// <summary>A draft with a question and nothing else.</summary>
    public static EntryDraft Empty(string id, string question) => new(id, question, [], [], [], [], null, "");

    /// <summary>The draft that <see cref="EntryWriter"/> writes as this entry. An entry that rests on a whole comment quotes it.</summary>
    public static EntryDraft Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(entry.Id, entry.Question, entry.Also, [.. entry.Sources.Select(source => new DraftSource(source.Said.Id, source.Quote.Text))], entry.Followups, entry.Tags, entry.Reviewed, entry.Answer);
    }
}

/// <summary>Words that a draft rests on.</summary>
/// <param name="Id">Of a paragraph or comment, such as <c>ankle-talus#c12</c>.</param>
/// <param name="Quote">Exact words in it; null for all of it.</param>
public sealed record DraftSource(string Id, string? Quote);
