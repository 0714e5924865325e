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

    public static DocumentBatch Of(IReadOnlyList<IndexDocument> documents)
    {
        var dictionary = new TermDictionary();
        var ends = new int[documents.Count];
        var middles = new int[documents.Count];
        var terms = new List<int>();
        for (var i = 0; i < documents.Count; i++)
        {
            // No word reaches over the line break between question and answer, so the flat text's terms are those of both.
            Analyze(documents[i].Question, dictionary, terms);
            middles[i] = terms.Count;
            Analyze(documents[i].Answer, dictionary, terms);
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

    private static void Analyze(string text, TermDictionary dictionary, List<int> terms)
    {
        var tokens = new EnglishTokens(text, stackalloc char[WordBreaker.MaxTokenLength]);
        while (tokens.MoveNext()) terms.Add(dictionary.Add(tokens.Term));
    }
}
