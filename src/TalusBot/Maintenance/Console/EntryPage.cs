using TalusBot.Knowledge.Curation;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/entries/{id}</c>: one entry as a form, with a preview of what a reader gets and of what would change.</summary>
internal static class EntryPage
{
    public const string NewPath = ConsoleRoutes.Entries + "/new";

    /// <summary>How many wordings of a group go into a draft; readers' words repeat themselves.</summary>
    private const int MostAlso = 20;

    public static string PathOf(string id) => $"{ConsoleRoutes.Entries}/{Uri.EscapeDataString(id)}";

    public static void MapEntry(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet(NewPath, (HttpContext context, EntryEditor editor) => EntryHtml.Show(context, editor, editor.Start("", [])));
        rooms.MapPost(NewPath, (HttpContext context, EntryEditor editor, InboxGroups inbox, CancellationToken cancel) => PostAsync(context, editor, inbox, null, cancel));
        rooms.MapGet(ConsoleRoutes.Entries + "/{id}", (HttpContext context, EntryEditor editor, string id) =>
            editor.Open(id) is { } form ? EntryHtml.Show(context, editor, form)
            : EntryId.IsPossible(id) && editor.Files.Versions(id).Count > 0 ? Results.LocalRedirect(EntryHistoryPage.PathOf(id))
            : Missing(context));
        rooms.MapPost(ConsoleRoutes.Entries + "/{id}", (HttpContext context, EntryEditor editor, InboxGroups inbox, string id, CancellationToken cancel) => PostAsync(context, editor, inbox, id, cancel));
    }

    public static IResult Missing(HttpContext context) =>
        ConsoleFrame.Message(context, "There is no such entry", Html.Of($"<p>It was discarded, or its address is mistyped. <a href=\"{ConsoleRoutes.Entries}\">All entries</a></p>"), StatusCodes.Status404NotFound);

    private static async Task<IResult> PostAsync(HttpContext context, EntryEditor editor, InboxGroups inbox, string? id, CancellationToken cancel)
    {
        var posted = await context.Request.ReadFormAsync(cancel);
        if (id is not null && !EntryId.IsPossible(id))
        {
            return Missing(context);
        }

        List<string> Asked() => [.. inbox.Named(posted[InboxPage.QuestionField]).Take(EntryForm.MostSettled)];
        if (posted["add-to"].ToString() is { Length: > 0 } entry)
        {
            return EntryId.IsPossible(entry) && editor.Open(entry) is { } opened ? EntryHtml.Show(context, editor, EntryEditor.With(opened, Asked())) : Missing(context);
        }

        if (posted["do"] == "start")
        {
            var asked = Asked();
            return asked is [var first, ..]
                ? EntryHtml.Show(context, editor, editor.Start(EntryForm.Line(first), [.. asked.Skip(1).Take(MostAlso).Select(EntryForm.Line)]) with { Settles = [.. asked.Select(WordingName.Of)] })
                : Results.LocalRedirect(Notices.On(ConsoleRoutes.Inbox, Notices.NothingChanged));
        }

        var form = EntryForm.Read(posted, id);
        return posted["do"].ToString() switch
        {
            "preview" => await PreviewAsync(context, editor, form, cancel),
            "draft" => await SaveAsync(context, editor, inbox, form),
            "publish" => await PublishAsync(context, editor, inbox, form, cancel),
            "unpublish" => await UnpublishAsync(context, editor, form),
            "discard" => await DiscardAsync(context, editor, form),
            _ => EntryHtml.Show(context, editor, form),
        };
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, EntryEditor editor, EntryForm form, CancellationToken cancel)
    {
        var (refused, trial) = await editor.TryAsync(form, cancel);
        return EntryHtml.Show(context, editor, form, trial, refused);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, EntryEditor editor, InboxGroups inbox, EntryForm form) =>
        await editor.SaveDraftAsync(form, inbox.Named(form.Settles), Maintainer.NameOf(context)) is { } refused
            ? EntryHtml.Show(context, editor, form, refused: refused)
            : Results.LocalRedirect(Notices.On(PathOf(form.Id), Notices.Drafted));

    private static async Task<IResult> PublishAsync(HttpContext context, EntryEditor editor, InboxGroups inbox, EntryForm form, CancellationToken cancel)
    {
        var (refused, trial, inUse) = await editor.PublishAsync(form, inbox.Named(form.Settles), Maintainer.NameOf(context), cancel);
        return refused is not null
            ? EntryHtml.Show(context, editor, form, trial, refused)
            : Results.LocalRedirect(Notices.On(PathOf(form.Id), inUse ? Notices.Published : Notices.PublishedNotUsed));
    }

    private static async Task<IResult> UnpublishAsync(HttpContext context, EntryEditor editor, EntryForm form) =>
        await editor.UnpublishAsync(form, Maintainer.NameOf(context)) is { } refused
            ? EntryHtml.Show(context, editor, form, refused: refused)
            : Results.LocalRedirect(Notices.On(PathOf(form.Id), Notices.Unpublished));

    private static async Task<IResult> DiscardAsync(HttpContext context, EntryEditor editor, EntryForm form)
    {
        if (await editor.DiscardAsync(form, Maintainer.NameOf(context)) is { } refused)
        {
            return EntryHtml.Show(context, editor, form, refused: refused);
        }

        return Results.LocalRedirect(Notices.On(ConsoleRoutes.Entries, Notices.Discarded));
    }
}
