using System.Text;
using Microsoft.Extensions.Options;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/talks</c>: somebody's talk is found by its id, to be given to them or deleted. Its words are not shown here.</summary>
internal static class TalksPage
{
    private const string IdField = "id";
    private const int LongestId = 400;

    public static void MapTalks(this IEndpointRouteBuilder rooms)
    {
        rooms.MapGet(ConsoleRoutes.Talks, (HttpContext context, IOptions<StorageOptions> storage) => Show(context, storage.Value));
        rooms.MapPost(ConsoleRoutes.Talks, PostAsync);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, Store store, RetentionStore retention, AuditStore audit, IReplyChannel channel, IOptions<StorageOptions> storage, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        var named = form[IdField].ToString();
        if (named.Trim().Length is 0 or > LongestId || await store.ReadAsync(session => TalkFinder.Find(session, named), cancel) is not { } talk)
        {
            return Show(context, storage.Value, named, "There is no such talk. It may have been deleted already, by whoever talked or because its time was over.");
        }

        var detail = talk.Entries == 1 ? "1 entry" : $"{talk.Entries} entries";
        switch (form["do"].ToString())
        {
            case "delete":
                await retention.DeleteAsync(talk.Id, CancellationToken.None);
                channel.Close(talk.Id);

                // Without its id: what is deleted leaves no trace, and the history is kept. It is deleted whoever hangs up, and whatever becomes of the journal.
                await audit.NoteAsync(Maintainer.NameOf(context), AuditAction.TalkDeleted, "", detail, CancellationToken.None);
                return Results.LocalRedirect(Notices.On(ConsoleRoutes.Talks, await retention.ScrubAsync() ? Notices.TalkDeleted : Notices.TalkDeletedNotScrubbed));
            case "download":
                await audit.NoteAsync(Maintainer.NameOf(context), AuditAction.TalkExported, "", detail, cancel);
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Stream(to => SendAsync(to, store, talk, cancel), "application/jsonl; charset=utf-8", "talk.jsonl");
            default:
                return Show(context, storage.Value, named, talk: talk);
        }
    }

    private static async Task SendAsync(Stream to, Store store, FoundTalk talk, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await TalkExport.WriteAsync(writer, talk, page => store.ReadAsync(page, cancel), cancel);
    }

    private static IResult Show(HttpContext context, StorageOptions storage, string named = "", string? refused = null, FoundTalk? talk = null) => ConsoleFrame.Page(
        context,
        "Talks",
        ConsoleRoutes.Talks,
        Html.Of(
            $"""
            {Html.If(refused is not null, () => Html.Of($"<p class=\"wrong\" role=\"alert\">{refused}</p>"))}
            <p>Readers delete their talk themselves, with “Clear chat” or on the page without a script. Here you do it for somebody who cannot, or hand them what is kept. Talks go by themselves when nothing has been said in them for {Kept(storage.Retention)}.</p>
            <form method="post" action="{ConsoleRoutes.Talks}" class="fields">{FormCheck.Field(context)}
            <label for="id">Id of the talk</label>
            <input id="id" name="{IdField}" type="text" value="{named}" maxlength="{LongestId}" required autocomplete="off" aria-describedby="which">
            <p class="hint" id="which">Or of a message in it, as it stands in the chat's data, or in Teams in the link to a message.</p>
            <p class="row"><button>Find</button></p>
            </form>
            {Html.If(talk is not null, () => Facts(context, talk!))}
            """),
        refused is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);

    private static Html Facts(HttpContext context, FoundTalk talk) => Html.Of(
        $"""
        <section>
        <h2>Found</h2>
        <p>A talk by {talk.Channel}, begun {Ago.Exactly(talk.StartedAt)}, with the last word {Ago.Exactly(talk.LastAt)}: {talk.Entries} messages and replies.{Html.If(talk.IsInstalled, () => Html.Of($" The bot is installed there: the words go, and where it is stays known until it is removed."))}</p>
        <form method="post" action="{ConsoleRoutes.Talks}" class="row">{FormCheck.Field(context)}<input type="hidden" name="{IdField}" value="{talk.Id}">
        <button name="do" value="download">Download</button>
        <button class="second" name="do" value="delete">Delete for good</button>
        </form>
        </section>
        """);

    private static string Kept(TimeSpan time) =>
        time < TimeSpan.FromDays(1) ? $"{time.TotalHours:0.#} hours" : time == TimeSpan.FromDays(1) ? "a day" : $"{time.TotalDays:0.#} days";
}
