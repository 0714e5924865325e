using System.Text.Json.Serialization;

namespace TalusBot.Evaluation;

/// <summary>What <c>eval --json</c> prints.</summary>
/// <param name="Questions">What was asked, such as <c>golden.jsonl, half to work with</c>.</param>
/// <param name="LeaveOneOut">S@1 of the entries' phrasings, each asked as if it were new.</param>
/// <param name="Misses">Every threshold that is not held, in words; empty where all are, or where none is set.</param>
internal sealed record EvalReport(
    string Questions, Figures All, IReadOnlyDictionary<string, Figures> Kinds, double? LeaveOneOut, Reliability Reliability, IReadOnlyList<string> Misses, IReadOnlyList<FallenRow> Fallen);

/// <summary>A golden question with a wrong reply.</summary>
/// <param name="Question">Null for the half that nobody looks at.</param>
internal sealed record FallenRow(string Id, string Kind, string? Question, string Fault, double? P, IReadOnlyList<string> Wanted, IReadOnlyList<string> Cited);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(EvalReport))]
internal sealed partial class EvalJson : JsonSerializerContext;
