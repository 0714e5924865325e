namespace TalusBot.Knowledge.Ingest;

/// <summary>Makes comments of a seed's blocks and finds out which of them answers which.</summary>
internal static class CommentThread
{
    public static List<Comment> Of(SeedLayout seed, string slug, Site site, string file, List<SourceProblem> problems)
    {
        var comments = new List<Comment>(seed.Comments.Count);
        var marks = new List<CommentMark?>(seed.Comments.Count);
        for (var i = 0; i < seed.Comments.Count; i++)
        {
            var (name, date, lines, mark) = seed.Comments[i];
            var speaker = name.Of(seed.Text);
            if (lines.Count == 0)
            {
                problems.Add(new(file, name.Number, $"The comment by \"{speaker}\" has no text; it is left out, and its number {mark?.Id ?? i + 1} stays empty.", Severity.Warning));
                continue;
            }

            var (start, end) = (lines[0].Start, lines[^1].End);
            var role = mark is { ByAuthor: true } || site.IsAuthor(speaker) ? Role.Author : Role.Reader;
            marks.Add(mark);
            comments.Add(new($"{slug}#c{mark?.Id ?? i + 1}", i + 1, speaker, role, date, seed.Text[start..end], start, end, RepliesTo: null));
        }

        return Linked(seed.Text, comments, Threads(comments, marks));
    }

    /// <summary>Under which comment each was written, by the source's own threads; null where it stands by itself or nobody said.</summary>
    private static int?[] Threads(List<Comment> comments, List<CommentMark?> marks)
    {
        var numbered = new Dictionary<long, int>(comments.Count);
        var above = new int?[comments.Count];
        for (var i = 0; i < comments.Count; i++)
        {
            // Only what stands earlier counts, so threads have no circles.
            if (marks[i] is not { } mark)
                continue;
            above[i] = mark.ReplyTo is { } to && numbered.TryGetValue(to, out var found) ? found : null;
            numbered[mark.Id] = i;
        }

        return above;
    }

    /// <summary>
    /// What the source's threads say holds; an author who goes on under a reply of his own still answers the reader of that.
    /// Where they say nothing, an author's comment answers the latest unanswered reader whom its greeting names, else the latest reader of that
    /// name, else (where the author's replies do not stand in threads) the nearest unanswered reader, else the nearest reader. A reader's comment answers only whom it names.
    /// </summary>
    private static List<Comment> Linked(string text, List<Comment> comments, int?[] above)
    {
        var open = new Stack<int>();
        var openByName = new Dictionary<string, Stack<int>>();
        var latestByName = new Dictionary<string, int>();
        var answered = new bool[comments.Count];
        var targets = new int?[comments.Count];
        var threaded = comments.Where((comment, i) => comment.Role == Role.Author && above[i] is not null).Any();
        int? latest = null;
        var linked = new List<Comment>(comments.Count);
        for (var i = 0; i < comments.Count; i++)
        {
            var comment = comments[i];
            var greeting = Greeting.Of(text, comment.Start, comment.End);
            int? target;
            if (comment.Role == Role.Author)
            {
                target = above[i] is { } thread
                    ? comments[thread].Role == Role.Author ? targets[thread] : thread
                    : OpenNamed(greeting) ?? Named(greeting) ?? (threaded ? null : Top(open) ?? latest);
                if (target is { } index)
                    answered[index] = true;
            }
            else
            {
                target = above[i] ?? (greeting.Fits(comment.Speaker) ? null : Named(greeting));
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

            targets[i] = target;
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
