using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>synonyms.txt in Solr's format.</summary>
internal sealed class SynonymTarget() : FileTarget(
    Id, 100, "knowledge/synonyms.txt", [Ingest + "SynonymReader.cs"], [" => ", "=>", ", ", ",", "\\,", "\\\\", "\\=>", "# ", "talus", "shin bone, shinbone, tibia\n", "a b c d e f g", ",,", "=>=>"])
{
    public const string Id = "synonyms";

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Files("knowledge", "synonyms.txt"), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file) => Whole(SynonymReader.Read(file).Problems);
}
