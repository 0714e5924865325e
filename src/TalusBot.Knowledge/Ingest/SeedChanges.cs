namespace TalusBot.Knowledge.Ingest;

/// <summary>What an import changes in a seed.</summary>
/// <param name="Head">What the front matter says anew.</param>
public sealed record SeedChanges(IReadOnlyList<WordChange> Head, IReadOnlyList<WordChange> Paragraphs, IReadOnlyList<WordChange> Comments)
{
    // Above this many pairs the paragraphs are compared only as far as they are the same at both ends.
    private const long MostPairs = 4_000_000;

    /// <summary>Whether readers' and author's words stay as they are.</summary>
    public bool IsEmpty => Head.Count + Paragraphs.Count + Comments.Count == 0;

    /// <summary>Compares what was with what would be; without anything before, all is new.</summary>
    public static SeedChanges Between(Article? before, SeedHead? beforeHead, Article after, SeedHead? afterHead) => new(
        before is null ? [] : Heads(beforeHead, afterHead),
        InOrder(before?.Paragraphs ?? [], after.Paragraphs),
        ById(before?.Comments ?? [], after.Comments));

    private static List<WordChange> Heads(SeedHead? before, SeedHead? after)
    {
        var changes = new List<WordChange>();
        Add("title", before?.Title, after?.Title);
        Add("url", before?.Url?.AbsoluteUri, after?.Url?.AbsoluteUri);
        Add("date", Day(before), Day(after));
        Add("author", before?.Author, after?.Author);
        Add("source", before?.Source, after?.Source);
        return changes;

        static string? Day(SeedHead? head) => head?.Date is { } day ? FormattableString.Invariant($"{day:yyyy-MM-dd}") : null;

        void Add(string what, string? was, string? now)
        {
            if (was != now)
                changes.Add(new(what, was, now));
        }
    }

    private static List<WordChange> ById(IReadOnlyList<Comment> before, IReadOnlyList<Comment> after)
    {
        var was = before.ToDictionary(comment => comment.Id);
        var now = after.ToDictionary(comment => comment.Id);
        var changes = before.Where(comment => !now.ContainsKey(comment.Id)).Select(comment => new WordChange(Named(comment), comment.Text, null)).ToList();
        foreach (var comment in after)
        {
            if (!was.TryGetValue(comment.Id, out var old))
                changes.Add(new(Named(comment), null, comment.Text));
            else if (old.Text != comment.Text)
                changes.Add(new(Named(comment), old.Text, comment.Text));
            else if (Named(old) != Named(comment) || old.RepliesTo != comment.RepliesTo)
                changes.Add(new(comment.Id, $"{Named(old)}{Answering(old)}", $"{Named(comment)}{Answering(comment)}"));
        }

        return changes;

        static string Named(Comment comment) =>
            FormattableString.Invariant($"{comment.Id} {comment.Speaker}{(comment.Role is Role.Author ? " (the author)" : "")}{(comment.Date is { } date ? $", {date:yyyy-MM-dd}" : "")}");
        static string Answering(Comment comment) => comment.RepliesTo is { } to ? $" answers {to}" : "";
    }

    /// <summary>The longest common run of paragraphs stays; between, what went and what came are paired in order.</summary>
    private static List<WordChange> InOrder(IReadOnlyList<Paragraph> before, IReadOnlyList<Paragraph> after)
    {
        var (start, was, now) = (0, before.Count, after.Count);
        while (start < was && start < now && Same(before[start], after[start]))
            start++;
        while (was > start && now > start && Same(before[was - 1], after[now - 1]))
            (was, now) = (was - 1, now - 1);

        var changes = new List<WordChange>();
        var (gone, come) = (new List<Paragraph>(), new List<Paragraph>());
        var length = (long)(was - start) * (now - start) <= MostPairs ? Common(before, after, start, was, now) : null;
        var (i, j) = (start, start);
        while (i < was || j < now)
        {
            if (i < was && j < now && length is not null && Same(before[i], after[j]))
            {
                Flush();
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now || (i < was && (length is null || length[i - start + 1, j - start] >= length[i - start, j - start + 1])))
            {
                gone.Add(before[i++]);
            }
            else
            {
                come.Add(after[j++]);
            }
        }

        Flush();
        return changes;

        void Flush()
        {
            for (var k = 0; k < Math.Max(gone.Count, come.Count); k++)
            {
                var (old, fresh) = (k < gone.Count ? gone[k] : null, k < come.Count ? come[k] : null);
                changes.Add(new((fresh ?? old)!.Id, Shown(old), Shown(fresh)));
            }

            gone.Clear();
            come.Clear();
        }

        static string? Shown(Paragraph? paragraph) => paragraph is null ? null : paragraph.Text + (paragraph.LeadsToPicture ? " [picture]" : "");
    }

    private static int[,] Common(IReadOnlyList<Paragraph> before, IReadOnlyList<Paragraph> after, int start, int was, int now)
    {
        var length = new int[was - start + 1, now - start + 1];
        for (var i = was - 1; i >= start; i--)
        {
            for (var j = now - 1; j >= start; j--)
            {
                length[i - start, j - start] = Same(before[i], after[j])
                    ? length[i - start + 1, j - start + 1] + 1
                    : Math.Max(length[i - start + 1, j - start], length[i - start, j - start + 1]);
            }
        }

        return length;
    }

    private static bool Same(Paragraph a, Paragraph b) => (a.Text, a.IsHeading, a.LeadsToPicture) == (b.Text, b.IsHeading, b.LeadsToPicture);
}

/// <summary>Words that went, came or became others.</summary>
/// <param name="Where">Which paragraph, comment or key; with the comment's speaker and date.</param>
/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it is gone.</param>
public sealed record WordChange(string Where, string? Before, string? After);
