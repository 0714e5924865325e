namespace TalusBot.Knowledge.Ingest;

/// <summary>Puts the comments of another place in the order of a seed, which is the same at every import.</summary>
internal static class CommentOrder
{
    /// <summary>
    /// By time, then by number, but never a reply before what it answers. A comment without words is left out, and so is one that comes
    /// twice; what was written under it then counts as written under the one above.
    /// </summary>
    public static List<BlogComment> Of(IEnumerable<BlogComment> comments)
    {
        var all = new Dictionary<long, BlogComment>();
        foreach (var comment in comments)
            all.TryAdd(comment.Id, comment);
        var ordered = new List<BlogComment>(all.Count);
        var seen = new HashSet<long>();
        var above = new Stack<BlogComment>();
        foreach (var first in all.Values.OrderBy(comment => comment.AtUtc ?? comment.At ?? DateTime.MaxValue).ThenBy(comment => comment.Id))
        {
            for (BlogComment? comment = first; comment is not null && seen.Add(comment.Id); comment = comment.ReplyTo is { } to ? all.GetValueOrDefault(to) : null)
                above.Push(comment);
            while (above.TryPop(out var next))
                ordered.Add(next);
        }

        var shown = new HashSet<long>();
        var kept = new List<BlogComment>(ordered.Count);
        foreach (var comment in ordered.Where(comment => comment.Lines.Count > 0))
        {
            kept.Add(comment with { ReplyTo = Shown(comment) });
            shown.Add(comment.Id);
        }

        return kept;

        // Threads of strangers may run in a circle: no more steps than there are comments.
        long? Shown(BlogComment comment)
        {
            var to = comment.ReplyTo;
            for (var steps = 0; to is { } id && !shown.Contains(id); steps++)
                to = steps < 100 ? all.GetValueOrDefault(id)?.ReplyTo : null;
            return to;
        }
    }
}
