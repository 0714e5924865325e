namespace TalusBot.Knowledge.Ingest;

/// <summary>What the comments amount to: questions with their answers, questions without, and tips.</summary>
internal sealed record Talk(IReadOnlyList<Exchange> Exchanges, IReadOnlyList<Tip> Tips, IReadOnlyList<UnansweredQuestion> Unanswered)
{
    public static Talk Of(string text, IReadOnlyList<Comment> comments)
    {
        var byId = comments.ToDictionary(comment => comment.Id);
        var asking = comments.Where(comment => comment.Role == Role.Reader)
            .ToDictionary(comment => comment.Id, comment => Asking.Sentences(text, comment.Start, comment.End));
        var exchanges = new List<Exchange>();
        var replies = comments.Where(comment => comment is { Role: Role.Author, RepliesTo: not null })
            .ToLookup(comment => comment.RepliesTo!);

        var answered = new HashSet<string>();
        var askedBack = new Dictionary<string, Comment>();
        var waiting = new Dictionary<string, Comment>();
        var clarifications = new HashSet<string>();
        foreach (var comment in comments)
        {
            if (comment.Role == Role.Reader)
            {
                if (asking[comment.Id].Count == 0 && waiting.ContainsKey(Greeting.Normalise(comment.Speaker)))
                    clarifications.Add(comment.Id);
                continue;
            }

            if (comment.RepliesTo is null)
                continue;
            var told = byId[comment.RepliesTo];
            var asker = Greeting.Normalise(told.Speaker);
            waiting.TryGetValue(asker, out var before);
            if (before?.Id == told.Id)
                before = null;
            var asked = asking[told.Id].Count > 0 ? told : before;
            if (asked is null)
                continue;

            var body = ReplyBody.Of(text, comment, told.Speaker);
            switch (body.Kind)
            {
                case ReplyKind.AsksBack:
                    askedBack.TryAdd(asked.Id, comment);
                    waiting[asker] = asked;
                    break;
                case ReplyKind.Answers:
                    exchanges.AddRange(Pair(text, asked, asking[asked.Id], comment, body));
                    answered.Add(asked.Id);
                    if (before is not null)
                        answered.Add(before.Id);
                    waiting.Remove(asker);
                    break;
            }
        }

        var tips = comments.Where(comment => comment.Role == Role.Reader && !clarifications.Contains(comment.Id))
            .SelectMany(comment => TipFinder.In(text, comment, asking[comment.Id], replies[comment.Id]));
        var unanswered = comments.Where(comment => comment.Role == Role.Reader && asking[comment.Id].Count > 0 && !answered.Contains(comment.Id))
            .SelectMany(comment => Asking.Spans(text, asking[comment.Id])
                .Select((span, i, all) => new UnansweredQuestion(Numbered(comment.Id, i, all), comment, span, askedBack.GetValueOrDefault(comment.Id))));
        return new(exchanges, [.. tips], [.. unanswered]);
    }

    /// <summary>As many asking sentences as answering paragraphs: in order. Otherwise every question gets the whole reply.</summary>
    private static IEnumerable<Exchange> Pair(string text, Comment asked, List<(int Start, int End)> asking, Comment reply, ReplyBody body)
    {
        if (asking.Count > 1 && asking.Count == body.Parts.Count)
        {
            return asking.Zip(body.Parts).Select((pair, i) =>
                new Exchange($"{reply.Id}.{i + 1}", asked, Asking.Cut(text, pair.First.Start, pair.First.End), reply, pair.Second));
        }

        return Asking.Spans(text, asking).Select((question, i, all) => new Exchange(Numbered(reply.Id, i, all), asked, question, reply, body.Answer));
    }

    public static string Numbered(string id, int index, int count) => count == 1 ? id : $"{id}.{index + 1}";
}

/// <summary>Lets a selector know how many there are.</summary>
internal static class CountedSelection
{
    public static IEnumerable<TResult> Select<T, TResult>(this List<T> items, Func<T, int, int, TResult> selector)
    {
        for (var i = 0; i < items.Count; i++)
            yield return selector(items[i], i, items.Count);
    }
}
