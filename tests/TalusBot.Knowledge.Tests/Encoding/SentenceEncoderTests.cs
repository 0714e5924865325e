using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class SentenceEncoderTests
{
    /// <summary>The first half of the SHA-256 of all <see cref="Questions"/>' vectors; changes with the version of the arithmetic.</summary>
    private const string Fingerprint = "b483b1e3d84e6dece529d8afe4b82d19";

    private static readonly Lazy<float[][]> vectorsOfQuestions = new(() => EncodeQuestions(Encoders.Fastest));

    public static TheoryData<string> Kernels => Encoders.Names;

    [Fact]
    public void Texts_are_cut_into_the_pieces_of_the_original()
    {
        Assert.Equal(20, GoldenSentence.All.Count);
        foreach (var golden in GoldenSentence.All)
            Assert.Equal(golden.Ids.Take(SentenceEncoder.MaxTokens), Encoders.Fastest.Cut(golden.Text));
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Vectors_point_where_those_of_the_original_point(string kernel)
    {
        foreach (var golden in GoldenSentence.All)
        {
            var vector = Encoders.All[kernel].EncodeAsWritten(golden.Text);
            Assert.InRange(Cosine(golden.Vector, vector), 0.9985, 1.000001);
            Assert.Equal(1, Math.Sqrt(vector.Sum(number => (double)number * number)), 1e-6);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Every_kernel_gives_the_same_vectors_to_the_last_bit(string kernel)
    {
        var expected = vectorsOfQuestions.Value;
        var actual = EncodeQuestions(Encoders.All[kernel]);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i]);

        Assert.Equal(RoundedSimilarities(expected), RoundedSimilarities(actual));
    }

    [Fact]
    public void The_vectors_are_the_same_on_every_machine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var vector in vectorsOfQuestions.Value) hash.AppendData(MemoryMarshal.AsBytes(vector.AsSpan()));
        Assert.Equal(Fingerprint, Convert.ToHexStringLower(hash.GetHashAndReset()[..16]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u00a0\u3000\u2028")]
    public void A_text_without_words_is_all_zeros(string text) =>
        Assert.All(Encoders.Fastest.Encode(text), number => Assert.Equal(0, number));

    [Fact]
    public void White_space_counts_as_one_blank_and_none_at_the_ends() =>
        Assert.Equal(Encoders.Fastest.Encode("how long until it heals?"), Encoders.Fastest.Encode("\n how\tlong  until\u00a0it\r\nheals? "));

    [Fact]
    public void Sentences_of_like_meaning_are_closer_than_others()
    {
        var asked = Vector("How long does it take until I can walk again?");
        Assert.True(asked.Similarity(Vector("When will I be able to walk?")) > asked.Similarity(Vector("Which tape should I buy?")) + 0.1);

        static SentenceVector Vector(string text) => SentenceVector.From(Encoders.Fastest.Encode(text));
    }

    [Fact]
    public void A_long_text_is_cut()
    {
        var begin = string.Concat(Enumerable.Repeat("the talus of an ankle ", 100));
        Assert.Equal(SentenceEncoder.MaxTokens, Encoders.Fastest.Cut(begin).Length);
        Assert.Equal(Encoders.Fastest.Encode(begin), Encoders.Fastest.Encode(begin + "and something else"));
    }

    // Lone surrogates do not survive as the arguments of a theory.
    [Fact]
    public void Hostile_text_becomes_a_vector_like_any_other()
    {
        string[] hostile =
        [
            "\ud83d", "\ude00", "a\ude00\ud83db", "\ud83d\ud83d\ude00", "\ufffe", "\uffff\ufdd0", "\U0001fffe\U0010ffff", "\0", "\u0001\u0002\u007f\u009f",
            "\u200b\u200d\ufeff", "\u202eabc\u202c", "\u00a8", "\u0300", "e\u0301\u0327", "\ufdfa", "\u2581", "\u2581\u2581 \u2581", "<s>",
            "\ufffd", "extra_token_id_1", "🤖👩‍👩‍👧🏽", "\u1100\u1161\u11a8", "null", "{{x}}", "'; drop table",
        ];
        foreach (var text in hostile)
        {
            var vector = Encoders.Fastest.Encode(text);
            Assert.Equal(1, Math.Sqrt(vector.Sum(number => (double)number * number)), 1e-5);
            Assert.DoesNotContain(Encoders.Fastest.Cut(text), id => id is > 0 and < 6);
        }
    }

    [Fact]
    public void A_hundred_thousand_characters_cost_little_more_than_ten_thousand()
    {
        string[] units = ["a", "a ", " ", "\ud83d", "\ufdfa", "\u0300", "\u0301\u0316", "日本", "🤖", "\0", ":)", "1", "\u2581"];
        foreach (var unit in units)
        {
            var text = string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
            Encoders.Fastest.Encode(text[..10_000]);
            var clock = Stopwatch.StartNew();
            var vector = Encoders.Fastest.Encode(text);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.DoesNotContain(vector, float.IsNaN);
        }
    }

    [Fact]
    public void Many_threads_get_the_vectors_of_one()
    {
        var sentences = Questions.All.Take(100).ToArray();
        var told = new List<int>();
        var vectors = Encoders.Fastest.EncodeAll(sentences, new Listener(told));
        for (var i = 0; i < sentences.Length; i++)
            Assert.Equal(SentenceVector.From(Encoders.Fastest.Encode(sentences[i])).Steps, vectors[i].Steps);
        Assert.Equal(Enumerable.Range(1, sentences.Length), told);
    }

    [Fact]
    public void Encoding_many_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Encoders.Fastest.EncodeAll(["one", "two"], cancel: cancel.Token));
    }

    private static float[][] EncodeQuestions(SentenceEncoder encoder)
    {
        var vectors = new float[Questions.All.Count][];
        Parallel.For(0, vectors.Length, i => vectors[i] = encoder.Encode(Questions.All[i]));
        return vectors;
    }

    /// <summary>What the ranking sees: every pair, rounded to 1e-4.</summary>
    private static List<double> RoundedSimilarities(float[][] vectors)
    {
        var stored = Array.ConvertAll(vectors, vector => SentenceVector.From(vector));
        var similarities = new List<double>();
        for (var i = 0; i < stored.Length; i++)
        {
            for (var j = 0; j < i; j++) similarities.Add(Math.Round(stored[i].Similarity(stored[j]), 4));
        }

        return similarities;
    }

    private static double Cosine(float[] left, float[] right)
    {
        double dot = 0, leftSquare = 0, rightSquare = 0;
        for (var i = 0; i < left.Length; i++)
        {
            dot += (double)left[i] * right[i];
            leftSquare += (double)left[i] * left[i];
            rightSquare += (double)right[i] * right[i];
        }

        return dot / Math.Sqrt(leftSquare * rightSquare);
    }
}

/// <summary>Writes down what it is told, when it is told.</summary>
internal sealed class Listener(List<int> told) : IProgress<int>
{
    public void Report(int value) => told.Add(value);
}
