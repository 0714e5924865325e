using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TalusBot.Channels.Page;

/// <summary>What all our pages share: the head of the document, the way back to the article, and the foot.</summary>
internal static class PageFrame
{
    /// <summary>How a page is fetched: HEAD asks for what GET would bring, without the page itself.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private const string ContentType = "text/html; charset=utf-8";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Words as text inside HTML or one of its attributes in quotation marks.</summary>
    public static string Html(string words) => Encoder.Encode(words);

    /// <param name="title">As text; becomes the title of the window.</param>
    /// <param name="main">As HTML.</param>
    /// <param name="head">As HTML; more lines for the head.</param>
    /// <param name="foot">As HTML; more links for the foot.</param>
    public static IResult Framed(string title, string main, string head = "", string foot = "", int status = StatusCodes.Status200OK) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Html(title)}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/article.css">
        {head}
        </head>
        <body class="plain">
        <header class="site"><a href="/article">To the article</a></header>
        <main>
        {main}
        </main>
        <footer class="site"><a href="{AskPage.Path}">Ask a question</a> {foot}</footer>
        </body>
        </html>

        """,
        ContentType,
        statusCode: status);
}
