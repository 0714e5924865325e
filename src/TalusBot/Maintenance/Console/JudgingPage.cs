using TalusBot.Channels.Asking;
using TalusBot.Channels.Page;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/judging</c>: readers' questions with the bot's answer, to be called right or wrong.</summary>
internal static class JudgingPage
{
    private const int ACardPage = 15;
    private const int JudgedShown = 50;
    private const string EntryMark = "entry:";
    private const string GuideMark = "guide:";

    public static void MapJudging(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet(ConsoleRoutes.Judging, (HttpContext context, Judging judging, KnowledgeBase knowledge, int page = 1) => Show(context, judging, knowledge, page));
        rooms.MapPost(ConsoleRoutes.Judging, PostAsync);
    }

    private static async Task<IResult> PostAsync(HttpContext context, Judging judging, KnowledgeBase knowledge, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var (asked, question, who) = (form["asked"].ToString(), form["question"].ToString(), Maintainer.NameOf(context));
        (string? Refused, bool InUse) done = form["do"].ToString() switch
        {
            "right" => await judging.KeepAsync(asked, question, verdict: null, form["shown"].ToString(), who, cancel),
            "wrong" => Chosen(form["answer"].ToString()) is { } verdict
                ? await judging.KeepAsync(asked, question, verdict, shown: null, who, cancel)
                : ("Please choose what answers it from the list first.", false),
            "nothing" => await judging.KeepAsync(asked, question, Verdict.Nothing, shown: null, who, cancel),
            "back" => await judging.TakeBackAsync(question, who, cancel),
            _ => ("Nothing was pressed, so nothing was changed.", false),
        };
        return done.Refused is { } refused
            ? Show(context, judging, knowledge, 1, refused, (asked, question))
            : Results.LocalRedirect(Notices.On(ConsoleRoutes.Judging, !done.InUse ? Notices.PublishedNotUsed : form["do"] == "back" ? Notices.NotJudged : Notices.Judged));
    }

    private static Verdict? Chosen(string answer) =>
        answer.StartsWith(EntryMark, StringComparison.Ordinal) ? Verdict.OfEntry(answer[EntryMark.Length..])
        : answer.StartsWith(GuideMark, StringComparison.Ordinal) ? Verdict.OfGuide(answer[GuideMark.Length..])
        : null;

    private static IResult Show(HttpContext context, Judging judging, KnowledgeBase knowledge, int page, string? refused = null, (string? Asked, string? Question) typed = default)
    {
        page = Math.Clamp(page, 1, 1_000);
        var shown = knowledge.Current is { } current ? judging.Waiting(current).Skip((page - 1) * ACardPage).Take(ACardPage + 1).ToList() : [];
        return ConsoleFrame.Page(
            context,
            "Judging",
            ConsoleRoutes.Judging,
            Html.Of(
                $"""
                {Html.If(refused is not null, () => Html.Of($"<p class=\"wrong\" role=\"alert\">{refused}</p>"))}
                <p>What readers asked lately, with what the bot says to it now; thumbs down first, then the most asked. Each verdict teaches it twice: questions like this one find the same answer, and it learns how sure it may be. After a good many, <a href="{ConsoleRoutes.Fit}">fit the weights anew</a>.</p>
                <p class="hint">What you call right or wrong is written to the file <code>{JudgedFile.Name}</code> in the words of the field, and kept. Take out names and all that could tell who asked.</p>
                {Behind.Note(knowledge)}
                {Html.If(shown.Count == 0 && knowledge.Current is not null, () => Html.Of($"<p><strong>{(page == 1 ? "Nothing waits." : "There are no more.")}</strong> Questions that readers ask appear here, unless their wording is known already.</p>"))}
                <ol class="cards">
                {Html.Join(shown.Take(ACardPage).Select((one, i) => (one, i)), one => Card(context, one.one, one.i + 1, knowledge.Current!, one.one.Question == typed.Asked ? typed.Question ?? "" : one.one.Question))}
                </ol>
                {Html.If(page > 1 || shown.Count > ACardPage, () => Html.Of(
                    $"""
                    <nav aria-label="Pages"><ul>
                    {Html.If(page > 1, () => Html.Of($"<li><a href=\"{ConsoleRoutes.Judging}?page={page - 1}\" rel=\"prev\">Before</a></li>"))}
                    {Html.If(shown.Count > ACardPage, () => Html.Of($"<li><a href=\"{ConsoleRoutes.Judging}?page={page + 1}\" rel=\"next\">More</a></li>"))}
                    </ul></nav>
                    """))}
                {Done(context, judging.Judged)}
                """),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Html Card(HttpContext context, ToJudge one, int number, Snapshot current, string typed) => Html.Of(
        $"""
        <li>
        <h2>{one.Question}</h2>
        <p class="facts">{Html.If(one.Down > 0, () => Html.Of($"<span class=\"tag bad\">Thumbs down {one.Down}</span>"))}Asked {(one.Times == 1 ? "once" : $"{one.Times} times")}. The bot {Does(one)}:</p>
        {Html.Trusted(AnswerHtml.Reply(SpokenReply.Of(one.Reply), $"answer{number}-"))}
        <form method="post" action="{ConsoleRoutes.Judging}" class="fields">{FormCheck.Field(context)}<input type="hidden" name="asked" value="{one.Question}"><input type="hidden" name="shown" value="{one.Verdict?.Said}">
        <label for="question{number}">Kept as</label>
        <input id="question{number}" name="question" type="text" value="{typed}" maxlength="{EntryReader.MaxPhrasing}" required aria-describedby="names{number}">
        <p class="hint" id="names{number}">Remove names and whatever else could tell who asked; leave slips of the pen.</p>
        <p class="row">{Html.If(one.Verdict is not null, () => Html.Of($"<button name=\"do\" value=\"right\">Right</button>\n"))}<button class="second" name="do" value="nothing">Nobody has answered this</button></p>
        <label for="answer{number}">Or what should answer it</label>
        <p class="row"><select id="answer{number}" name="answer"><option value="">Choose …</option>
        <optgroup label="Entries">{Html.Join(current.Entries.OrderBy(entry => entry.Question, StringComparer.OrdinalIgnoreCase), entry => Html.Of($"<option value=\"{EntryMark + entry.Id}\">{entry.Question}</option>\n"))}</optgroup>
        {Html.If(current.Guides.Count > 0, () => Html.Of($"<optgroup label=\"Guides\">{Html.Join(current.Guides, guide => Html.Of($"<option value=\"{GuideMark + guide.Id}\">{guide.Question}</option>\n"))}</optgroup>"))}</select>
        <button class="second" name="do" value="wrong">Wrong: it should be this</button></p>
        </form>
        </li>

        """);

    private static string Does(ToJudge one) => one.Reply.Outcome switch
    {
        Conversation.Outcome.Clarify => "asks back which of these is meant",
        Conversation.Outcome.NotCovered => "says that nobody has answered it",
        Conversation.Outcome.Guide => "begins a guide",
        _ => "answers",
    };

    private static Html Done(HttpContext context, IReadOnlyList<(string Question, Verdict Verdict)> judged) => judged.Count == 0 ? Html.None : Html.Of(
        $"""
        <h2>Judged here</h2>
        <details><summary>{(judged.Count == 1 ? "1 question" : $"{judged.Count} questions")}, the newest first</summary>
        <ul class="cards">
        {Html.Join(judged.Take(JudgedShown), one => Html.Of($"<li><form method=\"post\" action=\"{ConsoleRoutes.Judging}\" class=\"row\">{FormCheck.Field(context)}<input type=\"hidden\" name=\"question\" value=\"{one.Question}\"><span><strong>{one.Question}</strong><br>{one.Verdict.Said}</span> <button class=\"second\" name=\"do\" value=\"back\">Take back</button></form></li>\n"))}
        </ul>
        {Html.If(judged.Count > JudgedShown, () => Html.Of($"<p>and {judged.Count - JudgedShown} more in the file</p>"))}
        </details>
        """);
}
