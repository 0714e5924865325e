namespace TalusBot.Knowledge.Index;

/// <summary>
/// An index as a file, so that a large one need not be built again. It is taken only if it is whole, was written by this
/// very build of the library, and is of the documents asked for; the postings are then read where the file lies.
/// </summary>
/// <remarks>
/// A header (<see cref="SnapshotHeader"/>), then lists of numbers, each with its count before it and both at a multiple of
/// eight bytes. The file is only ever replaced as a whole. Not for files from strangers: its hash tells damage, not intent.
/// </remarks>
public static class IndexSnapshot
{
    /// <summary>Reads what <see cref="Write(string, PassageIndex, UInt128)"/> wrote; all of the file is looked at once, for its checksum.</summary>
    /// <param name="file">Need not exist.</param>
    /// <param name="documents">A hash of the documents that the index should be of.</param>
    /// <param name="problem">In words why the file was not taken; null if it was.</param>
    /// <returns>Null if the file was not taken and the index has to be built.</returns>
    public static PassageIndex? Open(string file, UInt128 documents, out string? problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        MappedFile? mapped = null;
        PassageIndex? index = null;
        try
        {
            mapped = MappedFile.Open(file);
            problem = SnapshotHeader.ProblemOf(mapped, documents);
            if (problem is null) index = Read(new SnapshotReader(mapped, SnapshotHeader.Length));
        }
        catch (FileNotFoundException)
        {
            problem = "is not there yet";
        }
        catch (DirectoryNotFoundException)
        {
            problem = "is not there yet";
        }
        catch (EndOfStreamException)
        {
            problem = "ends too early";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot be read ({e.Message})";
        }

        if (index is null) mapped?.Close();
        if (problem is not null) problem = $"{file} {problem}.";
        return index;
    }

    /// <summary>Writes the index; nobody ever finds half a file.</summary>
    /// <param name="file">Replaced if it is there; its folder is made if it is not.</param>
    /// <param name="documents">A hash of the documents that the index is of.</param>
    /// <exception cref="IOException">It cannot be written; what was there still is.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string file, PassageIndex index, UInt128 documents)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(index);
        AtomicFile.Write(file, stream =>
        {
            var writer = new SnapshotWriter(stream, SnapshotHeader.Length);
            Write(writer, index);
            stream.Position = 0;
            stream.Write(SnapshotHeader.Of(documents, writer.Written, writer.Hash));
        });
    }

    private static void Write(SnapshotWriter to, PassageIndex index)
    {
        to.Texts(index.Dictionary.Terms);
        to.Texts(index.Ids);
        to.Numbers<int>(index.Ranks);
        var fields = index.AllFields.Select(field => field.Postings).ToList();
        var distinct = fields.Distinct().ToList();
        to.Numbers<int>([.. fields.Select(field => distinct.IndexOf(field))]);
        foreach (var field in distinct) Write(to, field);
        GC.KeepAlive(index);
    }

    private static PassageIndex Read(SnapshotReader from)
    {
        var terms = from.Texts();
        var ids = from.Texts();
        var ranks = from.Numbers<int>().ToArray();
        var fields = from.Numbers<int>().ToArray();
        var distinct = Enumerable.Range(0, fields.Max() + 1).Select(_ => ReadField(from)).ToList();
        return new PassageIndex(TermDictionary.Of(terms), ids, ranks, distinct[fields[0]], distinct[fields[1]], distinct[fields[2]]);
    }

    private static void Write(SnapshotWriter to, FieldPostings field)
    {
        to.Numbers<int>(field.Offsets);
        to.Numbers(field.Documents.Span);
        to.Numbers(field.Scores.Span);
        to.Numbers(field.Frequencies.Span);
        to.Numbers<int>(field.ManyAt);
        to.Numbers<int>(field.ManyCounts);
        to.Numbers<byte>(field.Norms);
        to.Numbers<float>(field.Idfs);
        to.Numbers<float>(field.HighestScores);
        to.Numbers<float>(field.LowestScores);
        to.Numbers<int>([field.DocumentCount]);
        to.Numbers<float>([field.AverageLength]);
    }

    private static FieldPostings ReadField(SnapshotReader from) => new()
    {
        // In the order in which they were written.
        Offsets = from.Numbers<int>().ToArray(),
        Documents = from.Numbers<int>(),
        Scores = from.Numbers<float>(),
        Frequencies = from.Numbers<byte>(),
        ManyAt = from.Numbers<int>().ToArray(),
        ManyCounts = from.Numbers<int>().ToArray(),
        Norms = from.Numbers<byte>().ToArray(),
        Idfs = from.Numbers<float>().ToArray(),
        HighestScores = from.Numbers<float>().ToArray(),
        LowestScores = from.Numbers<float>().ToArray(),
        DocumentCount = from.Numbers<int>().Span[0],
        AverageLength = from.Numbers<float>().Span[0],
    };
}
