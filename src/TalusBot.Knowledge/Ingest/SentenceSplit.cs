using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The sentences of a part of a source, by offsets into the whole.</summary>
internal static class SentenceSplit
{
    /// <summary>What has no end after so many characters is cut at a blank: set phrases are looked for in every sentence, which must stay quick in whatever somebody pasted.</summary>
    public const int Longest = 2_000;

    /// <summary>The sentences of <c>text[start..end]</c> in order, without the blanks around them.</summary>
    public static List<(int Start, int End)> In(string text, int start, int end)
    {
        var sentences = new List<(int Start, int End)>();
        foreach (var sentence in Sentences.Split(text[start..end]))
        {
            var (from, to) = (start + sentence.Start, start + sentence.End);
            while (to - from > Longest)
            {
                var cut = CutBefore(text, from);
                sentences.Add((from, cut));
                from = cut;
                while (char.IsWhiteSpace(text[from])) from++;
            }

            sentences.Add((from, to));
        }

        return sentences;
    }

    /// <summary>Where a sentence without end is cut: behind its last word that fits, or else between two whole characters.</summary>
    private static int CutBefore(string text, int from)
    {
        var cut = from + Longest;
        while (cut > from && !char.IsWhiteSpace(text[cut])) cut--;
        while (cut > from && char.IsWhiteSpace(text[cut - 1])) cut--;
        return cut > from ? cut : from + Longest - (char.IsHighSurrogate(text[from + Longest - 1]) ? 1 : 0);
    }
}
