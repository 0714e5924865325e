using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace TalusBot.Knowledge.Text;

/// <summary>Writes parsed Markdown as HTML.</summary>
public static class MarkdownHtml
{
    /// <summary>By a renderer of its own: one that failed in the middle of a list would go on with the next document as if it were in that list.</summary>
    /// <param name="pipeline">That the document was parsed with.</param>
    /// <exception cref="ArgumentException">It is nested too deeply.</exception>
    public static string Of(MarkdownDocument document, MarkdownPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }
}
