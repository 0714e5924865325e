using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>site.yaml.</summary>
internal sealed class SiteTarget() : FileTarget(
    Id,
    90,
    "knowledge/site.yaml",
    [Ingest + "SiteReader.cs", Ingest + "TeamsReader.cs", .. Yaml],
    [
        "name: ", "author: ", "aliases:\n", "articles:\n", "readerNames: ", "examples:\n", "quality:\n", "teams:\n", "full", "first", "none", "title: ", "url: https://b.example/", "right: 0.9\n", "falseRefusals: ", "falseAnswers: ", "redFlagsMissed: 1000",
        "overTriage: ", "leaveOneOut: ", "  shortName: ", "  fullName: ", "  shortDescription: ", "  developer: ", "  website: https://b.example/", "  privacy: ", "  terms: ", "  accentColor: \"#0d6b63\"", "  version: 1.0.0", "  - ",
    ])
{
    public const string Id = "site";

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Files("knowledge", "site.yaml"), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file) => SiteReader.Read(file) is var read ? (read.Value is not null, read.Problems) : default;
}
