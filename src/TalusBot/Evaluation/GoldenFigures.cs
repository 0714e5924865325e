using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Evaluation;

/// <summary>How well one half of the golden questions is answered, measured as <c>eval</c> does.</summary>
/// <param name="Half">Which half, in words.</param>
/// <param name="Misses">Every threshold of site.yaml that is not held, in words.</param>
internal sealed record GoldenFigures(string Half, Figures Figures, IReadOnlyList<string> Misses)
{
    /// <summary>Both halves, without those that have no rows.</summary>
    /// <param name="leaveOneOut">As <see cref="LeaveOneOut"/> says.</param>
    public static IReadOnlyList<GoldenFigures> Of(Snapshot snapshot, IReadOnlyList<GoldenQuestion> questions, double? leaveOneOut)
    {
        var examination = new Examination(snapshot);
        var golden = questions.Where(row => Path.GetFileName(row.File).StartsWith("golden", StringComparison.Ordinal)).ToList();
        return
        [
            .. golden.GroupBy(row => row.IsUntouched).OrderBy(half => half.Key).Select(half =>
            {
                var figures = Figures.Of([.. half.AsParallel().AsOrdered().Select(examination.Ask)]);
                return new GoldenFigures(half.Key ? "the half that nobody works with" : "the half to work with", figures, snapshot.Site.Quality is { } least ? [.. figures.Misses(least, leaveOneOut)] : []);
            }),
        ];
    }

    /// <summary>S@1 of the entries' phrasings, each asked as if it were new; null where there are none. Weights of the confidence do not change it.</summary>
    public static double? LeaveOneOut(Snapshot snapshot)
    {
        var asked = snapshot.Search.LeaveOneOut().Ask(unit => unit is Unit.OfEntry, writtenOnly: true);
        return asked.Count == 0 ? null : Math.Round((double)asked.Count(one => one.IsRight) / asked.Count, 4);
    }
}
