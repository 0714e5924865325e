namespace TalusBot.Knowledge.Index;

/// <summary>Reads the lists of an <see cref="IndexSnapshot"/> in the order in which they were written.</summary>
/// <param name="offset">Where the lists begin.</param>
internal sealed class SnapshotReader(MappedFile file, long offset)
{
    private long offset = offset;

    /// <exception cref="EndOfStreamException">The file has no such list any more.</exception>
    public ReadOnlyMemory<T> Numbers<T>()
        where T : unmanaged
    {
        var count = file.Numbers<long>(offset, 1).Span[0];
        if (count is < 0 or > int.MaxValue) throw new EndOfStreamException("The file ends too early.");
        var numbers = file.Numbers<T>(offset + sizeof(long), (int)count);
        unsafe
        {
            var end = offset + sizeof(long) + (count * sizeof(T));
            offset = (end + SnapshotWriter.Alignment - 1) / SnapshotWriter.Alignment * SnapshotWriter.Alignment;
        }

        return numbers;
    }

    public string[] Texts()
    {
        var ends = Numbers<int>().Span;
        var units = Numbers<char>().Span;
        var texts = new string[ends.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = new string(units[(i == 0 ? 0 : ends[i - 1])..ends[i]]);
        GC.KeepAlive(file);
        return texts;
    }
}
