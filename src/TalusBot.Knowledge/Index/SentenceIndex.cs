using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// Likeness of meaning: a document's question is compared as a whole, its answer by its best sentence. Immutable.
/// </summary>
internal sealed class SentenceIndex
{
    /// <summary>Sentences of one answer that are looked at.</summary>
    private const int MostSentences = 200;
    private readonly SentenceVector?[] questions;
    private readonly SentenceVector[] sentences;
    private readonly int[] starts;

    private SentenceIndex(SentenceVector?[] questions, SentenceVector[] sentences, int[] starts) =>
        (this.questions, this.sentences, this.starts) = (questions, sentences, starts);

    /// <param name="encodeAll">The vectors of many sentences, in their order; each is asked for once.</param>
    public static SentenceIndex Build(IReadOnlyList<IndexDocument> documents, Func<IReadOnlyList<string>, IReadOnlyList<SentenceVector>> encodeAll)
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

        var vectors = encodeAll([.. texts.Keys]);
        return new SentenceIndex([.. ofQuestions.Select(number => number < 0 ? null : vectors[number])], [.. ofSentences.Select(number => vectors[number])], starts);

        int NumberOf(string text)
        {
            if (!texts.TryGetValue(text, out var number))
            {
                texts.Add(text, number = texts.Count);
            }

            return number;
        }
    }

    /// <summary>Null where the document has no question.</summary>
    public SentenceVector? QuestionVector(int document) => questions[document];

    /// <summary>The cosines with a document's question and with the best sentence of its answer; null where it has none.</summary>
    public (double? Question, double? Answer) Compare(SentenceVector asked, int document)
    {
        double? best = null;
        for (var i = starts[document]; i < starts[document + 1]; i++)
        {
            best = Math.Max(best ?? 0, asked.Similarity(sentences[i]));
        }

        return (questions[document] is { } question ? asked.Similarity(question) : null, best);
    }
}
