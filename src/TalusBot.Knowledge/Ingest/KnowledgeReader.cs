namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads site.yaml, the seeds, the entries, the guides and the judged questions from their folders.</summary>
public static class KnowledgeReader
{
    /// <summary>Never throws for what is in the folders, or for folders that are missing: that is a problem with a remedy.</summary>
    /// <param name="knowledge">The folder of site.yaml, entries/ and guides/; problems name files as this path begins.</param>
    /// <param name="seeds">The folder of the seeds, <c>*.txt</c>.</param>
    public static KnowledgeContent Read(string knowledge, string seeds)
    {
        var problems = new List<SourceProblem>();
        var site = ReadSite(Path.Combine(knowledge, "site.yaml"), problems);
        // A wrong site.yaml must not hide the mistakes in the other files.
        var (articles, unread) = ReadSeeds(seeds, site ?? NoSite, problems);
        foreach (var slug in (site ?? NoSite).Articles.Keys.Where(slug => !unread.Contains(slug) && articles.TrueForAll(article => article.Slug != slug)))
            problems.Add(new(Path.Combine(knowledge, "site.yaml"), 0, $"There is no seed \"{slug}.txt\"; correct its name under \"articles\", or remove it.", Severity.Warning));
        var entryFiles = Files(Path.Combine(knowledge, "entries"), ".md", EntryReader.MaxBytes, required: false, problems);
        var entries = EntryReader.Read(entryFiles, articles, unread);
        problems.AddRange(entries.Problems);
        var leftOut = entryFiles.Select(file => file.Id).Except((entries.Value ?? []).Select(entry => entry.Id)).ToHashSet(StringComparer.Ordinal);
        var guideFiles = Files(Path.Combine(knowledge, "guides"), ".md", GuideReader.MaxBytes, required: false, problems);
        var guides = GuideReader.Read(guideFiles, articles, entries.Value ?? [], leftOut, unread);
        problems.AddRange(guides.Problems);
        leftOut.UnionWith(guideFiles.Select(file => file.Id).Except((guides.Value ?? []).Select(guide => guide.Id)));
        var judged = JudgedReader.Read(Files(Path.Combine(knowledge, "judged"), ".jsonl", JudgedReader.MaxBytes, required: false, problems), articles, entries.Value ?? [], guides.Value ?? [], leftOut, unread);
        problems.AddRange(judged.Problems);
        return site is null || unread.Count > 0 || articles.Count == 0
            ? new(site, [], [], [], [], problems)
            : new(site, articles, entries.Value ?? [], guides.Value ?? [], judged.Questions, problems);
    }

    private static Site NoSite { get; } = new("", "", [], new Dictionary<string, SiteArticle>(), ReaderNames.Full, []);

    private static Site? ReadSite(string path, List<SourceProblem> problems)
    {
        if (!File.Exists(path))
        {
            problems.Add(new(path, 0, "There is no such file; write one with \"name\", \"author\" and \"articles\"."));
            return null;
        }

        if (ReadFile(path, SiteReader.MaxBytes, problems) is not { } file)
            return null;
        var read = SiteReader.Read(file);
        problems.AddRange(read.Problems);
        return read.Value;
    }

    private static (List<Article> Articles, HashSet<string> Unread) ReadSeeds(string folder, Site site, List<SourceProblem> problems)
    {
        var articles = new List<Article>();
        var unread = new HashSet<string>(StringComparer.Ordinal);
        var paths = Paths(folder, ".txt", required: true, problems);
        foreach (var path in paths)
        {
            var slug = Path.GetFileNameWithoutExtension(path);
            var found = new List<SourceProblem>();
            if (!Slugs.Is(slug))
                found.Add(new(path, 0, $"\"{slug}\" cannot be an id; name the file with a-z, 0-9 and \"-\" only, such as \"ankle-talus.txt\"."));
            // Text of as many characters takes at most three times the bytes in UTF-8.
            else if (ReadFile(path, 3 * SeedReader.MaxLength, found)?.Decode(3 * SeedReader.MaxLength, found) is { } text)
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

        if (paths.Count == 0 && Directory.Exists(folder))
            problems.Add(new(folder, 0, "There is no seed here; put the article and its comments in a file such as \"ankle-talus.txt\"."));
        return (articles, unread);
    }

    private static List<SourceFile> Files(string folder, string ending, int maxBytes, bool required, List<SourceProblem> problems) =>
        [.. Paths(folder, ending, required, problems).Select(path => ReadFile(path, maxBytes, problems)).OfType<SourceFile>()];

    /// <summary>Ordinal order by name makes the result the same on every machine. Names that begin with a dot are editors' own.</summary>
    private static List<string> Paths(string folder, string ending, bool required, List<SourceProblem> problems)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                return [.. Directory.EnumerateFiles(folder)
                    .Where(path => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && Path.GetFileName(path)[0] != '.')
                    .OrderBy(Path.GetFileName, StringComparer.Ordinal)];
            }

            if (required)
                problems.Add(new(folder, 0, "There is no such folder; create it, or correct the path in the settings."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(folder, 0, $"The folder cannot be read ({e.Message}); check who may read it."));
        }

        return [];
    }

    private static SourceFile? ReadFile(string path, int maxBytes, List<SourceProblem> problems)
    {
        try
        {
            using var stream = File.OpenRead(path);
            // One byte more than allowed is enough to be refused as too large.
            var bytes = new byte[Math.Min(stream.Length, maxBytes + 1L)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return new(path, bytes.AsMemory(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path, 0, $"The file cannot be read ({e.Message}); check who may read it."));
            return null;
        }
    }
}
