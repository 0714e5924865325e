using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Fuzz.Targets;

/// <summary>calibration.yaml.</summary>
internal sealed class CalibrationTarget() : FileTarget(Id, 30, "knowledge/calibration.yaml", [Ingest + "CalibrationReader.cs"], [.. Evidence.Names.Select(name => name + ": "), "bias: ", "answerFrom: ", "offerFrom: ", "1000", "1001", "-0.5"])
{
    public const string Id = "calibration";

    public override IReadOnlyList<byte[]> Corpus() => Inputs.Files("knowledge", "calibration.yaml");

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file) => CalibrationReader.Read(file) is var read ? (read.Value is not null, read.Problems) : default;
}
