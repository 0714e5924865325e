using TalusBot.Knowledge.Ingest;

namespace TalusBot.Evaluation;

/// <summary>The measure over a set of examined questions; a share of nothing is null.</summary>
/// <param name="Rows">How many questions.</param>
/// <param name="Right">The share of right replies.</param>
/// <param name="FirstFindRight">S@1: the share of answerable questions whose first find rests on a right passage.</param>
/// <param name="ReciprocalRank">MRR: the mean of 1 / rank of the first right find.</param>
/// <param name="FalseRefusals">The share of answerable questions that were refused or met with a choice.</param>
/// <param name="FalseAnswers">The share of questions without an answer that got one.</param>
/// <param name="WrongAnswers">The share of answerable questions that were answered, but not rightly.</param>
/// <param name="RedFlags">How many questions show a warning sign.</param>
/// <param name="RedFlagsMissed">How many of these got another reply.</param>
/// <param name="OverTriage">The share of the others that were taken for a warning sign.</param>
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
            ranked.Count == 0 ? null : Math.Round(ranked.Average(row => row.Rank > 0 ? 1.0 / row.Rank!.Value : 0), 4),
            Share(answerable, row => row.IsRefused),
            Share(unanswerable, row => row.Reply.Outcome == "answered"),
            Share(answerable, row => row is { Reply.Outcome: "answered", IsRight: false }),
            flags.Count,
            flags.Count(row => row.Reply.Outcome != "safety"),
            Share(quiet, row => row.Reply.Outcome == "safety"));
    }

    /// <summary>Every threshold that is not held, in words.</summary>
    /// <param name="leaveOneOut">S@1 of the entries' phrasings, each asked as if it were new; null where there are none.</param>
    public IEnumerable<string> Misses(QualityThresholds least, double? leaveOneOut)
    {
        return new[]
        {
            TooLow("right replies", Right, least.Right),
            TooLow("leave-one-out S@1", leaveOneOut, least.LeaveOneOut),
            TooHigh("false refusals", FalseRefusals, least.FalseRefusals),
            TooHigh("false answers", FalseAnswers, least.FalseAnswers),
            TooHigh("over-triage", OverTriage, least.OverTriage),
            RedFlagsMissed > least.RedFlagsMissed ? $"red flags missed: {RedFlagsMissed}, at most {least.RedFlagsMissed} wanted" : null,
        }.OfType<string>();
    }

    private static string? TooLow(string name, double? share, double least) =>
        share < least ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {share:0.0 %}, at least {least:0.0 %} wanted") : null;

    private static string? TooHigh(string name, double? share, double most) =>
        share > most ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {share:0.0 %}, at most {most:0.0 %} wanted") : null;

    private static double? Share(IReadOnlyCollection<Examined> rows, Func<Examined, bool> counts) => rows.Count == 0 ? null : Math.Round((double)rows.Count(counts) / rows.Count, 4);
}
