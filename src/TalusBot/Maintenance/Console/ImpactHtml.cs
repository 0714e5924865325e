using TalusBot.Conversation;
using TalusBot.Knowledge.Curation;

namespace TalusBot.Maintenance.Console;

/// <summary>What a change would do to the answers that readers get, the worst first.</summary>
internal static class ImpactHtml
{
    private const int MostShown = 60;
    private const int LongestShown = 220;

    public static Html Of(ImpactReport report) => Html.Of(
        $"""
        <h3>What would change</h3>
        {(report.Changes.Count == 0
            ? Html.Of($"<p><strong>Nothing else changes.</strong> {report.Asked} questions were asked before and after: readers' own, the golden ones, and all ways to ask for an entry.</p>")
            : Html.Of($"<p>Of {report.Asked} questions (readers' own, the golden ones, and all ways to ask for an entry) {Counted(report.Changes.Count)} another answer:</p>"))}
        {Html.Join(report.Changes.GroupBy(change => change.Kind), kind => Html.Of(
            $"""
            <details{Html.If(kind.Key is not ImpactKind.NewlyAnswered || kind.Count() <= 12, () => Html.Of($" open"))}><summary>{Title(kind.Key)} ({kind.Count()})</summary>
            {Html.Join(kind.Take(MostShown), Change)}
            {Html.If(kind.Count() > MostShown, () => Html.Of($"<p>and {kind.Count() - MostShown} more</p>"))}
            </details>
            """))}
        """);

    private static Html Change(ImpactChange change) => Html.Of(
        $"""
        <div class="change">
        <p><strong>{change.Question.Text}</strong> {Html.If(change.Question.Count > 1, () => Html.Of($"<span class=\"tag\">asked {change.Question.Count} times</span>"))}<span class="tag">{Origin(change.Question)}</span>{Html.If(change.IsStolen, () => Html.Of($"<span class=\"tag warn\">taken over by this entry</span>"))}{Html.If(change.Breaks, () => Html.Of($"<span class=\"tag bad\">breaks a golden question</span>"))}{Html.If(change.Mends, () => Html.Of($"<span class=\"tag good\">mends a golden question</span>"))}</p>
        <p>Now: <del>{Told(change.Before)}</del></p>
        <p>Then: <ins>{Told(change.After)}</ins></p>
        </div>

        """);

    private static string Told(ReplySummary reply)
    {
        var by = reply.Unit is null ? "" : $" ({reply.Unit})";
        return reply.Outcome switch
        {
            "answered" => $"answered{by}: {Cut(reply.Quote ?? reply.Shown)}",
            "guide" => $"the guide{by}",
            "safety" => $"safety advice{by}",
            "clarify" => "asks back which is meant",
            "notCovered" => "says that nobody has answered it",
            "smalltalk" => "small talk",
            var other => other,
        };
    }

    private static string Origin(ImpactQuestion question) => question.Origin switch
    {
        QuestionOrigin.Past => "readers asked",
        QuestionOrigin.Golden => "golden question",
        _ => $"phrasing of {question.Id}",
    };

    private static string Title(ImpactKind kind) => kind switch
    {
        ImpactKind.SafetyChanges => "Warning signs",
        ImpactKind.LosesAnswer => "Loses its answer",
        ImpactKind.AnsweredByOther => "Something else answers",
        ImpactKind.QuoteChanges => "Same answer, in other words",
        ImpactKind.OfferChanges => "Still no answer, but something else is offered",
        _ => "Newly answered",
    };

    private static string Counted(int count) => count == 1 ? "1 gets" : $"{count} get";

    private static string Cut(string words) => $"“{OneLine.Cut(words, LongestShown)}”";
}
