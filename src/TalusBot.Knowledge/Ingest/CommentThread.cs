namespace TalusBot.Knowledge.Ingest;

/// <summary>Makes comments of a seed's blocks and finds out which of them answers which.</summary>
internal static class CommentThread
{
    public static List<Comment> Of(SeedLayout seed, string slug, Site site, string file, List<SourceProblem> problems)
    {
        var comments = new List<Comment>(seed.Comments.Count);
        for (var i = 0; i < seed.Comments.Count; i++)
        {
            var (name, date, lines) = seed.Comments[i];
            var speaker = name.Of(seed.Text);
            if (lines.Count == 0)
            {
                problems.Add(new(file, name.Number, $"The comment by \"{speaker}\" has no text; it is left out, and its number {i + 1} stays empty.", Severity.Warning));
                continue;
            }

            var (start, end) = (lines[0].Start, lines[^1].End);
            var role = site.IsAuthor(speaker) ? Role.Author : Role.Reader;
            comments.Add(new($"{slug}#c{i + 1}", i + 1, speaker, role, date, seed.Text[start..end], start, end, RepliesTo: null));
        }

        return Linked(seed.Text, comments);
    }

    /// <summary>
    /// An author's comment answers the latest unanswered reader whom its greeting names, else the latest reader of that
    /// name, else the nearest unanswered reader, else the nearest reader. A reader's comment answers only whom it names.
    /// </summary>
    private static List<Comment> Linked(string text, List<Comment> comments)
    {
        var open = new Stack<int>();
        var openByName = new Dictionary<string, Stack<int>>();
        var latestByName = new Dictionary<string, int>();
        var answered = new bool[comments.Count];
        int? latest = null;
        var linked = new List<Comment>(comments.Count);
        for (var i = 0; i < comments.Count; i++)
        {
            var comment = comments[i];
            var greeting = Greeting.Of(text, comment.Start, comment.End);
            int? target;
            if (comment.Role == Role.Author)
            {
                target = OpenNamed(greeting) ?? Named(greeting) ?? Top(open) ?? latest;
                if (target is { } index)
                    answered[index] = true;
            }
            else
            {
                target = greeting.Fits(comment.Speaker) ? null : Named(greeting);
                latest = i;
                open.Push(i);
                foreach (var name in Names(comment.Speaker))
                {
                    latestByName[name] = i;
                    if (!openByName.TryGetValue(name, out var waiting))
                        openByName[name] = waiting = new();
                    waiting.Push(i);
                }
            }

            linked.Add(target is { } to ? comment with { RepliesTo = comments[to].Id } : comment);
        }

        return linked;

        int? OpenNamed(Greeting greeting) =>
            greeting.Names.Select(name => openByName.TryGetValue(name, out var waiting) ? Top(waiting) : null).FirstOrDefault(found => found is not null);

        int? Named(Greeting greeting) =>
            greeting.Names.Select(name => latestByName.TryGetValue(name, out var found) ? found : (int?)null).FirstOrDefault(found => found is not null);

        int? Top(Stack<int> waiting)
        {
            while (waiting.TryPeek(out var index) && answered[index])
                waiting.Pop();
            return waiting.TryPeek(out var top) ? top : null;
        }
    }

    private static IEnumerable<string> Names(string speaker) =>
        new[] { Greeting.Normalise(speaker), Greeting.FirstWord(speaker) }.Where(name => name.Length > 0).Distinct();
}
