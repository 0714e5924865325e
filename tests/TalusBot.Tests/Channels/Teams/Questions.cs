using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Channels.Teams;

/// <summary>Questions of readers that may be looked at while working.</summary>
internal static class Questions
{
    public static readonly IReadOnlyList<GoldenQuestion> Work =
        [.. new[] { "dev.jsonl", "golden.jsonl", "golden-second.jsonl" }.SelectMany(Read).Where(row => !row.IsUntouched)];

    /// <summary>Some of every kind of reply in turn, as long as there are more of the kind.</summary>
    public static IEnumerable<GoldenQuestion> Sample(int count) => Work
        .GroupBy(row => Replies.After(row.Turns).Outcome)
        .SelectMany(kind => kind.Select((row, i) => (Row: row, Turn: i)))
        .OrderBy(one => one.Turn)
        .Take(count)
        .Select(one => one.Row);

    private static IReadOnlyList<GoldenQuestion> Read(string name)
    {
        var path = Path.Combine(Repository.Knowledge, "questions", name);
        return QuestionReader.Read(new SourceFile(path, File.ReadAllBytes(path))).Questions;
    }
}
