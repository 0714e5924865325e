namespace TalusBot.Knowledge.Ingest;

/// <summary>What reading a source gave: the thing, or the reasons why there is none; warnings may stand beside the thing.</summary>
/// <param name="Value">Null where a mistake keeps the source out.</param>
/// <param name="Problems">Every mistake found, in the order of their lines.</param>
public sealed record Reading<T>(T? Value, IReadOnlyList<SourceProblem> Problems)
    where T : class;
