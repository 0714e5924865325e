using TalusBot.Knowledge;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/inbox</c>: what was asked and not answered well, grouped by meaning.</summary>
internal static class InboxPage
{
    /// <summary>A wording by its <see cref="WordingName"/>.</summary>
    public const string QuestionField = "question";

    /// <summary>How many wordings of a group one form speaks of; the others stay in the inbox.</summary>
    private const int MostNamed = 500;

    private const int GroupsAPage = 40;
    private const int WordingsShown = 12;
    private const int MostSetAside = 50;

    public static void MapInbox(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet(ConsoleRoutes.Inbox, Show);
        rooms.MapPost(ConsoleRoutes.Inbox, ChangeAsync);
    }

    private static IResult Show(HttpContext context, InboxGroups inbox, KnowledgeBase knowledge, MaintainStore store, TimeProvider clock, string? reason, int page = 1)
    {
        var all = inbox.Now();
        var shown = reason is null or "" ? all : [.. all.Where(group => group.Reasons.Any(one => one.Reason == reason))];
        page = Math.Clamp(page, 1, Math.Max(1, (shown.Count + GroupsAPage - 1) / GroupsAPage));
        var now = clock.GetUtcNow();
        return ConsoleFrame.Page(
            context,
            "Inbox",
            ConsoleRoutes.Inbox,
            Html.Of(
                $"""
                <p>Questions that got no answer, or not the right one. The same question in other words stands together.</p>
                {Behind.Note(knowledge)}
                {Filters(all, reason)}
                {(shown.Count == 0 ? Html.Of($"<p><strong>Nothing waits.</strong> Questions that the bot cannot answer appear here the moment they are asked.</p>") : Html.None)}
                <ol class="cards">
                {Html.Join(shown.Skip((page - 1) * GroupsAPage).Take(GroupsAPage), group => Card(context, inbox, group, now))}
                </ol>
                {Paging.Links(page, GroupsAPage, shown.Count, number => $"{ConsoleRoutes.Inbox}?reason={reason}&page={number}")}
                {SetAside(context, store.SetAside(MostSetAside))}
                """));
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, InboxGroups inbox, MaintainStore store, AuditStore audit, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var isBack = form["do"] == "back";
        var questions = (isBack ? WordingName.Named(form[QuestionField], store.SetAside(MostSetAside).Select(one => one.Question)) : inbox.Named(form[QuestionField])).ToList();
        if (questions.Count == 0)
        {
            return Results.LocalRedirect(Notices.On(ConsoleRoutes.Inbox, Notices.NothingChanged));
        }

        if (isBack)
        {
            await store.TakeBackAsync(questions, cancel);
            await audit.NoteAsync(Maintainer.NameOf(context), AuditAction.TakenBack, "", Counted(questions.Count), cancel);
            return Results.LocalRedirect(Notices.On(ConsoleRoutes.Inbox, Notices.TakenBack));
        }

        await store.SetAsideAsync(questions, cancel);
        await audit.NoteAsync(Maintainer.NameOf(context), AuditAction.SetAside, "", Counted(questions.Count), cancel);
        return Results.LocalRedirect(Notices.On(ConsoleRoutes.Inbox, Notices.SetAside));
    }

    private static string Counted(int wordings) => wordings == 1 ? "1 wording" : $"{wordings} wordings";

    private static Html Filters(IReadOnlyList<InboxGroup> all, string? chosen)
    {
        var reasons = all.SelectMany(group => group.Reasons.Select(one => one.Reason)).CountBy(reason => reason).OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        return reasons.Count < 2 ? Html.None : Html.Of(
            $"""
            <nav aria-label="Why they are here"><ul>
            <li><a href="{ConsoleRoutes.Inbox}"{Current(chosen is null or "")}>All ({all.Count})</a></li>
            {Html.Join(reasons, one => Html.Of($"<li><a href=\"{ConsoleRoutes.Inbox}?reason={one.Key}\"{Current(chosen == one.Key)}>{Reasons.Of(one.Key)} ({one.Value})</a></li>\n"))}
            </ul></nav>
            """);
    }

    private static Html Current(bool isCurrent) => isCurrent ? Html.Of($" aria-current=\"page\"") : Html.None;

    private static Html Card(HttpContext context, InboxGroups inbox, InboxGroup group, DateTimeOffset now) => Html.Of(
        $"""
        <li>
        <h2>{group.Title}</h2>
        <p class="facts">{Html.Join(group.Reasons, one => Html.Of($"<span class=\"tag\">{Reasons.Of(one.Reason)} {one.Count}</span>"))} Asked {Times(group.Count)}, last {Ago.Of(group.Newest, now)}</p>
        {Wordings(group)}
        {Html.If(group.Complaints.Count > 0, () => Html.Of($"<p>Readers wrote: {Html.Join(group.Complaints, words => Html.Of($"<q>{words}</q> "))}</p>"))}
        <form method="post" action="{EntryPage.NewPath}" class="row">{FormCheck.Field(context)}{Html.Join(group.Wordings.Take(MostNamed), wording => Html.Of($"<input type=\"hidden\" name=\"{QuestionField}\" value=\"{WordingName.Of(wording.Question)}\">"))}
        <button name="do" value="start">Write an entry</button>
        {Html.Join(inbox.Near(group), id => Html.Of($"<button class=\"second\" name=\"add-to\" value=\"{id}\">Add to “{id}”</button>\n"))}
        <button class="quiet" name="do" value="aside" formaction="{ConsoleRoutes.Inbox}">Set aside</button>
        </form>
        </li>

        """);

    private static Html Wordings(InboxGroup group)
    {
        var others = group.Wordings.Where(wording => wording.Question != group.Title).ToList();
        return others.Count == 0 ? Html.None : Html.Of(
            $"""
            <details><summary>{(others.Count == 1 ? "1 other wording" : $"{others.Count} other wordings")}</summary>
            <ul>{Html.Join(others.Take(WordingsShown), wording => Html.Of($"<li>{wording.Question}{(wording.Count > 1 ? $" ({wording.Count} times)" : "")}</li>\n"))}</ul>
            {Html.If(others.Count > WordingsShown, () => Html.Of($"<p>and {others.Count - WordingsShown} more</p>"))}
            </details>
            """);
    }

    private static Html SetAside(HttpContext context, List<(string Question, long At)> aside) => aside.Count == 0 ? Html.None : Html.Of(
        $"""
        <details><summary>Set aside lately ({aside.Count})</summary>
        <ul class="cards">
        {Html.Join(aside, one => Html.Of($"<li><form method=\"post\" action=\"{ConsoleRoutes.Inbox}\" class=\"row\">{FormCheck.Field(context)}<input type=\"hidden\" name=\"{QuestionField}\" value=\"{WordingName.Of(one.Question)}\"><span>{one.Question}</span> <button class=\"second\" name=\"do\" value=\"back\">Back to the inbox</button></form></li>\n"))}
        </ul>
        </details>
        """);

    private static string Times(long count) => count == 1 ? "once" : $"{count} times";
}
