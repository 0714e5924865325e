using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class VectorCacheTests : IDisposable
{
    private static readonly string[] sentences = ["Ice it.", "Tape it.", "Wait six weeks.", "", "Tape it."];

    private readonly string folder = Directory.CreateTempSubdirectory("vectors").FullName;

    private string Cache => Path.Combine(folder, "deeper", "vectors.bin");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Vectors_are_the_encoders_own()
    {
        var vectors = VectorCache.Open(Cache, Encoders.Fastest).EncodeAll(sentences);
        Assert.Equal(sentences.Length, vectors.Count);
        foreach (var (sentence, vector) in sentences.Zip(vectors))
            Assert.Equal(SentenceVector.From(Encoders.Fastest.Encode(sentence)).Steps, vector.Steps);
    }

    [Fact]
    public void A_restart_encodes_nothing_again()
    {
        var first = Fill(out var encoded);
        Assert.Equal(4, encoded); // two of the five are the same

        var second = Open(out var again);
        Assert.Equal(0, again);
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Steps, pair.Second.Steps));
    }

    [Fact]
    public void A_changed_sentence_is_encoded_once_and_its_old_vector_dropped()
    {
        Fill(out _);
        string[] edited = [.. sentences[..2], "Wait eight weeks."];
        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        var told = new List<int>();
        cache.EncodeAll(edited, new Listener(told));
        cache.EncodeAll(edited, new Listener(told));
        Assert.Equal([1], told);

        cache.Save();
        Assert.Equal(3, cache.Count);
        Assert.Equal(3, VectorCache.Open(Cache, Encoders.Fastest).Count);
    }

    [Fact]
    public void Where_more_is_new_than_may_be_nothing_is_encoded()
    {
        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        Assert.Null(cache.EncodeAtMost(3, sentences));
        Assert.Equal(0, cache.Count);
        Assert.Equal(sentences.Length, cache.EncodeAtMost(4, sentences)!.Count);
        Assert.NotNull(cache.EncodeAtMost(0, sentences));
    }

    [Fact]
    public void What_is_prepared_is_kept_by_a_save_in_between_and_not_encoded_again()
    {
        Fill(out _);
        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        cache.Prepare(["Ice it.", "Rest it."]);
        cache.SaveAll();
        cache.Prepare(["Lift it."]);
        cache.SaveAll();

        var restarted = VectorCache.Open(Cache, Encoders.Fastest);
        Assert.Equal(6, restarted.Count);
        Assert.Equal(["Press it."], restarted.Missing([.. sentences, "Rest it.", "Press it.", "Lift it."]));
        Assert.Equal(SentenceVector.From(Encoders.Fastest.Encode("Lift it.")).Steps, restarted.EncodeAtMost(0, ["Lift it."])![0].Steps);
    }

    [Fact]
    public void An_encoder_with_other_weights_finds_nothing()
    {
        Fill(out _);
        var model = EncoderModel.Load();
        model.Checksum[0] ^= 1;
        var told = new List<int>();
        VectorCache.Open(Cache, new SentenceEncoder(model, MatrixKernel.Supported[0])).EncodeAll(sentences, new Listener(told));
        Assert.Equal([1, 2, 3, 4], told);
    }

    [Fact]
    public void Saving_without_a_question_in_between_drops_nothing()
    {
        Fill(out _);
        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        cache.Save();
        Assert.Equal(4, cache.Count);
        Assert.Equal(4, VectorCache.Open(Cache, Encoders.Fastest).Count);
    }

    [Fact]
    public void A_damaged_vector_is_noticed_and_encoded_again()
    {
        Fill(out _);
        var bytes = File.ReadAllBytes(Cache);
        bytes[16 + 552 + 100] ^= 1;
        File.WriteAllBytes(Cache, bytes);

        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        Assert.Equal($"{Cache} has 1 damaged vectors beside 3 sound ones", cache.Problem);
        var told = new List<int>();
        cache.EncodeAll(sentences, new Listener(told));
        Assert.Single(told);
        cache.Save();
        Assert.Null(VectorCache.Open(Cache, Encoders.Fastest).Problem);
        Assert.Equal(4, VectorCache.Open(Cache, Encoders.Fastest).Count);
    }

    [Fact]
    public void Every_file_that_ends_early_keeps_what_is_sound()
    {
        Fill(out _);
        var bytes = File.ReadAllBytes(Cache);
        Assert.Equal(16 + (4 * 552), bytes.Length);
        for (var length = 0; length < bytes.Length; length += 23)
        {
            File.WriteAllBytes(Cache, bytes[..length]);
            var cache = VectorCache.Open(Cache, Encoders.Fastest);
            Assert.Equal(Math.Max(0, length - 16) / 552, cache.Count);
            Assert.Equal(length >= 16 && (length - 16) % 552 == 0, cache.Problem is null);
        }
    }

    [Theory]
    [InlineData(0, "is not a file of sentence vectors")]
    [InlineData(8, "is of version 0, not 1")]
    public void Another_kind_of_file_is_replaced(int offset, string problem)
    {
        Fill(out _);
        var bytes = File.ReadAllBytes(Cache);
        bytes[offset] ^= 1;
        File.WriteAllBytes(Cache, bytes);

        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        Assert.Equal($"{Cache} {problem}", cache.Problem);
        Assert.Equal(0, cache.Count);
        cache.EncodeAll(sentences);
        cache.Save();
        Assert.Null(VectorCache.Open(Cache, Encoders.Fastest).Problem);
    }

    [Fact]
    public void Two_who_save_at_once_leave_a_whole_file()
    {
        var caches = Enumerable.Range(0, 8).Select(number =>
        {
            var cache = VectorCache.Open(Cache, Encoders.Fastest);
            cache.EncodeAll([.. sentences, $"Only number {number} has this."]);
            return cache;
        }).ToArray();
        Parallel.ForEach(caches, cache => cache.Save());

        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        Assert.Null(cache.Problem);
        Assert.Equal(5, cache.Count);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Cache)!)); // no temporary file stays
    }

    private IReadOnlyList<SentenceVector> Fill(out int encoded) => Open(out encoded, save: true);

    private IReadOnlyList<SentenceVector> Open(out int encoded, bool save = false)
    {
        var cache = VectorCache.Open(Cache, Encoders.Fastest);
        Assert.Null(cache.Problem);
        var told = new List<int>();
        var vectors = cache.EncodeAll(sentences, new Listener(told));
        if (save) cache.Save();
        encoded = told.Count;
        return vectors;
    }
}
