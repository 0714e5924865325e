using System.Globalization;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/numbers</c>: week by week what was asked, what came of it, and what readers thought of it.</summary>
internal static class NumbersPage
{
    private const int Weeks = 26;

    private static readonly WeekSeries[] Outcomes =
    [
        new("Answered", 1, week => week.Answered),
        new("Guide begun", 2, week => week.Guides),
        new("Asked back", 3, week => Math.Max(0, week.AskedBack - week.Continued)),
        new("Not covered", 4, week => week.Refused),
        new("Warning sign", 5, week => week.Safety),
    ];

    private static readonly WeekSeries[] Rates = [new("Answer rate", 1, week => week.AnswerRate), new("Signs of false refusals", 4, week => week.RefusalSignals)];

    private static readonly WeekSeries[] Thumbs = [new("Thumbs up", 1, week => week.ThumbsUp), new("Thumbs down", 4, week => week.ThumbsDown)];

    private static readonly WeekSeries[] Unmet = [new("None of these", 3, week => week.NoneOfThese), new("Sent to the maintainers", 2, week => week.Sent)];

    public static void MapNumbers(this IEndpointRouteBuilder rooms) => rooms.MapGet(ConsoleRoutes.Numbers, (HttpContext context, MaintainStore store, TimeProvider clock) =>
    {
        var weeks = WeekCounts.Last(Weeks, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), store);
        return ConsoleFrame.Page(
            context,
            "Numbers",
            ConsoleRoutes.Numbers,
            weeks.All(week => week.IsEmpty)
                ? Html.Of($"<p><strong>Nothing was asked in the last {Weeks} weeks.</strong> With the first question its week appears here. Only numbers are kept for this page, nobody's words, so they outlive the conversations.</p>")
                : Shown(weeks));
    });

    private static Html Shown(IReadOnlyList<WeekCounts> weeks) => Html.Of(
        $"""
        <p>The last {Weeks} weeks, Monday to Sunday (UTC); the last one is still going on. <strong>A question</strong> is a message that got an answer, a guide, “did you mean”, “nobody has answered this”, or advice on a warning sign. Greetings, thanks, thumbs and the steps inside a guide are none. Who picks one of the offered choices has asked once, and what the choice led to counts.</p>
        <h2>Questions and what came of them</h2>
        {WeekPlot.Of("outcomes", "Questions by week and outcome", Said(weeks, week => week.Asked, "questions"), weeks, Outcomes, isStacked: true)}
        <p>The height of a bar is how much was asked. A growing part “not covered” means that readers ask for what nobody has written: the <a href="{ConsoleRoutes.Inbox}">inbox</a> shows what. “Asked back” are those who never picked a choice.</p>
        <h2>Rates</h2>
        {WeekPlot.Of("rates", "Answer rate and signs of false refusals by week", SaidRates(weeks), weeks, Rates, isStacked: false, asPercent: true)}
        <p>The answer rate is the share of questions that got an answer or a guide; warning signs are left out, for they must get none. Signs of false refusals are “none of these” and questions sent to the maintainers, for each answer given: when they rise, the bot probably has answers that it does not find. Weeks with few questions jump.</p>
        <h2>Thumbs</h2>
        {WeekPlot.Of("thumbs", "Thumbs up and down by week", SaidBoth(weeks, week => week.ThumbsUp, "up", week => week.ThumbsDown, "down"), weeks, Thumbs, isStacked: false)}
        <p>Few readers press one, and the unhappy ones more often: look at the change from week to week, and read the questions behind the thumbs down in the <a href="{ConsoleRoutes.Inbox}?reason=thumbsDown">inbox</a>.</p>
        <h2>Asked for more</h2>
        {WeekPlot.Of("unmet", "“None of these” and questions sent by week", SaidBoth(weeks, week => week.NoneOfThese, "“none of these”", week => week.Sent, "sent to the maintainers"), weeks, Unmet, isStacked: true)}
        <p>Each stands for a reader who did not get what was asked for, and said so: the surest sign that an entry is missing. Who did both is counted in both.</p>
        <h2>All numbers</h2>
        {Table(weeks)}
        """);

    private static Html Table(IReadOnlyList<WeekCounts> weeks) => Html.Of(
        $"""
        <div class="table" role="region" aria-label="All numbers" tabindex="0"><table class="wide numbers">
        <thead><tr><th scope="col">Week</th><th scope="col">Asked</th><th scope="col">Answered</th><th scope="col">Guides</th><th scope="col">Asked back</th><th scope="col">Not covered</th><th scope="col">Warning signs</th><th scope="col">Thumbs up</th><th scope="col">Thumbs down</th><th scope="col">None of these</th><th scope="col">Sent</th><th scope="col">Answer rate</th><th scope="col">Signs of false refusals</th></tr></thead>
        <tbody>
        {Html.Join(weeks.Reverse(), Row)}
        </tbody></table></div>
        <p class="hint">“Asked back” counts every “did you mean” here, also where a choice was picked afterwards.</p>
        """);

    private static Html Row(WeekCounts week) => Html.Of(
        $"""
        <tr><th scope="row">{week.Name}, from {week.Monday.ToString("d MMMM", CultureInfo.InvariantCulture)}</th><td data-name="Asked">{week.Asked}</td><td data-name="Answered">{week.Answered}</td><td data-name="Guides">{week.Guides}</td><td data-name="Asked back">{week.AskedBack}</td><td data-name="Not covered">{week.Refused}</td><td data-name="Warning signs">{week.Safety}</td><td data-name="Thumbs up">{week.ThumbsUp}</td><td data-name="Thumbs down">{week.ThumbsDown}</td><td data-name="None of these">{week.NoneOfThese}</td><td data-name="Sent">{week.Sent}</td><td data-name="Answer rate">{Percent(week.AnswerRate)}</td><td data-name="Signs of false refusals">{Percent(week.RefusalSignals)}</td></tr>

        """);

    private static string Said(IReadOnlyList<WeekCounts> weeks, Func<WeekCounts, long> value, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{weeks.Sum(value)} {what} in {weeks.Count} weeks, {value(weeks[^1])} of them in the last one, {weeks[^1].Name}. The table below has every number.");

    private static string SaidBoth(IReadOnlyList<WeekCounts> weeks, Func<WeekCounts, long> one, string oneName, Func<WeekCounts, long> other, string otherName) =>
        string.Create(CultureInfo.InvariantCulture, $"{weeks.Sum(one)} {oneName} and {weeks.Sum(other)} {otherName} in {weeks.Count} weeks; {one(weeks[^1])} and {other(weeks[^1])} in the last one. The table below has every number.");

    private static string SaidRates(IReadOnlyList<WeekCounts> weeks) =>
        $"In the last week with questions {Percent(weeks.LastOrDefault(week => week.AnswerRate is not null)?.AnswerRate)} were answered, and {Percent(weeks.LastOrDefault(week => week.RefusalSignals is not null)?.RefusalSignals)} as many signs of false refusals came as answers. The table below has every number.";

    private static string Percent(double? share) => share?.ToString("0 %", CultureInfo.InvariantCulture) ?? "–";
}
