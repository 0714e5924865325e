namespace TalusBot.Maintenance.Console;

/// <summary>What all pages of the console share: head, navigation, and who is signed in.</summary>
internal static class ConsoleFrame
{
    private static readonly (string Path, string Name)[] Rooms =
    [
        (ConsoleRoutes.Inbox, "Inbox"),
        (ConsoleRoutes.Entries, "Entries"),
        (ConsoleRoutes.Judging, "Judging"),
        (ConsoleRoutes.Passages, "Passages"),
        (ConsoleRoutes.Numbers, "Numbers"),
        (ConsoleRoutes.Files, "Files"),
        (ConsoleRoutes.Talks, "Talks"),
        (ConsoleRoutes.History, "History"),
    ];

    /// <param name="room">The path of the room that this page belongs to; null outside of all.</param>
    public static IResult Page(HttpContext context, string title, string? room, Html main, int status = StatusCodes.Status200OK)
    {
        var signedIn = context.User.Identity?.IsAuthenticated is true;
        return TypedResults.Content(
            Html.Of(
                $"""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex, nofollow">
                <title>{title} – TalusBot console</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/article.css">
                <link rel="stylesheet" href="{ConsoleRoutes.Style}">
                </head>
                <body class="console">
                <a class="skip" href="#main">To the content</a>
                <header>
                <p class="brand">TalusBot console</p>
                {Html.If(signedIn, () => Navigation(context, room))}
                </header>
                <main id="main" tabindex="-1">
                {Noticed(context)}
                <h1>{title}</h1>
                {main}
                </main>
                </body>
                </html>

                """).ToString(),
            "text/html; charset=utf-8",
            statusCode: status);
    }

    /// <summary>A page that only says something.</summary>
    public static IResult Message(HttpContext context, string title, Html words, int status) => Page(context, title, null, words, status);

    private static Html Navigation(HttpContext context, string? room) => Html.Of(
        $"""
        <nav aria-label="Console"><ul>
        {Html.Join(Rooms, one => one.Path == room
            ? Html.Of($"<li><a href=\"{one.Path}\" aria-current=\"page\">{one.Name}</a></li>\n")
            : Html.Of($"<li><a href=\"{one.Path}\">{one.Name}</a></li>\n"))}
        </ul></nav>
        <form method="post" action="{SignIn.OutPath}" class="who">{FormCheck.Field(context)}<span>{Maintainer.NameOf(context)}</span> <button class="quiet">Sign out</button></form>
        """);

    /// <summary>What the last form did. The words are ours; the address only says which.</summary>
    private static Html Noticed(HttpContext context) =>
        Notices.Of(context.Request.Query[Notices.Field]) is { } words ? Html.Of($"<p class=\"notice\" role=\"status\">{words}</p>") : Html.None;
}
