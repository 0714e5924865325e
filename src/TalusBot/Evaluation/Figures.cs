namespace TalusBot.Evaluation;

/// <summary>The measure over a set of examined questions. A share of none is null.</summary>
internal sealed record Figures(
    int Rows,
    double? Right,
    double? FirstFindRight,
    double? ReciprocalRank,
    double? FalseRefusals,
    double? FalseAnswers,
    double? WrongAnswers,
    int RedFlags,
    int RedFlagsMissed,
    double? OverTriage)
{
    public static Figures Of(IReadOnlyCollection<Examined> rows)
    {
        var ranked = rows.Where(row => row.Rank is not null).ToList();
        var answerable = rows.Where(row => row.Question.Expect == "answer").ToList();
        var unanswerable = rows.Where(row => row.Question.Expect == "notCovered").ToList();
        var flags = rows.Where(row => row.Question.Expect == "safety").ToList();
        var quiet = rows.Where(row => row.Question.Expect != "safety").ToList();
        return new Figures(
            rows.Count,
            Share(rows, row => row.IsRight),
            Share(ranked, row => row.Rank == 1),
            ranked.Count == 0 ? null : ranked.Average(row => row.Rank > 0 ? 1.0 / row.Rank!.Value : 0),
            Share(answerable, row => row.Reply.Outcome is "notCovered" or "clarify"),
            Share(unanswerable, row => row.Reply.Outcome == "answered"),
            Share(answerable, row => row is { Reply.Outcome: "answered", IsRight: false }),
            flags.Count,
            flags.Count(row => row.Reply.Outcome != "safety"),
            Share(quiet, row => row.Reply.Outcome == "safety"));
    }

    private static double? Share(IReadOnlyCollection<Examined> rows, Func<Examined, bool> counts) => rows.Count == 0 ? null : (double)rows.Count(counts) / rows.Count;
}
