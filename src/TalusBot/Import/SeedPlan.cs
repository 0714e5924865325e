using System.Text;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Ingest.WordPress;
using TalusBot.Maintenance;

namespace TalusBot.Import;

/// <summary>What an import would write, and what that would change. Nothing is written before somebody agreed.</summary>
/// <param name="Path">The seed's file.</param>
/// <param name="IsNew">Whether there is no such file yet.</param>
/// <param name="Text">Its new content.</param>
/// <param name="Article">What the new content amounts to.</param>
/// <param name="References">Which lines of the knowledge lose what they refer to, and what else would be wrong then and is not now.</param>
/// <param name="Site">Null where there is no right site.yaml.</param>
internal sealed record SeedPlan(string Path, bool IsNew, string Text, Article Article, SeedChanges Changes, IReadOnlyList<SourceProblem> References, Site? Site, bool IsSame)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="name">What the seed is to be called; null to call it as it was, or as its place does.</param>
    public static SeedPlan For(Imported import, string? name, string knowledge, string seeds)
    {
        var slug = name ?? KnownAs(import, seeds) ?? Named(import.Post);
        if (!Slugs.Is(slug))
        {
            throw new ImportRefusal($"\"{slug}\" cannot name a seed; use a-z, 0-9 and \"-\" only, such as --as ankle-talus.");
        }

        var path = System.IO.Path.Combine(seeds, slug + ".txt");
        var before = File.Exists(path) ? SeedText(path) : null;
        var headBefore = before is null ? null : SeedHead.Of(before);
        if (before is not null && Foreign(path, headBefore, import) is { } foreign)
        {
            throw new ImportRefusal(foreign);
        }

        var text = SeedWriter.Write(import.Post, import.Source);
        var now = KnowledgeReader.Read(knowledge, seeds);
        var then = KnowledgeReader.ReadWith(slug, text, knowledge, seeds);
        var site = then.Site ?? new Site("", import.Post.Author ?? "", [], new Dictionary<string, SiteArticle>(), ReaderNames.Full, []);
        var read = SeedReader.Read(slug, text, site, path);
        if (read.Value is not { } article)
        {
            throw new ImportRefusal(string.Join('\n', read.Problems), exitCode: 1);
        }

        var articleBefore = before is null ? null : SeedReader.Read(slug, before, site, path).Value;
        var known = now.Problems.ToHashSet();

        // A seed that is new takes nothing away; that there are seeds at all may bring out what is wrong elsewhere.
        var problems = then.Problems.Where(problem => !known.Contains(problem) && (before is not null || problem.File == path)).ToList();
        var references = Losing(knowledge, slug, articleBefore, article, problems);
        return new SeedPlan(
            path, before is null, text, article, SeedChanges.Between(articleBefore, headBefore, article, SeedHead.Of(text)),
            [.. problems.Concat(references).OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)], then.Site, before == text);
    }

    /// <summary>All or nothing: a reader of the folder sees the old file or the new one.</summary>
    public void Write()
    {
        try
        {
            WholeFile.Write(Path, Text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusal($"{Path} cannot be written: {error.Message}");
        }
    }

    private static string Named(BlogPost post) =>
        SlugText.Of(post.Name) is { Length: > 0 } slug ? slug : post.Id is { } id ? FormattableString.Invariant($"post-{id}") : SlugText.Of(post.Title);

    /// <summary>A post may get another address; its number stays.</summary>
    private static string? KnownAs(Imported import, string seeds) => import.Post.Id is null || !Directory.Exists(seeds) ? null
        : Directory.EnumerateFiles(seeds, "*.txt").Order(StringComparer.Ordinal)
            .Where(path => SeedText(path) is { } text && SeedHead.Of(text) is { } head && IsSamePost(head, import))
            .Select(System.IO.Path.GetFileNameWithoutExtension).FirstOrDefault();

    private static string? Foreign(string path, SeedHead? before, Imported import) => before switch
    {
        null or { Source: null } => $"{path} was not imported, and what people put there by hand is not overwritten; choose another name with --as.",
        _ when !IsSamePost(before, import) => $"{path} was imported from somewhere else ({before.Source}); choose another name with --as.",
        _ => null,
    };

    private static bool IsSamePost(SeedHead before, Imported import) =>
        before.Source is not null && before.Post == import.Post.Id &&
        (import.Post.Id is null ? before.Source == import.Source : HostOf(before.Url) == HostOf(import.Post.Url));

    private static string? HostOf(Uri? address) => address is null ? null : address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;

    private static string? SeedText(string path)
    {
        // What is no readable text is no seed of ours; the check names it.
        try
        {
            return new FileInfo(path).Length <= 3L * SeedReader.MaxLength ? File.ReadAllText(path, Utf8) : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusal($"{path} cannot be read: {error.Message}");
        }
    }

    private static IEnumerable<SourceProblem> Losing(string knowledge, string slug, Article? before, Article after, List<SourceProblem> problems)
    {
        if (before is null)
        {
            return [];
        }

        var told = problems.Select(problem => (problem.File, problem.Line)).ToHashSet();
        return KnowledgeReferences.Losing(knowledge, slug, before, after).Where(problem => !told.Contains((problem.File, problem.Line)));
    }
}
