using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>
/// Reads knowledge/judged/*.jsonl, one question a line:
/// <c>{"question": "...", "entry": "wear-time"}</c>, <c>{"question": "...", "sources": ["ankle-talus#c12: exact words"]}</c>
/// or <c>{"question": "...", "notCovered": "yes"}</c>.
/// </summary>
public static class JudgedReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private static readonly string[] Verdicts = ["entry", "guide", "sources", "notCovered"];
    private static readonly string[] Keys = ["question", .. Verdicts];

    /// <summary>The rows without mistakes in the order of the files, and every mistake with its line.</summary>
    /// <param name="leftOut">Ids of entries and guides that are there but have an error; what refers to them is left out without a word.</param>
    /// <param name="unread">Slugs of seeds that could not be read; words in them are not called unknown.</param>
    public static (IReadOnlyList<JudgedQuestion> Questions, IReadOnlyList<SourceProblem> Problems) Read(
        IReadOnlyList<SourceFile> files, IReadOnlyList<Article> articles, IReadOnlyList<Entry> entries, IReadOnlyList<Guide> guides, IReadOnlySet<string> leftOut, IReadOnlySet<string> unread)
    {
        var words = new SourceWords(articles, unread);
        var ids = entries.Select(entry => entry.Id).Concat(leftOut).ToHashSet(StringComparer.Ordinal);
        var guideIds = guides.Select(guide => guide.Id).Concat(leftOut).ToHashSet(StringComparer.Ordinal);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<SourceProblem>();
        var questions = files.SelectMany(file =>
        {
            var found = new List<SourceProblem>();
            var rows = JsonLines.Read(file, MaxBytes, "a judged question", Keys, (row, line) => One(row, $"{file.Path}({line})", words, ids, guideIds, seen), found);
            problems.AddRange(found);
            return rows.OfType<JudgedQuestion>();
        }).ToList();
        return ([.. questions.Where(question => !IsLeftOut(question.Entry) && !IsLeftOut(question.Guide))], problems);

        bool IsLeftOut(string? id) => id is not null && leftOut.Contains(id) && entries.All(entry => entry.Id != id) && guides.All(guide => guide.Id != id);
    }

    /// <returns>Null where the row rests on a seed that could not be read.</returns>
    private static JudgedQuestion? One(JsonRow row, string place, SourceWords words, HashSet<string> ids, HashSet<string> guides, Dictionary<string, string> seen)
    {
        if (row.Text("question")?.Trim() is not { Length: > 0 and <= EntryReader.MaxPhrasing } question)
        {
            throw new FormatException($"\"question\" must hold 1 to {EntryReader.MaxPhrasing} characters");
        }

        if (Verdicts.Count(row.Has) != 1)
        {
            throw new FormatException("the row needs one of \"entry\" (the id of the entry that answers), \"guide\" (of the guide that leads there), \"sources\" (exact words that do) and \"notCovered\": \"yes\"");
        }

        Known("entry", row.Text("entry"), ids);
        Known("guide", row.Text("guide"), guides);

        if (row.Has("notCovered") && row.Text("notCovered") != "yes")
        {
            throw new FormatException("\"notCovered\" can only be \"yes\"; where something answers, name it in \"entry\" or \"sources\"");
        }

        var sources = row.Texts("sources").ConvertAll(written => Source(written, words));
        var isUnread = sources.Contains(null);
        if (row.Has("sources") && sources.Count is 0 or > EntrySources.MaxSources)
        {
            throw new FormatException($"\"sources\" must list 1 to {EntrySources.MaxSources} quotes");
        }

        var same = string.Join(' ', WordBreaker.Words(question).Select(word => word.Of(question).ToLowerInvariant()));
        return seen.TryAdd(same, place)
            ? isUnread ? null : new JudgedQuestion(question, row.Text("entry"), row.Text("guide"), [.. sources.OfType<EntrySource>()])
            : throw new FormatException($"this question is judged in {seen[same]} too; remove one of them");
    }

    private static void Known(string what, string? id, HashSet<string> ids)
    {
        if (id is not null && !ids.Contains(id))
        {
            throw new FormatException($"there is no {what} \"{id}\"; " + (Nearest.To(id, ids, 1) is [var meant] ? $"did you mean \"{meant}\"?" : $"use the name of the {what}'s file without \".md\""));
        }
    }

    /// <summary>Null where the seed could not be read, which is a problem of its own.</summary>
    private static EntrySource? Source(string written, SourceWords words)
    {
        var colon = written.IndexOf(": ", StringComparison.Ordinal);
        var problem = "";
        var source = words.Find(colon < 0 ? written : written[..colon], colon < 0 ? null : written[(colon + 2)..], found => problem = found);
        return source is null && problem.Length > 0 ? throw new FormatException(problem.TrimEnd('.')) : source;
    }
}
