using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>Entries, over the article that ships.</summary>
internal sealed class EntryTarget() : FileTarget(
    Id,
    90,
    "knowledge/entries/fuzzed.md",
    [Ingest + "EntryReader.cs", Ingest + "EntryBody.cs", Ingest + "EntrySources.cs", Ingest + "SourceWords.cs", Ingest + "FrontMatter.cs", Ingest + "AskedFields.cs", Ingest + "MarkdownBody.cs"],
    [
        "---\n", "question: ", "also:\n", "sources:\n", "followups:\n", "tags:\n", "reviewed: 2026-11-22\n", "  - ", "  - ankle-talus#c12", "  - ankle-talus#c12: It’s nothing special.\n", "  - ankle-talus#p1\n", "ankle-talus#c99", "fuzzed", "which-tape", "how-to-tape", "[1]", "[2]", "[3]", "[4]",
        "\n\n- a [1]\n- b [2]\n", "\n# ", "\n> ", "\n| a | b |\n|---|---|\n| c | d |\n", "\n```\n", "<b>", "![x](y)", "It's nothing special.", "IT’S NOTHING SPECIAL.",
    ])
{
    public const string Id = "entries";

    private readonly HashSet<string> others = [.. Inputs.Content.Entries.Select(entry => entry.Id)];

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Files("knowledge/entries", "*.md"), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        var read = EntryReader.Read([file], Inputs.Content.Articles, unreadable: others);
        foreach (var entry in read.Value!)
        {
            BrokenPromiseException.Unless(entry.Sources.Count > 0 || entry.Question.Length > 0, () => "An entry rests on nothing.");
            foreach (var source in entry.Sources)
                Promises.IsVerbatim(Inputs.Content.Articles[0].Text, source.Quote.Text, source.Quote.Start, source.Quote.End);
        }

        return (read.Value.Count == 1, read.Problems);
    }
}
