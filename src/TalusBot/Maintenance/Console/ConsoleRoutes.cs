namespace TalusBot.Maintenance.Console;

/// <summary>Where the rooms of the console are. All but the sign-in ask who is there.</summary>
internal static class ConsoleRoutes
{
    public const string Path = "/maintain";
    public const string Style = "/console.css";
    public const string Inbox = Path + "/inbox";
    public const string Entries = Path + "/entries";
    public const string Judging = Path + "/judging";
    public const string Fit = Path + "/fit";
    public const string Passages = Path + "/passages";
    public const string Numbers = Path + "/numbers";
    public const string Files = Path + "/files";
    public const string Talks = Path + "/talks";
    public const string History = Path + "/history";

    public static void MapConsole(this WebApplication app)
    {
        app.MapSignIn();
        var rooms = app.MapGroup("").RequireAuthorization(ConsoleServices.Policy).CheckForms();
        rooms.MapGet(Path, () => Results.LocalRedirect(Inbox));
        rooms.MapInbox();
        rooms.MapEntries();
        rooms.MapEntry();
        rooms.MapEntryHistory();
        rooms.MapJudging();
        rooms.MapFit();
        rooms.MapPassages();
        rooms.MapNumbers();
        rooms.MapFiles();
        rooms.MapTalks();
        rooms.MapHistory();
        rooms.Map(Path + "/{**rest}", (HttpContext context) =>
            ConsoleFrame.Message(context, "There is nothing here", Html.Of($"<p>No page of the console has this address.</p>"), StatusCodes.Status404NotFound));
    }
}
