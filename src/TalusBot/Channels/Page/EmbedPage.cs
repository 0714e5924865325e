using TalusBot.Knowledge;
using static TalusBot.Channels.Page.PageFrame;

namespace TalusBot.Channels.Page;

/// <summary><c>/embed</c>: for who owns a page and wants the chat on it.</summary>
internal static class EmbedPage
{
    public static void MapEmbed(this IEndpointRouteBuilder app) => app.MapMethods("/embed", Methods, Show).ExcludeFromDescription();

    private static IResult Show(HttpContext context, KnowledgeBase knowledge)
    {
        var request = context.Request;
        var own = OwnAddress.Of(request);
        var socket = (request.IsHttps ? "wss://" : "ws://") + request.Host;
        return Framed(
            $"Put the chat on your page – {knowledge.Current!.Site.Name}",
            $"""
            <article>
            <h1>Put the chat on your page</h1>
            <p>One line of HTML is enough. The button in the corner of this page comes from that very line.</p>
            <h2>1. Copy the line</h2>
            <pre id="tag"><code>{Html($"<script src=\"{own}/embed.js\" defer></script>")}</code></pre>
            <p>It loads the chat when somebody first opens it. Readers without JavaScript can be led to <a href="{AskPage.Path}">a page that needs none</a>:</p>
            <pre><code>{Html($"<noscript><a href=\"{own}{AskPage.Path}\">Ask a question</a></noscript>")}</code></pre>
            <h2>2. Allow your page</h2>
            <p>The bot talks to pages that it was told of. Start it with the address of your site, without a path, as an environment variable:</p>
            <pre><code>DirectLine__AllowedOrigins__0=https://blog.example</code></pre>
            <p>A second site is <code>DirectLine__AllowedOrigins__1</code>, and so on. <code>www.blog.example</code> and <code>blog.example</code> are two.</p>
            <h2>3. If your site has a content security policy</h2>
            <p>Add these to what it allows already. Most sites have no such policy and need nothing.</p>
            <pre id="csp"><code>script-src {Html(own)}; connect-src {Html(own)} {Html(socket)}</code></pre>
            <p>Nothing is needed for styles, pictures or fonts: the chat has no inline style, no picture and no font of its own.</p>
            <h2>What the line can say</h2>
            <div class="table"><table>
            <thead><tr><th scope="col">Attribute</th><th scope="col">What it does</th></tr></thead>
            <tbody>
            <tr><th scope="row"><code>data-title="Ask this article"</code></th><td>The heading of the chat.</td></tr>
            <tr><th scope="row"><code>data-theme="dark"</code></th><td><code>light</code> or <code>dark</code>. Without it the chat follows the reader’s system.</td></tr>
            <tr><th scope="row"><code>data-position="left"</code></th><td>Puts the button and the chat at the left.</td></tr>
            <tr><th scope="row"><code>data-accent="#7a3e9d"</code></th><td>One colour for the button, links and the reader’s own messages. Words on it are black or white, whichever can be read.</td></tr>
            <tr><th scope="row"><code>data-open</code></th><td>The chat starts open, until the reader closes it.</td></tr>
            <tr><th scope="row"><code>data-target="#chat"</code></th><td>Puts the chat inside that element of yours instead of over the page.</td></tr>
            <tr><th scope="row"><code>data-texts="#chat-texts"</code></th><td>Your own words for what the chat says, from a JSON script element of the page or a JSON file.</td></tr>
            <tr><th scope="row"><code>data-remember</code></th><td>Keeps the talk in the reader’s browser after the last tab is closed.</td></tr>
            <tr><th scope="row"><code>data-failed="..."</code></th><td>What the button says after the title when the chat could not be loaded.</td></tr>
            </tbody>
            </table></div>
            <h2>How it can look</h2>
            <p>Set these in your own style sheet. All are optional.</p>
            <pre id="css"><code>{Html(Properties)}</code></pre>
            </article>
            """,
            $"""<script src="/embed.js" data-title="{Html(knowledge.Current.Site.Name)}" defer></script>""");
    }

    /// <summary>Every custom property that the chat reads, with what it is for.</summary>
    private const string Properties = """
        talus-bot {
          --talusbot-accent: #7a3e9d;       /* buttons and links */
          --talusbot-on-accent: #ffffff;    /* words on buttons */
          --talusbot-surface: #ffffff;      /* behind messages */
          --talusbot-paper: #f6f2f9;        /* behind the talk */
          --talusbot-ink: #241a2b;          /* words */
          --talusbot-font: "Inter", sans-serif;
          --talusbot-quote-font: Georgia, serif;
          --talusbot-radius: 22px;          /* corners of the window */
          --talusbot-height: 600px;         /* only with data-target */
        }
        """;
}
