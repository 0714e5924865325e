namespace TalusBot.Knowledge.Ingest;

/// <summary>A line of a comment that repeats what somebody else wrote: <c>&gt; words</c>.</summary>
internal static class QuotedLine
{
    public const string Mark = "> ";

    /// <param name="at">The offset of the line's first sign that is not blank.</param>
    public static bool At(string text, int at) => string.CompareOrdinal(text, at, Mark, 0, Mark.Length) == 0;

    /// <summary>The sentences that do not stand in such a line, in order.</summary>
    /// <param name="sentences">In order; the first begins a line.</param>
    public static List<(int Start, int End)> Without(string text, List<(int Start, int End)> sentences)
    {
        var own = new List<(int, int)>(sentences.Count);
        var (quoted, end) = (false, -1);
        foreach (var sentence in sentences)
        {
            if (end < 0 || text.AsSpan(end, sentence.Start - end).Contains('\n'))
                quoted = At(text, sentence.Start);
            if (!quoted)
                own.Add(sentence);
            end = sentence.End;
        }

        return own;
    }
}
