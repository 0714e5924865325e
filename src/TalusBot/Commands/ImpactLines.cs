using System.Globalization;
using TalusBot.Knowledge.Curation;

namespace TalusBot.Commands;

/// <summary>A report of impact as lines for a terminal.</summary>
internal static class ImpactLines
{
    /// <summary>More of a kind are counted, not named.</summary>
    private const int MostNamed = 10;

    public static IEnumerable<string> Of(ImpactReport report)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Asked {report.Asked} questions, golden ones and phrasings, before and after: {report.Changes.Count} would get another reply.");
        foreach (var kind in report.Changes.GroupBy(change => change.Kind))
        {
            yield return $"{Name(kind.Key)} ({kind.Count().ToString(CultureInfo.InvariantCulture)}):";
            foreach (var change in kind.Take(MostNamed))
            {
                yield return $"  {change.Question.Text}{Origin(change.Question)}";
                yield return $"    {Said(change.Before)} -> {Said(change.After)}{(change.IsStolen ? ", taken by what is new" : "")}{(change.Breaks ? ", which is WRONG" : change.Mends ? ", which is right now" : "")}";
            }

            if (kind.Count() > MostNamed)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  and {kind.Count() - MostNamed} more");
            }
        }

        foreach (var id in report.Vanished)
        {
            yield return $"{id} would be gone; links that name it would lead nowhere.";
        }
    }

    private static string Name(ImpactKind kind) => kind switch
    {
        ImpactKind.SafetyChanges => "Warning signs seen otherwise",
        ImpactKind.LosesAnswer => "No answer any more",
        ImpactKind.AnsweredByOther => "Answered by something else",
        ImpactKind.QuoteChanges => "Other words or quotes",
        ImpactKind.OfferChanges => "Still no answer, and something else offered",
        _ => "Answered for the first time",
    };

    private static string Origin(ImpactQuestion question) => question.Origin switch
    {
        QuestionOrigin.Golden => question.Golden is { IsUntouched: true } ? "" : $"  [golden {question.Id}]",
        QuestionOrigin.Phrasing => $"  [{question.Id}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"  [asked {question.Count} times]"),
    };

    private static string Said(ReplySummary reply) => reply.Unit is null ? reply.Outcome : $"{reply.Outcome} by {reply.Unit}";
}
