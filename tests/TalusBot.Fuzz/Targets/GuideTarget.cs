using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>Guides, over the article and the entries that ship.</summary>
internal sealed class GuideTarget() : FileTarget(
    Id,
    50,
    "knowledge/guides/fuzzed.md",
    [Ingest + "GuideReader.cs", Ingest + "GuideBody.cs", Ingest + "GuideChoices.cs", Ingest + "GuideQuotes.cs", Ingest + "GuideSteps.cs", Ingest + "GuideText.cs", Ingest + "GuideDraft.cs"],
    [
        "---\n", "question: ", "also:\n", "reviewed: 2026-11-22\n", "\n## Step\n\n", "\n# ", "\n### ", "\n> It’s nothing special.\n>\n> ankle-talus#c12\n\n", "> ankle-talus#c99\n", "- [Yes](#step)", "- [No](#end) – not really, nope\n", "1. [a](#b)\n", "[text](../entries/which-tape.md)",
        "[text](../entries/none.md)", "](#", "](https://b.example/)", " – ", "<div>\n", "![x](y)", "\n\n***\n\n", "\n    code\n", "\nTitle\n---\n",
    ])
{
    public const string Id = "guides";

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Files("knowledge/guides", "*.md"), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        var read = GuideReader.Read([file], Inputs.Content.Articles, Inputs.Content.Entries);
        foreach (var step in read.Value!.SelectMany(guide => guide.Steps))
        {
            BrokenPromiseException.Unless(step.Sources.Count > 0, () => $"The step \"{step.Title}\" rests on nothing.");
            BrokenPromiseException.Unless(step.Choices.All(choice => read.Value![0].Steps.Any(other => other.Id == choice.Step)), () => $"A choice of \"{step.Title}\" leads nowhere.");
        }

        return (read.Value!.Count == 1, read.Problems);
    }
}
