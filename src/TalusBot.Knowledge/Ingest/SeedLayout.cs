namespace TalusBot.Knowledge.Ingest;

/// <summary>The lines of a seed, sorted into the article and the comments under it.</summary>
/// <param name="Date">The article's date, where a byline of the author opens the seed.</param>
/// <param name="Article">The article's lines, with the gaps of an imported seed among them.</param>
/// <param name="Comments">In order; the position is the ordinal less one.</param>
internal sealed record SeedLayout(string Text, DateOnly? Date, IReadOnlyList<SourceLine> Article, IReadOnlyList<SeedLayout.Block> Comments, bool Imported)
{
    private const int MaxNameLength = 80;

    /// <summary>One comment: its name line, its date line and the lines of its text, which may be none.</summary>
    /// <param name="Mark">What the date line says besides the day; null in a seed that was copied by hand.</param>
    internal sealed record Block(SourceLine Name, DateOnly? Date, IReadOnlyList<SourceLine> Lines, CommentMark? Mark = null);

    /// <param name="head">The front matter, if any.</param>
    /// <param name="body">The offset behind it.</param>
    public static SeedLayout Of(string text, SeedHead? head, int body, Site site, string file, List<SourceProblem> problems)
    {
        var lines = SourceLine.In(text, 0, text.Length);
        lines.RemoveRange(0, lines.FindIndex(line => line.Start >= body) is >= 0 and var skipped ? skipped : lines.Count);
        return head?.Source is null ? Copied(text, lines, head?.Date, site, file, problems) : Numbered(text, lines, head.Date, file, problems);
    }

    private static SeedLayout Copied(string text, List<SourceLine> lines, DateOnly? date, Site site, string file, List<SourceProblem> problems)
    {
        var heads = Heads(text, lines, file, problems);
        var first = 0;
        if (heads.Count > 0 && heads[0].Line == 0 && site.IsAuthor(lines[0].Of(text)))
        {
            date = heads[0].Date;
            first = 2;
            heads.RemoveAt(0);
        }

        var article = lines[first..(heads.Count > 0 ? Math.Max(first, heads[0].Line) : lines.Count)];
        var blocks = new List<Block>(heads.Count);
        for (var i = 0; i < heads.Count; i++)
        {
            var (at, said) = heads[i];
            var next = i + 1 < heads.Count ? heads[i + 1].Line : lines.Count;
            blocks.Add(new(lines[at], said, lines[(at + 2)..next]));
        }

        return new(text, date, article, blocks, Imported: false);
    }

    /// <summary>Only a date line with a comment's number begins a comment, whatever people wrote.</summary>
    private static SeedLayout Numbered(string text, List<SourceLine> lines, DateOnly? date, string file, List<SourceProblem> problems)
    {
        var heads = new List<(int Line, CommentMark Mark)>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (!CommentMark.Is(text.AsSpan(lines[i].Start, lines[i].Length), out var mark) || (heads.Count > 0 && heads[^1].Line == i - 2))
                continue;
            if (mark!.Date is null && !lines[i].Of(text).StartsWith("Undated", StringComparison.Ordinal))
                problems.Add(new(file, lines[i].Number, $"\"{lines[i].Of(text)}\" names no day of the calendar; the comment is read without a date.", Severity.Warning));
            heads.Add((i - 1, mark));
        }

        var blocks = heads.Select((head, i) => new Block(
            lines[head.Line], head.Mark.Date, lines[(head.Line + 2)..(i + 1 < heads.Count ? heads[i + 1].Line : lines.Count)], head.Mark));
        return new(text, date, lines[..(heads.Count > 0 ? heads[0].Line : lines.Count)], [.. blocks], Imported: true);
    }

    /// <summary>Where a short line stands directly before a date, a comment begins.</summary>
    private static List<(int Line, DateOnly? Date)> Heads(string text, List<SourceLine> lines, string file, List<SourceProblem> problems)
    {
        var heads = new List<(int, DateOnly?)>();
        for (var i = 1; i < lines.Count; i++)
        {
            var name = text.AsSpan(lines[i - 1].Start, lines[i - 1].Length);
            if (name.Length > MaxNameLength || !DateLine.Is(text.AsSpan(lines[i].Start, lines[i].Length), out var date) || DateLine.Is(name, out _))
                continue;
            if (date is null)
                problems.Add(new(file, lines[i].Number, $"\"{lines[i].Of(text)}\" is no day of the calendar; the comment is read without a date.", Severity.Warning));
            heads.Add((i - 1, date));
        }

        return heads;
    }
}
