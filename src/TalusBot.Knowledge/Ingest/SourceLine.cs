namespace TalusBot.Knowledge.Ingest;

/// <summary>A line that is not blank, without the blanks around it.</summary>
/// <param name="Number">From 1, blank lines counted.</param>
/// <param name="Start">UTF-16 offset, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive.</param>
internal readonly record struct SourceLine(int Number, int Start, int End)
{
    public int Length => End - Start;

    /// <summary>LF, CRLF and CR all end a line.</summary>
    public static List<SourceLine> In(string text, int start, int end)
    {
        var lines = new List<SourceLine>();
        for (var number = 1; start <= end; number++)
        {
            var length = text.AsSpan(start, end - start).IndexOfAny('\r', '\n');
            var stop = length < 0 ? end : start + length;
            var (from, to) = (start, stop);
            while (from < to && char.IsWhiteSpace(text[from]))
                from++;
            while (to > from && char.IsWhiteSpace(text[to - 1]))
                to--;
            if (from < to)
                lines.Add(new(number, from, to));
            if (length < 0)
                break;
            start = stop + (text[stop] == '\r' && stop + 1 < end && text[stop + 1] == '\n' ? 2 : 1);
        }

        return lines;
    }

    public static List<SourceLine> In(Passage passage, string source) => In(source, passage.Start, passage.End);

    public string Of(string text) => text[Start..End];

    public Span Span(string text) => new(Of(text), Start, End);
}
