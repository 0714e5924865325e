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
            editor.Open(id) is { } form ? EntryHtml.Show(context, editor, form) : Missing(context));
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

        var asked = inbox.WordingsOf(posted[InboxPage.GroupField].OfType<string>()).Take(EntryForm.MostSettled).ToList();
        if (posted["add-to"].ToString() is { Length: > 0 } entry)
        {
            return EntryId.IsPossible(entry) && editor.Open(entry) is { } opened ? EntryHtml.Show(context, editor, EntryEditor.With(opened, asked)) : Missing(context);
        }

        if (posted["do"] == "start")
        {
            return EntryHtml.Show(context, editor, editor.Start(asked is [var first, ..] ? first : "", [.. asked.Skip(1).Take(MostAlso)]) with { Settles = asked });
        }

        var form = EntryForm.Read(posted, id);
        return posted["do"].ToString() switch
        {
            "preview" => EntryHtml.Show(context, editor, form, await editor.TryAsync(form, cancel)),
            "draft" => await SaveAsync(context, editor, form, cancel),
            "publish" => await PublishAsync(context, editor, form, cancel),
            "unpublish" => await UnpublishAsync(context, editor, form, cancel),
            "discard" => await DiscardAsync(context, editor, form, cancel),
            _ => EntryHtml.Show(context, editor, form),
        };
    }

    private static async Task<IResult> SaveAsync(HttpContext context, EntryEditor editor, EntryForm form, CancellationToken cancel) =>
        await editor.SaveDraftAsync(form, Maintainer.NameOf(context), cancel) is { } refused
            ? EntryHtml.Show(context, editor, form, refused: refused)
            : Results.LocalRedirect(Notices.On(PathOf(form.Id), Notices.Drafted));

    private static async Task<IResult> PublishAsync(HttpContext context, EntryEditor editor, EntryForm form, CancellationToken cancel)
    {
        var (refused, trial, inUse) = await editor.PublishAsync(form, Maintainer.NameOf(context), cancel);
        return refused is not null
            ? EntryHtml.Show(context, editor, form, trial, refused)
            : Results.LocalRedirect(Notices.On(PathOf(form.Id), inUse ? Notices.Published : Notices.PublishedNotUsed));
    }

    private static async Task<IResult> UnpublishAsync(HttpContext context, EntryEditor editor, EntryForm form, CancellationToken cancel) =>
        await editor.UnpublishAsync(form, Maintainer.NameOf(context), cancel) is { } refused
            ? EntryHtml.Show(context, editor, form, refused: refused)
            : Results.LocalRedirect(Notices.On(PathOf(form.Id), Notices.Unpublished));

    private static async Task<IResult> DiscardAsync(HttpContext context, EntryEditor editor, EntryForm form, CancellationToken cancel)
    {
        if (await editor.DiscardAsync(form, Maintainer.NameOf(context), cancel) is { } refused)
        {
            return EntryHtml.Show(context, editor, form, refused: refused);
        }

        return Results.LocalRedirect(Notices.On(ConsoleRoutes.Entries, Notices.Discarded));
    }
}
