using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Tests.Text;

namespace TalusBot.Knowledge.Tests.Index;

public sealed class IndexSnapshotTests : IDisposable
{
    private const ulong Documents = 42;
    private const int HeaderLength = 80;
    private const int OwnHashAt = 72;

    private readonly string folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    private string Snapshot => Path.Combine(folder, "index.snapshot");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_opened_snapshot_answers_as_the_index_that_was_written()
    {
        var built = Mixed();
        IndexSnapshot.Write(Snapshot, built, Documents);
        var opened = IndexSnapshot.Open(Snapshot, Documents, out var problem);

        Assert.Null(problem);
        Assert.NotNull(opened);
        Assert.Equal(built.Ids, opened.Ids);
        Assert.Equal(built.Terms, opened.Terms);
        foreach (var question in RandomText.Many(seed: 6, count: 200, longest: 10).Append("running talus a 1"))
        {
            Assert.Equal(built.Search(question, 20), opened.Search(question, 20));
            Assert.Equal(built.SearchBm25(question, 20), opened.SearchBm25(question, 20));
            foreach (var hit in opened.Search(question, 3))
            {
                Assert.Equal(built.Explain(hit.Document, question).ToString(), opened.Explain(hit.Document, question).ToString());
                Assert.Equal(hit.Document, opened.Find(hit.Id));
            }
        }
    }

    [Fact]
    public void Passages_without_questions_are_kept_once()
    {
        var plain = new PassageIndexBuilder().Add(new IndexDocument("a", "", "tape")).Build();
        IndexSnapshot.Write(Snapshot, plain, Documents);
        var opened = IndexSnapshot.Open(Snapshot, Documents, out _)!;

        Assert.Same(opened.AllFields[1].Postings, opened.AllFields[2].Postings);
        Assert.Equal(plain.Explain(0, "tape").ToString(), opened.Explain(0, "tape").ToString());
    }

    [Fact]
    public void An_empty_index_can_be_kept_too()
    {
        IndexSnapshot.Write(Snapshot, new PassageIndexBuilder().Build(), Documents);
        Assert.Equal(0, IndexSnapshot.Open(Snapshot, Documents, out _)!.Count);
    }

    [Fact]
    public void The_same_documents_give_the_same_file_whichever_core_was_first()
    {
        byte[] Written()
        {
            var builder = new PassageIndexBuilder();
            for (var i = 0; i < 20_000; i++) builder.Add(new IndexDocument(Id(i), i % 5 == 0 ? Id(i / 3) : "", $"{Id(i % 100)} {Id(i)} {Id(i % 7)}"));
            IndexSnapshot.Write(Snapshot, builder.Build(), Documents);
            return File.ReadAllBytes(Snapshot);
        }

        Assert.True(Written().AsSpan().SequenceEqual(Written()));
    }

    [Fact]
    public void A_changed_bit_anywhere_is_noticed()
    {
        IndexSnapshot.Write(Snapshot, Mixed(), Documents);
        var sound = File.ReadAllBytes(Snapshot);
        foreach (var at in Enumerable.Range(0, HeaderLength).Concat(Enumerable.Range(0, 100).Select(i => HeaderLength + (i * (sound.Length - HeaderLength - 1) / 99))))
        {
            var damaged = (byte[])sound.Clone();
            damaged[at] ^= 4;
            File.WriteAllBytes(Snapshot, damaged);
            Assert.Null(IndexSnapshot.Open(Snapshot, Documents, out var problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_noticed()
    {
        IndexSnapshot.Write(Snapshot, Mixed(), Documents);
        var sound = File.ReadAllBytes(Snapshot);
        foreach (var length in (List<int>)[0, 1, 7, HeaderLength - 1, HeaderLength, HeaderLength + 1, sound.Length / 2, sound.Length - 1])
        {
            File.WriteAllBytes(Snapshot, sound[..length]);
            Assert.Null(IndexSnapshot.Open(Snapshot, Documents, out var problem));
            Assert.NotNull(problem);
        }
    }

    [Fact]
    public void So_is_one_with_something_behind_its_end() => Assert.Equal("is not as long as it was", ProblemOf(file => [.. file, 0]));

    [Fact]
    public void A_damaged_file_is_called_so() => Assert.Equal("is damaged", ProblemOf(file => Changed(file, file.Length - 1)));

    [Fact]
    public void An_older_version_is_named()
    {
        var problem = ProblemOf(file => Sealed(file, header => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), 0)));
        Assert.Equal("is of version 0, not 1", problem);
    }

    [Fact]
    public void A_snapshot_of_another_build_of_the_program_is_not_used() =>
        Assert.Equal("was written by another build of the program", ProblemOf(file => Sealed(file, header => Guid.NewGuid().TryWriteBytes(header.AsSpan(16)))));

    [Fact]
    public void A_snapshot_of_other_documents_is_not_used()
    {
        IndexSnapshot.Write(Snapshot, Mixed(), Documents);
        Assert.Null(IndexSnapshot.Open(Snapshot, Documents + 1, out var problem));
        Assert.Equal($"{Snapshot} is of other documents.", problem);
    }

    [Fact]
    public void Another_file_is_no_snapshot() => Assert.Equal("is no index snapshot", ProblemOf(_ => new byte[1000]));

    [Fact]
    public void A_missing_file_is_no_error()
    {
        Assert.Null(IndexSnapshot.Open(Path.Combine(folder, "none", "index"), Documents, out var problem));
        Assert.EndsWith("is not there yet.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_snapshot_takes_the_place_of_one_that_is_in_use()
    {
        IndexSnapshot.Write(Snapshot, new PassageIndexBuilder().Add(new IndexDocument("old", "", "tape")).Build(), 1);
        var old = IndexSnapshot.Open(Snapshot, 1, out _)!;
        IndexSnapshot.Write(Snapshot, new PassageIndexBuilder().Add(new IndexDocument("new", "", "tape")).Build(), 2);

        Assert.Equal("old", Assert.Single(old.SearchBm25("tape", 10)).Id);
        Assert.Equal("new", Assert.Single(IndexSnapshot.Open(Snapshot, 2, out _)!.SearchBm25("tape", 10)).Id);
    }

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Snapshot);
        Assert.ThrowsAny<Exception>(() => IndexSnapshot.Write(Snapshot, Mixed(), Documents));
        Assert.Equal([Snapshot], Directory.EnumerateFileSystemEntries(folder));
    }

    private string ProblemOf(Func<byte[], byte[]> change)
    {
        IndexSnapshot.Write(Snapshot, Mixed(), Documents);
        File.WriteAllBytes(Snapshot, change(File.ReadAllBytes(Snapshot)));
        Assert.Null(IndexSnapshot.Open(Snapshot, Documents, out var problem));
        return problem![(Snapshot.Length + 1)..^1];
    }

    private static byte[] Changed(byte[] file, int at)
    {
        file[at] ^= 1;
        return file;
    }

    /// <summary>A header changed by someone who knows how it is sealed.</summary>
    private static byte[] Sealed(byte[] file, Action<byte[]> change)
    {
        change(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(OwnHashAt), XxHash3.HashToUInt64(file.AsSpan(0, OwnHashAt)));
        return file;
    }

    private static PassageIndex Mixed()
    {
        var texts = RandomText.Many(seed: 3, count: 400, longest: 40).ToList();
        var builder = new PassageIndexBuilder().Add(new IndexDocument("\uD83D lone", "", string.Concat(Enumerable.Repeat("tape ", 400))));
        for (var i = 0; i < 200; i++) builder.Add(new IndexDocument(Id(i), texts[i], texts[i + 200]));
        return builder.Build();
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"d{number}");
}
