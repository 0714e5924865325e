using System.Runtime.InteropServices;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// A small index of neighbouring documents with term numbers of its own: what one core makes while others make theirs.
/// </summary>
/// <param name="Terms">By local number, in the order in which they were met.</param>
/// <param name="Question">Questions by themselves; null where no document of the batch has one.</param>
/// <param name="Answer">Answers by themselves; null where no document of the batch has one.</param>
/// <param name="Flat">Both as one text.</param>
internal sealed record DocumentBatch(IReadOnlyList<string> Terms, FieldBatch? Question, FieldBatch? Answer, FieldBatch Flat)
{
    /// <summary>Documents of a full batch; few enough for their numbers to fit into 16 bits.</summary>
    public const int Size = 4096;

    /// <summary>A batch is full sooner when its texts are so long together, in UTF-16 units.</summary>
    public const int LongestText = 1 << 23;

    private const int StopWord = -1;

    public static DocumentBatch Of(IReadOnlyList<IndexDocument> documents)
    {
        var dictionary = new TermDictionary();
        var met = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var ends = new int[documents.Count];
        var middles = new int[documents.Count];
        var terms = new List<int>();
        for (var i = 0; i < documents.Count; i++)
        {
            // No word reaches over the line break between question and answer, so the flat text's terms are those of both.
            Analyze(documents[i].Question, met, dictionary, terms);
            middles[i] = terms.Count;
            Analyze(documents[i].Answer, met, dictionary, terms);
            ends[i] = terms.Count;
        }

        var all = CollectionsMarshal.AsSpan(terms);
        var begins = new int[documents.Count];
        ends.AsSpan(..Math.Max(0, ends.Length - 1)).CopyTo(begins.AsSpan(Math.Min(1, ends.Length)));
        var hasQuestion = !begins.AsSpan().SequenceEqual(middles);
        var hasAnswer = !middles.AsSpan().SequenceEqual(ends);
        var flat = FieldBatch.Of(all, begins, ends, dictionary.Count);
        return new DocumentBatch(
            dictionary.Terms,
            !hasQuestion ? null : hasAnswer ? FieldBatch.Of(all, begins, middles, dictionary.Count) : flat,
            !hasAnswer ? null : hasQuestion ? FieldBatch.Of(all, middles, ends, dictionary.Count) : flat,
            flat);
    }

    // Most words have been met before, and one look then finds their term without the work of stemming.
    private static void Analyze(string text, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> met, TermDictionary dictionary, List<int> terms)
    {
        Span<char> buffer = stackalloc char[WordBreaker.MaxTokenLength];
        for (var position = 0; WordBreaker.TryNext(text, position, out var range); position = range.End)
        {
            var word = text.AsSpan(range.Start, range.Length);
            if (!met.TryGetValue(word, out var term))
            {
                var stem = EnglishTokens.TermOf(word, buffer);
                met[word] = term = stem.IsEmpty ? StopWord : dictionary.Add(stem);
            }

            if (term != StopWord) terms.Add(term);
        }
    }
}
