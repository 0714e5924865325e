namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads site.yaml, the seeds, the entries, the guides and the judged questions from their folders.</summary>
public static class KnowledgeReader
{
    /// <summary>Never throws for what is in the folders, or for folders that are missing: that is a problem with a remedy.</summary>
    /// <param name="knowledge">The folder of site.yaml, entries/ and guides/; problems name files as this path begins.</param>
    /// <param name="seeds">The folder of the seeds, <c>*.txt</c>.</param>
    public static KnowledgeContent Read(string knowledge, string seeds) => Read(new SourceFolder(knowledge, FileChanges.None), new SourceFolder(seeds, FileChanges.None));

    /// <summary>Reads as if this seed stood in its folder, instead of the one that has its name there.</summary>
    /// <inheritdoc cref="Read(string, string)"/>
    public static KnowledgeContent ReadWith(string slug, string seed, string knowledge, string seeds) =>
        Read(new SourceFolder(knowledge, FileChanges.None), new SourceFolder(seeds, FileChanges.OfSeed(slug, seed)));

    internal static KnowledgeContent Read(SourceFolder knowledge, SourceFolder seeds)
    {
        var problems = new List<SourceProblem>();
        var site = ReadSite(knowledge, problems);
        // A wrong site.yaml must not hide the mistakes in the other files.
        var (articles, unread) = ReadSeeds(seeds, site ?? NoSite, problems);
        foreach (var slug in (site ?? NoSite).Articles.Keys.Where(slug => !unread.Contains(slug) && articles.TrueForAll(article => article.Slug != slug)))
            problems.Add(new(knowledge.PathOf("site.yaml"), 0, $"There is no seed \"{slug}.txt\"; correct its name under \"articles\", or remove it.", Severity.Warning));
        var entryFiles = knowledge.Files("entries", ".md", EntryReader.MaxBytes, problems);
        var entryIds = knowledge.Names("entries", ".md", required: false, []).ConvertAll(name => Path.GetFileNameWithoutExtension(name));
        var entries = EntryReader.Read(entryFiles, articles, unread, entryIds.Except(entryFiles.Select(file => file.Id)).ToHashSet(StringComparer.Ordinal));
        problems.AddRange(entries.Problems);
        var leftOut = entryIds.Except((entries.Value ?? []).Select(entry => entry.Id)).ToHashSet(StringComparer.Ordinal);
        var guideFiles = knowledge.Files("guides", ".md", GuideReader.MaxBytes, problems);
        var guides = GuideReader.Read(guideFiles, articles, entries.Value ?? [], leftOut, unread);
        problems.AddRange(guides.Problems);
        leftOut.UnionWith(knowledge.Names("guides", ".md", required: false, []).Select(name => Path.GetFileNameWithoutExtension(name)).Except((guides.Value ?? []).Select(guide => guide.Id)));
        var judged = JudgedReader.Read(knowledge.Files("judged", ".jsonl", JudgedReader.MaxBytes, problems), articles, entries.Value ?? [], guides.Value ?? [], leftOut, unread);
        problems.AddRange(judged.Problems);
        return site is null || unread.Count > 0 || articles.Count == 0
            ? new(site, [], [], [], [], problems)
            : new(site, articles, entries.Value ?? [], guides.Value ?? [], judged.Questions, problems);
    }

    private static Site NoSite { get; } = new("", "", [], new Dictionary<string, SiteArticle>(), ReaderNames.Full, []);

    private static Site? ReadSite(SourceFolder knowledge, List<SourceProblem> problems)
    {
        if (!knowledge.Has("site.yaml"))
        {
            problems.Add(new(knowledge.PathOf("site.yaml"), 0, "There is no such file; write one with \"name\", \"author\" and \"articles\"."));
            return null;
        }

        if (knowledge.Read("site.yaml", SiteReader.MaxBytes, problems) is not { } file)
            return null;
        var read = SiteReader.Read(file);
        problems.AddRange(read.Problems);
        return read.Value;
    }

    private static (List<Article> Articles, HashSet<string> Unread) ReadSeeds(SourceFolder folder, Site site, List<SourceProblem> problems)
    {
        var articles = new List<Article>();
        var unread = new HashSet<string>(StringComparer.Ordinal);
        var names = folder.Names("", ".txt", required: !folder.IsChanged, problems);
        foreach (var name in names)
        {
            var (path, slug) = (folder.PathOf(name), Path.GetFileNameWithoutExtension(name));
            var found = new List<SourceProblem>();
            if (!Slugs.Is(slug))
                found.Add(new(path, 0, $"\"{slug}\" cannot be an id; name the file with a-z, 0-9 and \"-\" only, such as \"ankle-talus.txt\"."));
            // Text of as many characters takes at most three times the bytes in UTF-8.
            else if (folder.Read(name, 3 * SeedReader.MaxLength, found)?.Decode(3 * SeedReader.MaxLength, found) is { } text)
            {
                var read = SeedReader.Read(slug, text, site, path);
                found.AddRange(ReferenceEquals(site, NoSite) ? read.Problems.Where(problem => problem.Severity == Severity.Error) : read.Problems);
                if (read.Value is not null)
                    articles.Add(read.Value);
            }

            if (found.Exists(problem => problem.Severity == Severity.Error))
                unread.Add(slug);
            problems.AddRange(found);
        }

        // Without any seed nothing that refers to one is to blame.
        if (names.Count == 0)
            unread.UnionWith(site.Articles.Keys);
        if (names.Count == 0 && folder.HasFolder(""))
            problems.Add(new(folder.PathOf(""), 0, "There is no seed here; put the article and its comments in a file such as \"ankle-talus.txt\"."));
        return (articles, unread);
    }
}
