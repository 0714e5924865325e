namespace TalusBot.Knowledge.Ingest;

/// <summary>Where sentences begin and end; a line break always ends one.</summary>
internal static class SentenceSplit
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "approx", "cf", "dr", "e.g", "esp", "etc", "i.e", "jr", "mr", "mrs", "ms", "prof", "sr", "st", "vs",
    };

    /// <summary>The sentences of <c>text[start..end]</c> in order, without the blanks around them.</summary>
    public static List<(int Start, int End)> In(string text, int start, int end)
    {
        var sentences = new List<(int, int)>();
        foreach (var line in SourceLine.In(text, start, end))
        {
            var from = line.Start;
            for (var i = line.Start; i < line.End; i++)
            {
                if (!IsEnding(text[i]))
                    continue;
                var first = i;
                while (i + 1 < line.End && (IsEnding(text[i + 1]) || IsCloser(text[i + 1])))
                    i++;
                var stop = i + 1;
                if (stop < line.End && !char.IsWhiteSpace(text[stop]))
                    continue;
                if (text[first] == '.' && stop == first + 1 && IsAbbreviation(text, from, first))
                    continue;
                Add(from, stop);
                while (stop < line.End && char.IsWhiteSpace(text[stop]))
                    stop++;
                from = stop;
                i = stop - 1;
            }

            Add(from, line.End);
        }

        return sentences;

        void Add(int from, int to)
        {
            if (from < to)
                sentences.Add((from, to));
        }
    }

    private static bool IsEnding(char c) => c is '.' or '!' or '?' or '…';

    private static bool IsCloser(char c) => c is ')' or ']' or '"' or '\'' or '”' or '’' or '»';

    /// <summary>A single letter counts too: an initial, as in "J. Smith".</summary>
    private static bool IsAbbreviation(string text, int from, int dot)
    {
        var word = dot;
        while (word > from && dot - word <= 8 && !char.IsWhiteSpace(text[word - 1]) && text[word - 1] is not ('(' or '“' or '"'))
            word--;
        var length = dot - word;
        return (length == 1 && char.IsUpper(text[word]) && text[word] != 'I') || (length <= 6 && Abbreviations.Contains(text[word..dot]));
    }
}
