using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using TalusBot.Knowledge.Text;

namespace TalusBot.Channels.Page;

/// <summary>The Markdown of replies as HTML that is safe on our pages: no HTML of its own, no pictures, links to the web only.</summary>
internal static class Markup
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <param name="sources">How many citations there are; <c>[1]</c> leads to the first.</param>
    /// <param name="anchor">What the ids of the sources begin with, such as <c>s5-</c>.</param>
    public static string Html(string markdown, int sources, string anchor)
    {
        var all = new StringBuilder(markdown).Append("\n\n");
        for (var i = 1; i <= sources; i++)
        {
            all.Append(CultureInfo.InvariantCulture, $"[{i}]: #{anchor}{i}\n");
        }

        var document = Markdown.Parse(all.ToString(), Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = 3;
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link, anchor);
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => link.IsEmail || !LeadsToTheWeb(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return MarkdownHtml.Of(document, Pipeline);
    }

    private static void Tame(LinkInline link, string anchor)
    {
        if (!link.IsImage && link.Url?.StartsWith("#" + anchor, StringComparison.Ordinal) is true)
        {
            var attributes = link.GetAttributes();
            attributes.AddClass("mark");
            attributes.AddProperty("aria-label", "Source " + link.Url[(anchor.Length + 1)..]);
        }
        else if (link.IsImage || !LeadsToTheWeb(link.Url))
        {
            // Its words stay.
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
        }
        else
        {
            link.GetAttributes().AddProperty("rel", "nofollow ugc");
        }
    }

    private static bool LeadsToTheWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
