using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// A file that is read where the operating system keeps it, so several processes share one copy. It stays open for as
/// long as anything holds this or a piece of it; who reads through a span has to hold one of them until the span is done.
/// </summary>
internal sealed class MappedFile
{
    private readonly MemoryMappedViewAccessor view;
    private readonly nint start;

    private MappedFile(MemoryMappedViewAccessor view, long length)
    {
        (this.view, Length) = (view, length);
        // Not counted as a use of the handle: with the last reader gone the handle's own finalizer closes the file.
        start = view.SafeMemoryMappedViewHandle.DangerousGetHandle();
    }

    /// <summary>In bytes; above 0.</summary>
    public long Length { get; }

    /// <exception cref="IOException">It cannot be read, or it is empty.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static MappedFile Open(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (file.Length == 0) throw new EndOfStreamException("The file is empty.");
        using var mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(mapped.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.Read), file.Length);
    }

    /// <summary>Numbers in this machine's order of bytes.</summary>
    /// <param name="offset">In bytes from the file's beginning; a multiple of the number's size.</param>
    /// <param name="count">Numbers.</param>
    /// <exception cref="EndOfStreamException">The file is shorter than that.</exception>
    public ReadOnlyMemory<T> Numbers<T>(long offset, int count)
        where T : unmanaged
    {
        unsafe
        {
            if (offset < 0 || count < 0 || offset > Length - ((long)count * sizeof(T))) throw new EndOfStreamException("The file ends too early.");
            return new Piece<T>(this, start + (nint)offset, count).Memory;
        }
    }

    public void Close() => view.Dispose();

    private sealed class Piece<T>(MappedFile file, nint start, int count) : MemoryManager<T>
        where T : unmanaged
    {
        public override unsafe Span<T> GetSpan()
        {
            GC.KeepAlive(file);
            return new Span<T>((void*)start, count);
        }

        public override unsafe MemoryHandle Pin(int elementIndex = 0) => new((T*)start + elementIndex, pinnable: this);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
