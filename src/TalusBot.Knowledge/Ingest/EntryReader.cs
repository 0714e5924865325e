using System.Globalization;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the maintainers' entries, all together, because they refer to one another.</summary>
public static class EntryReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Longest question or phrasing, in UTF-16 units.</summary>
    public const int MaxPhrasing = 300;

    /// <summary>Most other phrasings of one entry.</summary>
    public const int MaxPhrasings = 50;

    /// <summary>Most sources, follow-ups or tags of one entry.</summary>
    public const int MaxItems = 20;

    internal static readonly string[] Keys = ["question", "also", "sources", "followups", "tags", "reviewed"];

    private const string FirstKeys = "\"question:\" and \"sources:\"";

    /// <summary>The entries without an error, in the order of the files, and every problem, file by file and line by line.</summary>
    /// <param name="articles">What the entries may rest on.</param>
    /// <param name="unread">Slugs of seeds that could not be read; sources in them are not called unknown.</param>
    /// <param name="unreadable">Ids of entries whose files could not be read; follow-ups to them are dropped without a second complaint.</param>
    public static Reading<IReadOnlyList<Entry>> Read(IReadOnlyList<SourceFile> files, IReadOnlyList<Article> articles, IReadOnlySet<string>? unread = null, IReadOnlySet<string>? unreadable = null)
    {
        var ids = files.Select(file => file.Id).Concat(unreadable ?? new HashSet<string>()).ToHashSet(StringComparer.Ordinal);
        var passages = new EntrySources(new SourceWords(articles, unread ?? new HashSet<string>()));
        var asked = new Dictionary<string, (string File, int Line)>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        var problems = new List<SourceProblem>();
        foreach (var file in files)
        {
            var found = new List<SourceProblem>();
            var entry = One(file, ids, passages, asked, found);
            problems.AddRange(found.OrderBy(problem => problem.Line));
            if (entry is not null && !found.Exists(problem => problem.Severity == Severity.Error))
                entries.Add(entry);
        }

        var kept = entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        return new([.. entries.Select(entry => entry with { Followups = [.. entry.Followups.Where(kept.Contains)] })], problems);
    }

    private static Entry? One(
        SourceFile file, HashSet<string> ids, EntrySources passages, Dictionary<string, (string File, int Line)> asked, List<SourceProblem> problems)
    {
        if (!Slugs.Is(file.Id))
            problems.Add(new(file.Path, 0, $"\"{file.Id}\" cannot be an id; name the file with a-z, 0-9 and \"-\" only, such as \"which-tape.md\"."));
        if (file.DecodeLines(MaxBytes, problems) is not { } text || FrontMatter.Of(text, file.Path, FirstKeys, "the answer", problems) is not { } parts)
            return null;

        var before = problems.Count;
        var fields = YamlFields.Read(parts.Yaml, 1, file.Path, "an entry", Keys, problems);
        if (fields is null)
        {
            EntryBody.Check(parts.Body, parts.BodyLine, null, file.Path, problems);
            return null;
        }

        var (question, also, reviewed, lines) = AskedFields.Read(fields, file.Path, "entry", asked);
        if (!fields.Has("sources"))
            fields.Report(1, "\"sources\" is missing; list the paragraphs and comments that the answer rests on.");
        var sources = passages.Read(fields, out var numbered);
        var referred = EntryBody.Check(parts.Body, parts.BodyLine, numbered.Count, file.Path, problems);
        for (var i = 0; i < numbered.Count; i++)
        {
            if (!referred.Contains(i + 1))
                fields.Report(numbered[i], $"Source {i + 1} is never referred to; put [{i + 1}] behind the words that rest on it, or remove it.", Severity.Warning);
        }

        var followups = Followups(fields, file.Id, ids);
        var tags = Bounded(fields, "tags", fields.Texts("tags", "write each tag on a line of its own after \"- \""));
        return question is null || problems.Skip(before).Any(problem => problem.Severity == Severity.Error)
            ? null
            : new(file.Id, question, also, parts.Body.Trim(), sources, followups, tags, reviewed, file.Path)
            {
                Lines = new(lines, numbered, parts.BodyLine + parts.Body.AsSpan(0, parts.Body.Length - parts.Body.AsSpan().TrimStart().Length).Count('\n')),
            };
    }

    private static List<string> Followups(YamlFields fields, string id, HashSet<string> ids)
    {
        var followups = fields.Texts("followups", "write each entry's id on a line of its own after \"- \"");
        foreach (var (text, line) in followups.Where(followup => !ids.Contains(followup.Text)))
        {
            var near = Nearest.To(text, ids, 1);
            fields.Report(line, $"There is no entry \"{text}\"; " + (near is [var known] ? $"did you mean \"{known}\"?" : "use an entry's file name without \".md\"."));
        }

        foreach (var (text, line) in followups.Where(followup => followup.Text == id))
            fields.Report(line, "An entry cannot follow itself; remove it.");
        return Bounded(fields, "followups", followups);
    }

    private static List<string> Bounded(YamlFields fields, string key, List<(string Text, int Line)> items)
    {
        if (items.Count > MaxItems)
            fields.Report(items[MaxItems].Line, string.Create(CultureInfo.InvariantCulture, $"\"{key}\" has {items.Count} items; keep at most {MaxItems}."));
        return items.ConvertAll(item => item.Text);
    }
}
