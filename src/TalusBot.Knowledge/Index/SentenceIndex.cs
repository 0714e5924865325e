using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// Likeness of meaning: a document's question is compared as a whole, its answer by its best sentence. Immutable. While its
/// vectors are still to be made (<see cref="Unencoded"/>) everything is like nothing.
/// </summary>
internal sealed class SentenceIndex
{
    /// <summary>Sentences of one answer that are looked at.</summary>
    private const int MostSentences = 200;
    private readonly SentenceVectors vectors;
    private readonly IReadOnlyList<string> unencoded;

    /// <summary>By document: which vector its question has; -1 where it has no question.</summary>
    private readonly int[] questions;
    private readonly int[] sentences;
    private readonly int[] starts;

    private SentenceIndex(SentenceVectors vectors, IReadOnlyList<string> unencoded, int[] questions, int[] sentences, int[] starts) =>
        (this.vectors, this.unencoded, this.questions, this.sentences, this.starts) = (vectors, unencoded, questions, sentences, starts);

    /// <param name="encodeAll">The vectors of many sentences, in their order; each is asked for once, in small letters. Null where they are to be made later.</param>
    public static SentenceIndex Build(IReadOnlyList<IndexDocument> documents, Func<IReadOnlyList<string>, IReadOnlyList<SentenceVector>?> encodeAll)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var ofQuestions = new int[documents.Count];
        var starts = new int[documents.Count + 1];
        var ofSentences = new List<int>();
        for (var document = 0; document < documents.Count; document++)
        {
            var (_, question, answer) = documents[document];
            ofQuestions[document] = string.IsNullOrWhiteSpace(question) ? -1 : NumberOf(question);
            foreach (var sentence in Sentences.Split(answer).Take(MostSentences))
            {
                ofSentences.Add(NumberOf(sentence.Of(answer)));
            }

            starts[document + 1] = ofSentences.Count;
        }

        IReadOnlyList<string> all = [.. texts.Keys];
        var vectors = encodeAll(all);
        return new SentenceIndex(new SentenceVectors(vectors ?? []), vectors is null ? all : [], ofQuestions, [.. ofSentences], starts);

        int NumberOf(string written)
        {
            var text = SentenceEncoder.Small(written);
            if (!texts.TryGetValue(text, out var number))
            {
                texts.Add(text, number = texts.Count);
            }

            return number;
        }
    }

    /// <summary>The same with its vectors.</summary>
    /// <param name="made">Those of <see cref="Unencoded"/>, in their order.</param>
    public SentenceIndex With(IReadOnlyList<SentenceVector> made) => new(new SentenceVectors(made), [], questions, sentences, starts);

    /// <summary>Every question and sentence, in small letters and in the order of their vectors, where these are still to be made; else empty.</summary>
    public IReadOnlyList<string> Unencoded => unencoded;

    /// <summary>Every vector that a question or a sentence has; those with the same words share one.</summary>
    public SentenceVectors Vectors => vectors;

    /// <summary>The number of the vector of a document's question, whether it is made or not; -1 where it has no question.</summary>
    public int QuestionVector(int document) => questions[document];

    /// <summary>The cosines with a document's question and with the best sentence of its answer; null where it has none.</summary>
    /// <param name="similarities">What was asked, compared with <see cref="Vectors"/>.</param>
    public (double? Question, double? Answer) Compare(ReadOnlySpan<double> similarities, int document)
    {
        var of = sentences.AsSpan(starts[document]..starts[document + 1]);
        var best = 0.0;
        foreach (var sentence in of)
        {
            best = similarities[sentence] > best ? similarities[sentence] : best;
        }

        return (questions[document] is var question and >= 0 ? similarities[question] : null, of.Length > 0 ? best : null);
    }
}
