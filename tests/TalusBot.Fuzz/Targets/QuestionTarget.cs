using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>The golden questions.</summary>
internal sealed class QuestionTarget() : FileTarget(
    Id,
    70,
    "knowledge/questions/fuzzed.jsonl",
    [Ingest + "QuestionReader.cs", Ingest + "JsonLines.cs"],
    [
        "{\"id\": \"x\", \"turns\": [\"why\"], \"expect\": \"answer\"}\n", "\"id\": ", "\"turns\": ", "\"expect\": ", "\"must\": ", "\"mustNot\": ", "\"cite\": ", "\"units\": ", "\"kind\": ", "\"answer\"", "\"notCovered\"", "\"safety\"", "\"guide\"", "\"smalltalk\"", "\"clarify\"", "\"clarifyOrAnswer\"", "[\"a|b\"]", "[\"(\"]", "\"ankle-talus#c12\"",
    ])
{
    public const string Id = "questions";

    public override IReadOnlyList<byte[]> Corpus() =>
        [.. ((string[])["dev", "followups", "golden"]).SelectMany(name => Inputs.Rows($"knowledge/questions/{name}.jsonl", each: 3, most: 12)), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file) => Whole(QuestionReader.Read(file).Problems);
}
