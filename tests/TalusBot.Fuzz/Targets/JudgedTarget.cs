using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>The judged questions, over what ships.</summary>
internal sealed class JudgedTarget() : FileTarget(
    Id,
    30,
    "knowledge/judged/fuzzed.jsonl",
    [Ingest + "JudgedReader.cs", Ingest + "JsonLines.cs"],
    [
        "{\"question\": \"x\", \"entry\": \"which-tape\"}\n", "\"question\": ", "\"entry\": ", "\"guide\": ", "\"sources\": ", "\"notCovered\": \"yes\"", "\"which-tape\"", "\"wich-tape\"", "\"calf-or-talus\"", "[\"ankle-talus#c12: It’s nothing special.\"]", "[\"ankle-talus#c12\"]", "ankle-talus#p1: ", "\"no\"",
    ])
{
    public const string Id = "judged";

    public override IReadOnlyList<byte[]> Corpus() =>
        [.. ((string[])["entries", "not-covered", "quotes"]).SelectMany(name => Inputs.Rows($"knowledge/judged/{name}.jsonl", each: 4, most: 10)), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file) =>
        Whole(JudgedReader.Read([file], Inputs.Content.Articles, Inputs.Content.Entries, Inputs.Content.Guides, new HashSet<string>(), new HashSet<string> { "unread" }).Problems);
}
