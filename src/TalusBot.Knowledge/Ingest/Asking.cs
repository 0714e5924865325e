namespace TalusBot.Knowledge.Ingest;

/// <summary>Finds the sentences of a comment that ask.</summary>
internal static class Asking
{
    private const int BridgedCharacters = 200;

    /// <summary>The asking sentences one by one; vague ones ("Any advice?") only where nothing better asks.</summary>
    public static List<(int Start, int End)> Sentences(string text, int start, int end)
    {
        var sentences = QuotedLine.Without(text, SentenceSplit.In(text, start, end));
        var clear = new List<(int, int)>();
        var vague = new List<(int, int)>();
        for (var i = 0; i < sentences.Count; i++)
        {
            var (from, to) = sentences[i];
            switch (Strength(Phrases.Plain(text.AsSpan(from, to - from))))
            {
                case Asks.Clearly:
                    clear.Add((from, to));
                    break;
                case Asks.Vaguely:
                    vague.Add((WithStory(text, sentences, i), to));
                    break;
            }
        }

        return clear.Count > 0 ? clear : vague.Count > 0 ? [vague[^1]] : [];
    }

    /// <summary>Joins asking sentences that stand together, or with one short sentence between them, into one span each.</summary>
    public static List<Span> Spans(string text, List<(int Start, int End)> asking)
    {
        var joined = new List<(int Start, int End)>();
        foreach (var (start, end) in asking)
        {
            if (joined.Count > 0 && Together(text, joined[^1].End, start))
                joined[^1] = (joined[^1].Start, end);
            else
                joined.Add((start, end));
        }

        return joined.ConvertAll(span => Cut(text, span.Start, span.End));
    }

    public static Span Cut(string text, int start, int end) => new(text[start..end], start, end);

    private static bool Together(string text, int end, int start) =>
        start - end <= BridgedCharacters && SentenceSplit.In(text, end, start).Count <= 1 &&
        (text.AsSpan(end, start - end).IsWhiteSpace() || text.AsSpan(end, start - end).IndexOf('\n') < 0);

    /// <summary>"Any advice?" says nothing alone; the sentence before it tells about what.</summary>
    private static int WithStory(string text, List<(int Start, int End)> sentences, int at) =>
        at > 0 && text.AsSpan(sentences[at - 1].End, sentences[at].Start - sentences[at - 1].End).IndexOf('\n') < 0
            ? sentences[at - 1].Start
            : sentences[at].Start;

    private static Asks Strength(string sentence)
    {
        var marked = EndsAsking(sentence);
        if (Phrases.Rhetorical().IsMatch(sentence))
            return Asks.Not;
        var vague = Phrases.AsksVaguely().Match(sentence);
        if (vague.Success && ContentWords.Count(sentence.AsSpan(0, vague.Index)) + ContentWords.Count(sentence.AsSpan(vague.Index + vague.Length)) < 2)
            return Asks.Vaguely;
        if (marked || Phrases.BeginsAsQuestion().IsMatch(sentence))
            return Asks.Clearly;
        if (vague.Success)
            return Asks.Clearly;
        return Phrases.Asks().IsMatch(sentence) && !sentence.Contains("until", StringComparison.OrdinalIgnoreCase) ? Asks.Clearly : Asks.Not;
    }

    /// <summary>A question mark inside closing quotation marks reports what somebody else asked.</summary>
    public static bool EndsAsking(ReadOnlySpan<char> sentence)
    {
        var end = sentence.TrimEnd(" )]'’*_").TrimEnd();
        return end.Length > 0 && end[end.LastIndexOfAnyExcept("?!.…") is var word ? (word + 1).. : ..].Contains('?');
    }

    private enum Asks
    {
        Not,
        Vaguely,
        Clearly,
    }
}
