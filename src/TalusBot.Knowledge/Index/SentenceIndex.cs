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

    /// <summary>By document: the number of its answer, which others may share; -1 where it has none.</summary>
    private readonly int[] answers;

    /// <summary>The vectors of each answer's sentences, answer after answer.</summary>
    private readonly int[] sentences;

    /// <summary>By answer: where its sentences begin; and where the last one's end.</summary>
    private readonly int[] starts;

    private SentenceIndex(SentenceVectors vectors, IReadOnlyList<string> unencoded, int[] questions, int[] answers, int[] sentences, int[] starts) =>
        (this.vectors, this.unencoded, this.questions, this.answers, this.sentences, this.starts) = (vectors, unencoded, questions, answers, sentences, starts);

    /// <param name="encodeAll">The vectors of many sentences, in their order; each is asked for once, in small letters. Null where they are to be made later.</param>
    public static SentenceIndex Build(IReadOnlyList<IndexDocument> documents, Func<IReadOnlyList<string>, IReadOnlyList<SentenceVector>?> encodeAll)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var (ofQuestions, ofAnswers) = (new int[documents.Count], new int[documents.Count]);
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        var starts = new List<int> { 0 };
        var ofSentences = new List<int>();
        for (var document = 0; document < documents.Count; document++)
        {
            var (_, question, answer) = documents[document];
            ofQuestions[document] = string.IsNullOrWhiteSpace(question) ? -1 : NumberOf(question);
            if (!answers.TryGetValue(answer, out var number))
            {
                foreach (var sentence in Sentences.Split(answer).Take(MostSentences))
                {
                    ofSentences.Add(NumberOf(sentence.Of(answer)));
                }

                answers.Add(answer, number = ofSentences.Count > starts[^1] ? starts.Count - 1 : -1);
                if (number >= 0)
                {
                    starts.Add(ofSentences.Count);
                }
            }

            ofAnswers[document] = number;
        }

        IReadOnlyList<string> all = [.. texts.Keys];
        var vectors = encodeAll(all);
        return new SentenceIndex(new SentenceVectors(vectors ?? []), vectors is null ? all : [], ofQuestions, ofAnswers, [.. ofSentences], [.. starts]);

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
    public SentenceIndex With(IReadOnlyList<SentenceVector> made) => new(new SentenceVectors(made), [], questions, answers, sentences, starts);

    /// <summary>Every question and sentence, in small letters and in the order of their vectors, where these are still to be made; else empty.</summary>
    public IReadOnlyList<string> Unencoded => unencoded;

    /// <summary>Every vector that a question or a sentence has; those with the same words share one.</summary>
    public SentenceVectors Vectors => vectors;

    /// <summary>The number of the vector of a document's question, whether it is made or not; -1 where it has no question.</summary>
    public int QuestionVector(int document) => questions[document];

    /// <summary>How many different answers there are.</summary>
    public int AnswerCount => starts.Length - 1;

    /// <summary>The number of a document's answer; -1 where it has none. Phrasings of one entry share it.</summary>
    public int Answer(int document) => answers[document];

    /// <summary>The cosine with the best sentence of each answer.</summary>
    /// <param name="similarities">What was asked, compared with <see cref="Vectors"/>.</param>
    /// <param name="best">One place an answer.</param>
    public void CompareAnswers(ReadOnlySpan<double> similarities, Span<double> best)
    {
        for (var answer = 0; answer < best.Length; answer++)
        {
            best[answer] = CompareAnswer(similarities, answer);
        }
    }

    /// <summary>The cosine with the best sentence of one answer.</summary>
    /// <inheritdoc cref="CompareAnswers"/>
    public double CompareAnswer(ReadOnlySpan<double> similarities, int answer)
    {
        var best = 0.0;
        foreach (var sentence in sentences.AsSpan(starts[answer]..starts[answer + 1]))
        {
            best = similarities[sentence] > best ? similarities[sentence] : best;
        }

        return best;
    }
}
