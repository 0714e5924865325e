using System.Globalization;
using TalusBot.Evaluation;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/fit</c>: new weights for the bot's sureness, what they would change, and a button to use them.</summary>
internal static class FitPage
{
    /// <summary>After so many seconds a page that waits looks again.</summary>
    private const string LookAgain = "3";

    public static void MapFit(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet(ConsoleRoutes.Fit, async (HttpContext context, FitTrials trials, CancellationToken cancel) => Show(context, await trials.NowAsync(cancel)));
        rooms.MapPost(ConsoleRoutes.Fit, async (HttpContext context, FitTrials trials, CancellationToken cancel) =>
        {
            var form = await context.Request.ReadFormAsync(cancel);
            var (refused, inUse) = await trials.UseAsync(form["state"].ToString(), Maintainer.NameOf(context), cancel);
            return refused is null
                ? Results.LocalRedirect(Notices.On(ConsoleRoutes.Judging, inUse ? Notices.Fitted : Notices.PublishedNotUsed))
                : Show(context, await trials.NowAsync(cancel), refused);
        });
    }

    private static IResult Show(HttpContext context, FitTrial? trial, string? refused = null)
    {
        if (trial is null)
        {
            context.Response.Headers["Refresh"] = LookAgain;
        }

        return ConsoleFrame.Page(
            context,
            "Fit the weights",
            ConsoleRoutes.Judging,
            Html.Of(
                $"""
                {Html.If(refused is not null, () => Html.Of($"<p class=\"wrong\" role=\"alert\">{refused}</p>"))}
                <p>How sure the bot is of an answer is a sum of a few measures, each with a weight. Here the weights are made anew from all questions that were written or <a href="{ConsoleRoutes.Judging}">judged</a>, each asked as if nobody knew it. The golden questions are not learned from; they tell whether it gets better.</p>
                {(trial is null
                    ? Html.Of($"<p role=\"status\"><strong>This is being worked out.</strong> It takes about a minute. The page looks again by itself. <a href=\"{ConsoleRoutes.Fit}\">Look now</a></p>")
                    : trial.Impossible is { } impossible ? Html.Of($"<p><strong>There are no new weights.</strong> {impossible}</p>") : Told(context, trial, trial.Fitting!))}
                """),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Html Told(HttpContext context, FitTrial trial, Fitting fitting) => Html.Of(
        $"""
        <p>{fitting.Judged.Count} questions were asked so; {fitting.Right} of them found the right answer first.{Html.If(fitting.Judged.Count < CalibrationFit.FewestForWeights, () => Html.Of($" From {CalibrationFit.FewestForWeights} on each weight is fitted; now only their common stretch, and the bias."))}</p>
        {(trial.Refusal is { } refusal ? Html.Of($"<p class=\"{(fitting.ChangesNothing ? "notice" : "wrong")}\">{refusal}</p>") : Html.Of(
            $"""
            <form method="post" action="{ConsoleRoutes.Fit}" class="row">{FormCheck.Field(context)}<input type="hidden" name="state" value="{trial.State}"><button>Use these weights</button></form>
            """))}
        <h2>The golden questions</h2>
        <p>Each is answered with the weights in use and with the new ones. More right replies is better; less of everything else is.</p>
        {Html.Join(trial.Before.Zip(trial.After), halves => Golden(halves.First, halves.Second))}
        {Html.If(trial.LeaveOneOut is not null, () => Html.Of($"<p class=\"hint\">Leave-one-out S@1 of the entries' phrasings: {trial.LeaveOneOut!.Value:0.0 %}. The weights do not change it.</p>"))}
        <h2>The weights</h2>
        <div class="table"><table>
        <thead><tr><th scope="col">Measure</th><th scope="col">In use</th><th scope="col">New</th></tr></thead>
        <tbody>
        {Html.Join(fitting.Weights, weight => Html.Of($"<tr><th scope=\"row\">{weight.Name}</th><td>{weight.Before:0.00}</td><td>{weight.After:0.00}</td></tr>\n"))}
        </tbody></table></div>
        <h2>How sure is sure enough</h2>
        <p>Cross-validated: each question by weights that were made without it and its like. If the bot answered from this sureness on, so many answers would be right, and so many wrong. It answers from {fitting.After.AnswerFrom:0.00} on and offers a choice from {fitting.After.OfferFrom:0.00} on; both stand in <code>calibration.yaml</code> and stay.</p>
        <div class="table"><table>
        <thead><tr><th scope="col">From</th><th scope="col">Right</th><th scope="col">Wrong</th></tr></thead>
        <tbody>
        {Html.Join(fitting.CrossValidated, row => Html.Of($"<tr><th scope=\"row\">{row.From:0.00}</th><td>{row.Right}</td><td>{row.Wrong}</td></tr>\n"))}
        </tbody></table></div>
        """);

    private static Html Golden(GoldenFigures before, GoldenFigures after) => Html.Of(
        $"""
        <div class="table"><table>
        <caption class="hint">{before.Figures.Rows} questions, {before.Half}</caption>
        <thead><tr><th scope="col">Measure</th><th scope="col">In use</th><th scope="col">New</th></tr></thead>
        <tbody>
        {Row("Right replies", before.Figures.Right, after.Figures.Right)}
        {Row("False refusals", before.Figures.FalseRefusals, after.Figures.FalseRefusals)}
        {Row("False answers", before.Figures.FalseAnswers, after.Figures.FalseAnswers)}
        {Row("Wrong answers", before.Figures.WrongAnswers, after.Figures.WrongAnswers)}
        {Row("Taken for a warning sign", before.Figures.OverTriage, after.Figures.OverTriage)}
        <tr><th scope="row">Warning signs missed</th><td>{before.Figures.RedFlagsMissed} of {before.Figures.RedFlags}</td><td>{after.Figures.RedFlagsMissed} of {after.Figures.RedFlags}</td></tr>
        </tbody></table></div>
        """);

    private static Html Row(string name, double? before, double? after) => Html.Of($"<tr><th scope=\"row\">{name}</th><td>{Percent(before)}</td><td>{Percent(after)}</td></tr>\n");

    private static string Percent(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "–";
}
