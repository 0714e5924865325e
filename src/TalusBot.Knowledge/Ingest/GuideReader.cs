using TalusBot.Knowledge.Guides;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the maintainers' guides.</summary>
public static class GuideReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    internal static readonly string[] Keys = ["question", "also", "reviewed"];

    /// <summary>The guides without an error, in the order of the files, and every problem, file by file and line by line.</summary>
    /// <param name="articles">What the guides may rest on.</param>
    /// <param name="entries">What the guides may link.</param>
    /// <param name="leftOut">The ids of entries with mistakes of their own; links to them are dropped without a second complaint.</param>
    /// <param name="unread">Slugs of seeds that could not be read; sources in them are not called unknown.</param>
    public static Reading<IReadOnlyList<Guide>> Read(
        IReadOnlyList<SourceFile> files, IReadOnlyList<Article> articles, IReadOnlyList<Entry> entries, IReadOnlySet<string>? leftOut = null, IReadOnlySet<string>? unread = null)
    {
        var sources = new SourceWords(articles, unread ?? new HashSet<string>());
        var linkable = entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var asked = new Dictionary<string, (string File, int Line)>(StringComparer.Ordinal);
        var guides = new List<Guide>();
        var problems = new List<SourceProblem>();
        foreach (var file in files)
        {
            var found = new List<SourceProblem>();
            var guide = One(file, sources, linkable, leftOut ?? new HashSet<string>(), asked, found);
            problems.AddRange(found.OrderBy(problem => problem.Line));
            if (guide is not null && !found.Exists(problem => problem.Severity == Severity.Error))
                guides.Add(guide);
        }

        return new(guides, problems);
    }

    private static Guide? One(
        SourceFile file, SourceWords sources, HashSet<string> entries, IReadOnlySet<string> leftOut, Dictionary<string, (string File, int Line)> asked, List<SourceProblem> problems)
    {
        if (!Slugs.Is(file.Id))
            problems.Add(new(file.Path, 0, $"\"{file.Id}\" cannot be an id; name the file with a-z, 0-9 and \"-\" only, such as \"calf-or-talus.md\"."));
        if (file.DecodeLines(MaxBytes, problems) is not { } text)
            return null;
        var parts = FrontMatter.Of(text, file.Path, "\"question:\"", "the intro", problems);
        // Where the front matter is only not closed, nobody knows where the guide begins.
        if (parts is null && text.StartsWith("---", StringComparison.Ordinal))
            return null;

        var fields = parts is null ? null : YamlFields.Read(parts.Yaml, 1, file.Path, "a guide", Keys, problems);
        var about = fields is null ? null : AskedFields.Read(fields, file.Path, "guide", asked);
        var body = new MarkdownBody(parts?.Body ?? text, parts?.BodyLine ?? 1, file.Path, problems);
        if (new GuideBody(body, sources, new(body, entries, leftOut)).Read() is not { } read)
            return null;
        var steps = new GuideSteps(read.Steps, body).Read();
        return about is { Question: { } question } ? new(file.Id, question, about.Also, read.Intro, steps, about.Reviewed, file.Path) : null;
    }
}
