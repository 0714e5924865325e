namespace TalusBot.Knowledge.Ingest;

/// <summary>Finds the paragraphs of a reader's comment that tell experience or advice instead of asking or thanking.</summary>
internal static class TipFinder
{
    // Below eight words that say something, a paragraph is a remark ("Worked for me too!") and no tip one could act on.
    private const int Substance = 8;

    // A sentence of thanks or praise may be this long before it must be telling something else as well.
    private const int LongThanks = 8;
    private const int LongPraise = 12;

    // In UTF-16 units; the pattern of praise looks from every word to the sentence's end.
    private const int LongestPraise = 300;

    public static List<Tip> In(string text, Comment comment, List<(int Start, int End)> asking, IEnumerable<Comment> replies)
    {
        var found = new List<SourceLine>();
        var next = 0;
        foreach (var line in SourceLine.In(comment, text))
        {
            while (next < asking.Count && asking[next].End <= line.Start)
                next++;
            var asks = next < asking.Count && asking[next].Start < line.End;
            if (!asks && !QuotedLine.At(text, line.Start) && Tells(text, line, besideQuestion: asking.Count > 0))
                found.Add(line);
        }

        if (found.Count == 0)
            return [];
        var endorsement = replies.FirstOrDefault(Agrees);
        return [.. found.Select((line, i, all) => new Tip(Talk.Numbered(comment.Id, i, all), comment, line.Span(text), endorsement))];
    }

    /// <summary>Beside a question only plain advice counts: the rest is the story that leads to it.</summary>
    private static bool Tells(string text, SourceLine line, bool besideQuestion)
    {
        var substance = 0;
        var tells = false;
        foreach (var (start, end) in SentenceSplit.In(text, line.Start, line.End))
        {
            var sentence = Phrases.Plain(text.AsSpan(start, end - start));
            var words = ContentWords.Count(sentence);
            if ((words < LongThanks && Phrases.Thanks().IsMatch(sentence)) || (words < LongPraise && sentence.Length <= LongestPraise && Phrases.Praise().IsMatch(sentence)))
                continue;
            substance += words;
            tells |= (besideQuestion ? Phrases.Advises() : Phrases.TellsOrAdvises()).IsMatch(sentence);
        }

        return tells && substance >= Substance;
    }

    private static bool Agrees(Comment reply) => SentenceSplit.In(reply.Text, 0, reply.Text.Length)
        .Exists(sentence => Phrases.Agrees().Matches(Phrases.Plain(reply.Text.AsSpan(sentence.Start, sentence.End - sentence.Start))).Any(match => !match.Groups["not"].Success));
}
