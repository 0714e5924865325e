using System.Globalization;
using System.Text.RegularExpressions;
using Markdig;
using TalusBot.Knowledge.Ingest.WordPress;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads an article without comments from a file of its own: Markdown, perhaps with front matter, or plain text.</summary>
public static partial class ArticleFile
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = HtmlText.MaxLength;

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().Build();

    /// <summary>The article, or the reasons why there is none. The file's name without its ending becomes the article's.</summary>
    /// <param name="isMarkdown">Whether it is Markdown; else lines are words as they stand.</param>
    public static Reading<BlogPost> Read(SourceFile file, bool isMarkdown)
    {
        var problems = new List<SourceProblem>();
        if (file.Decode(MaxBytes, problems) is not { } text)
            return new(null, problems);
        text = isMarkdown ? SourceText.WithLineFeeds(text) : text.ReplaceLineEndings("\n");
        var post = new BlogPost(file.Id, "", null, null, null, null, [], []);
        try
        {
            if (isMarkdown && FrontMatterForm().Match(text) is { Success: true } head)
            {
                post = Described(post, head.Groups["yaml"].Value, file.Path, problems);
                text = text[head.Length..];
            }

            var lines = isMarkdown ? HtmlText.OfArticle(MarkdownHtml.Of(Markdig.Markdown.Parse(text, Markdown), Markdown), raw: false, post.Url) : Plain(text);
            if (lines is [{ } first, ..] && TitleMark().Match(first) is { Success: true, Length: var mark } && isMarkdown && TopHeading().IsMatch(text))
            {
                lines.RemoveAt(0);
                post = post.Title.Length == 0 ? post with { Title = first[mark..] } : post;
            }

            post = post with { Lines = lines };
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // Markdig refuses too deep nesting with the latter.
            problems.Add(new(file.Path, 0, $"The article cannot be read ({e.Message}); shorten or simplify it."));
        }

        if (problems.Count == 0 && post.Lines.Count == 0)
            problems.Add(new(file.Path, 0, "There are no words in it."));
        return problems.Exists(problem => problem.Severity == Severity.Error) ? new(null, problems) : new(post, problems);
    }

    /// <summary>What site generators write: title, date, author, url; the rest is theirs.</summary>
    private static BlogPost Described(BlogPost post, string yaml, string file, List<SourceProblem> problems)
    {
        if (YamlFields.Read(yaml, 1, file, "an article", [], problems) is not { } fields)
            return post;
        DateOnly? date = fields.OptionalText("date", "write it as 2016-08-25, or leave the key out") is { Length: >= 10 } written &&
            DateOnly.TryParseExact(written[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var url = Uri.TryCreate(fields.OptionalText("url", "write the article's full address, or leave the key out"), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
        return post with
        {
            Title = fields.OptionalText("title", "write the article's title, or leave the key out") ?? "",
            Author = fields.OptionalText("author", "write one name, or leave the key out"),
            Date = date,
            Url = url,
        };
    }

    /// <summary>Where blank lines part paragraphs, the lines between them belong together; else every line is a paragraph.</summary>
    private static List<string> Plain(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        var paragraphs = new List<string>();
        var wrapped = text.Trim().Contains("\n\n", StringComparison.Ordinal);
        var open = false;
        foreach (var line in lines)
        {
            if (line.Length == 0)
                open = false;
            else if (wrapped && open && !ListItem().IsMatch(line))
                paragraphs[^1] += " " + line;
            else
                paragraphs.Add(line);
            open |= line.Length > 0;
        }

        return paragraphs;
    }

    [GeneratedRegex(@"\A---[ \t]*\n(?<yaml>(?:(?!---[ \t]*$)[^\n]*\n){0,500})---[ \t]*(?:\n|\z)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FrontMatterForm();

    [GeneratedRegex(@"\A## ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TitleMark();

    [GeneratedRegex(@"\A\s*(# |[^\n]+\n=+[ \t]*(\n|\z))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopHeading();

    [GeneratedRegex(@"^([-*•–+]|\(?[0-9a-zA-Z]{1,2}[.)])\s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListItem();
}
