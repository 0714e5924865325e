namespace TalusBot.Knowledge.Ingest;

/// <summary>
/// Reads a seed: an article as plain text, then its comments, each as a name line, a date line and text. A seed that was imported
/// has front matter (<see cref="SeedHead"/>) and its comments' own numbers, which then stand in their ids.
/// </summary>
public static class SeedReader
{
    /// <summary>Largest seed, in UTF-16 units.</summary>
    public const int MaxLength = 5 * 1024 * 1024;

    /// <summary>Most comments under one article.</summary>
    public const int MaxComments = 20_000;

    /// <summary>Takes time linear in the text's length.</summary>
    /// <param name="slug">The first half of every id.</param>
    /// <param name="text">The file's text; a byte order mark is dropped before offsets are counted.</param>
    /// <param name="site">Who the author is, and what the article is called.</param>
    /// <param name="file">The path for problems; <c>seeds/{slug}.txt</c> if null.</param>
    public static Reading<Article> Read(string slug, string text, Site site, string? file = null)
    {
        file ??= $"seeds/{slug}.txt";
        text = SourceFile.WithoutByteOrderMark(text);
        if (text.Length > MaxLength)
            return Refused($"The seed has {text.Length} characters, more than {MaxLength}; split it into several seeds.");

        var problems = new List<SourceProblem>();
        var head = SeedHead.Of(text, file, problems, out var body);
        if (problems.Count > 0)
            return new(null, problems);
        var layout = SeedLayout.Of(text, head, body, site, file, problems);
        var speaker = head?.Author is { } author && !site.IsAuthor(author) ? author : site.Author;
        var paragraphs = ArticleParagraphs.Of(layout, slug, speaker);
        if (paragraphs.Count == 0)
            return Refused("There is no article; begin the file with the article's paragraphs, before the first comment's name and date.");
        if (layout.Comments.Count > MaxComments)
            return Refused($"There are {layout.Comments.Count} comments, more than {MaxComments}; split the seed into several.");
        if (layout.Comments.Where(block => block.Mark is not null).GroupBy(block => block.Mark!.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return new(null, [new(file, twice.Last().Name.Number, $"There are two comments with the number {twice.Key}; remove one of them.")]);
        if (!site.Articles.TryGetValue(slug, out var about) && head?.Title is null)
            problems.Add(new(file, 0, $"site.yaml has no title for this article; add one under \"articles\", \"{slug}\".", Severity.Warning));

        var (title, url) = (about?.Title ?? head?.Title ?? TitleOf(slug), about?.Url ?? head?.Url);
        var comments = CommentThread.Of(layout, slug, site, file, problems);
        var talk = Talk.Of(text, comments);
        var links = AuthorLinks.In(text, [.. paragraphs, .. comments], url);
        var article = new Article(
            slug, title, url, text, paragraphs, comments, talk.Exchanges, talk.Tips, talk.Unanswered, links);
        return new(article, problems);

        Reading<Article> Refused(string why) => new(null, [new(file, 0, why)]);
    }

    private static string TitleOf(string slug) => slug.Length == 0 ? slug : char.ToUpperInvariant(slug[0]) + slug[1..].Replace('-', ' ');
}
