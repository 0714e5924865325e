using System.Net;

namespace TalusBot.Channels.Page;

/// <summary>One sentence for a reader who cannot be shown what he asked for, and the way on.</summary>
internal static class MessagePage
{
    public static IResult Result(int status, string message) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>TalusBot</title>
        <link rel="stylesheet" href="/article.css">
        </head>
        <body>
        <main>
        <article>
        <h1>Sorry</h1>
        <p>{WebUtility.HtmlEncode(message)}</p>
        <p><a href="/article">To the article</a></p>
        </article>
        </main>
        </body>
        </html>

        """,
        "text/html; charset=utf-8",
        statusCode: status);
}
