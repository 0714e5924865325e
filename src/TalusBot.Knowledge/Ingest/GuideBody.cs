using System.Globalization;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Takes the Markdown of a guide apart: an intro, then a step for each heading.</summary>
internal sealed class GuideBody(MarkdownBody body, SourceWords sources, GuideText text)
{
    /// <summary>Longest intro, in UTF-16 units.</summary>
    public const int MaxIntro = 400;

    /// <summary>Longest heading, in UTF-16 units.</summary>
    public const int MaxTitle = 120;

    /// <summary>Longest text of a step, in UTF-16 units.</summary>
    public const int MaxText = 600;

    private readonly List<string> intro = [];
    private readonly List<StepDraft> steps = [];

    /// <returns>The intro and the steps, with or without mistakes; null where nothing could be read.</returns>
    public (string Intro, IReadOnlyList<StepDraft> Steps)? Read()
    {
        if (body.Parse("The guide is nested too deeply; write plain paragraphs, quotes and lists.") is not { } document)
            return null;
        var linked = document.Descendants<LinkInline>().Select(link => link.Url).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
                Begin(heading, linked);
            else if (steps is [.., var step])
                ReadBlock(step, block);
            else if (block is ParagraphBlock paragraph)
                intro.Add(text.Read(paragraph, linked: null));
            else
                body.Report(block, "Before the first step there can only be paragraphs; move this below a heading.");
        }

        var said = string.Join("\n\n", intro);
        if (said.Length > MaxIntro)
            TooLong(body.StartLine, "The intro", said, MaxIntro);
        foreach (var step in steps.Where(step => step.Text.Length > MaxText))
            TooLong(step.TextLine, "The text of this step", step.Text, MaxText);
        return (said, steps);
    }

    private void Begin(HeadingBlock heading, HashSet<string> linked)
    {
        var inlines = heading.Inline?.ToList() ?? [];
        var title = MarkdownBody.Words(inlines);
        var anchor = HeadingAnchor.Of(title);
        if (heading.Level != 2)
        {
            body.Report(heading, "A step is a heading of the second level; begin the line with \"## \", or write this as a paragraph.");
            // Where a choice leads to it, it is meant as a step, and what follows belongs to it.
            if (!linked.Contains($"#{anchor}"))
                return;
        }

        if (MarkdownBody.Odd(inlines) is { } odd)
            body.Report(odd, "A heading is a plain question or name; leave Markdown's signs out.");
        if (title.Length == 0)
            body.Report(heading, "This heading is empty; write the question of the step, or the name of the outcome.");
        else if (!HeadingAnchor.SameEverywhere(anchor))
            body.Report(heading, "Git hosts do not agree on the address of this heading; write it without signs that stand alone.");
        if (title.Length > MaxTitle)
            TooLong(body.LineOf(heading), "This heading", title, MaxTitle);
        steps.Add(new(anchor, title, body.LineOf(heading)));
    }

    private void ReadBlock(StepDraft step, Block block)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                if (step.Paragraphs.Count == 0)
                    step.TextLine = body.LineOf(block);
                step.Paragraphs.Add(text.Read(paragraph, step.Entries));
                break;
            case QuoteBlock quote:
                if (++step.Quotes == GuideQuotes.MaxQuotes + 1)
                    body.Report(block, $"This step has more than {GuideQuotes.MaxQuotes} quotes; keep those that explain it best.");
                if (GuideQuotes.Read(quote, sources, body) is { } source)
                    step.Sources.Add(source);
                break;
            case ListBlock list:
                if (step.Choices.Count > 0)
                    body.Report(block, "This is a second list; write the choices of a step as one.");
                step.Choices.AddRange(GuideChoices.Read(list, body));
                break;
            case HtmlBlock:
                body.Report(block, "HTML is not shown; write plain Markdown.");
                break;
            default:
                body.Report(block, "Only paragraphs, quotes and lists are read; write this as one.");
                break;
        }
    }

    private void TooLong(int line, string what, string words, int most) =>
        body.Report(line, string.Create(CultureInfo.InvariantCulture, $"{what} has {words.Length} characters; keep it under {most + 1}."));
}
