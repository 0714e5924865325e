using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Channels.Page;

/// <summary>The article and its comments, each paragraph and comment with its own anchor, and the widget on it.</summary>
internal static class ArticlePage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static void MapArticles(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", PageFrame.Methods, First);
        app.MapMethods("/article", PageFrame.Methods, First);
        app.MapMethods("/article/{slug}", PageFrame.Methods, Show);
    }

    private static IResult First(KnowledgeBase knowledge) => TypedResults.LocalRedirect($"~/article/{knowledge.Current!.Articles[0].Slug}");

    private static IResult Show(string slug, KnowledgeBase knowledge, HttpResponse response)
    {
        if (knowledge.Current!.Articles.FirstOrDefault(article => article.Slug == slug) is not { } article)
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "no-cache";
        return TypedResults.Content(Write(article, knowledge.Current.Site), "text/html; charset=utf-8");
    }

    private static string Write(Article article, Site site)
    {
        var page = new StringBuilder();
        var title = Html.Encode(article.Title);
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <meta name="description" content="{title}: the article, its comments, and a chat that answers from them.">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/article.css">
            <script src="/embed.js" data-title="{Html.Encode(site.Name)}" defer></script>
            </head>
            <body>
            <main>
            <article>
            <h1>{title}</h1>
            <p class="byline">By {Html.Encode(article.Paragraphs[0].Speaker)}{(article.Url is { } url ? $", first published <a href=\"{Html.Encode(url.AbsoluteUri)}\">on the author's blog</a>" : "")}</p>
            <noscript><p><a href="{AskPage.Path}">Ask without JavaScript</a></p></noscript>

            """);
        foreach (var paragraph in article.Paragraphs)
        {
            var tag = paragraph.IsHeading ? "h2" : "p";
            page.Append(CultureInfo.InvariantCulture, $"<{tag} id=\"{Anchor(paragraph.Id)}\">{Linked(paragraph.Text)}</{tag}>\n");
            if (paragraph.LeadsToPicture)
            {
                page.Append("<p class=\"gap\">The original shows a picture or video here.</p>\n");
            }
        }

        page.Append("</article>\n<section class=\"comments\" aria-labelledby=\"comments\">\n<h2 id=\"comments\">Comments</h2>\n");
        foreach (var comment in article.Comments)
        {
            WriteComment(page, comment, site);
        }

        page.Append(CultureInfo.InvariantCulture, $"</section>\n</main>\n<footer class=\"site\"><a href=\"{AskPage.Path}\">Ask without JavaScript</a> <a href=\"/embed\">Put this chat on your page</a></footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteComment(StringBuilder page, Comment comment, Site site)
    {
        var (role, name) = comment.Role is Role.Author ? ("author", comment.Speaker) : ("reader", site.NameOf(comment));
        page.Append(CultureInfo.InvariantCulture, $"<article class=\"comment {role}\" id=\"{Anchor(comment.Id)}\">\n<header><span class=\"name\">{Html.Encode(name)}</span>");
        if (comment.Date is { } date)
        {
            page.Append(CultureInfo.InvariantCulture, $" <time datetime=\"{date:yyyy-MM-dd}\">{date:d MMMM yyyy}</time>");
        }

        page.Append("</header>\n<div class=\"text\">\n");
        foreach (var line in comment.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Linked(line)}</p>\n");
        }

        page.Append("</div>\n</article>\n");
    }

    private static string Anchor(string id) => id[(id.IndexOf('#', StringComparison.Ordinal) + 1)..];

    /// <summary>The words as HTML; a web address among them becomes a link.</summary>
    private static string Linked(string words) => string.Join(' ', words.Split(' ').Select(word =>
        word.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(word, UriKind.Absolute, out _)
            ? $"<a href=\"{Html.Encode(word)}\" rel=\"nofollow ugc\">{Html.Encode(word)}</a>"
            : Html.Encode(word)));
}
