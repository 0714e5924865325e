using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The sentences of a part of a source, by offsets into the whole.</summary>
internal static class SentenceSplit
{
    /// <summary>The sentences of <c>text[start..end]</c> in order, without the blanks around them.</summary>
    public static List<(int Start, int End)> In(string text, int start, int end) =>
        [.. Sentences.Split(text[start..end]).Select(sentence => (start + sentence.Start, start + sentence.End))];
}
