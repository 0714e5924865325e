using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The Markdown below a file's front matter, with the lines of its parts; what is wrong goes to the list of problems, once.</summary>
/// <param name="firstLine">The line of the file in which the text begins, from 1.</param>
internal sealed class MarkdownBody(string text, int firstLine, string file, List<SourceProblem> problems)
{
    // Tables are read only so that they can be refused: hosts show what looks like one as one.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UsePipeTables().Build();

    public string Text => text;

    /// <summary>The line of the first words, or the first line where there are none.</summary>
    public int StartLine => text.AsSpan().IsWhiteSpace() ? firstLine : LineAt(text.Length - text.AsSpan().TrimStart().Length);

    /// <summary>Null, with a problem, where quotes, lists or brackets are nested too deeply.</summary>
    /// <param name="tooDeep">What is wrong then, and how to mend it.</param>
    public MarkdownDocument? Parse(string tooDeep)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            Report(StartLine, tooDeep);
            return null;
        }
    }

    /// <param name="offset">UTF-16 offset into the text, from 0.</param>
    public int LineAt(int offset) => firstLine + text.AsSpan(0, Math.Clamp(offset, 0, text.Length)).Count('\n');

    public int LineOf(MarkdownObject part) => LineAt(part.Span.Start);

    public void Report(int line, string message)
    {
        var problem = new SourceProblem(file, line, message);
        if (!problems.Contains(problem))
            problems.Add(problem);
    }

    public void Report(MarkdownObject at, string message) => Report(LineOf(at), message);

    /// <summary>The words that a reader sees, in one line and without Markdown's signs.</summary>
    public static string Words(IEnumerable<Inline> inlines) => string.Concat(inlines.SelectMany(WithInner).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    })).Trim();

    /// <summary>The first part that is more than words; null where all are plain.</summary>
    public static Inline? Odd(IEnumerable<Inline> inlines) => inlines.SelectMany(WithInner).FirstOrDefault(inline => inline is not (LiteralInline or LineBreakInline));

    private static IEnumerable<Inline> WithInner(Inline inline) => inline is ContainerInline container ? container.Descendants<Inline>().Prepend(inline) : [inline];
}
