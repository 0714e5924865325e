using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Index;

/// <summary>Writes the lists of an <see cref="IndexSnapshot"/> and hashes what it writes.</summary>
internal sealed class SnapshotWriter
{
    // A multiple of every number's size, so that each list can be read where it lies.
    internal const int Alignment = 8;

    private const int WrittenAtOnce = 1 << 20;

    private readonly Stream to;
    private readonly XxHash3 hash = new();

    /// <param name="offset">Where the lists begin; a multiple of <see cref="Alignment"/>.</param>
    public SnapshotWriter(Stream to, int offset)
    {
        this.to = to;
        to.Position = offset;
    }

    /// <summary>Bytes.</summary>
    public long Written { get; private set; }

    public ulong Hash => hash.GetCurrentHashAsUInt64();

    public void Numbers<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        Bytes(BitConverter.GetBytes((long)numbers.Length));
        for (var rest = numbers; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, WrittenAtOnce)..])
        {
            Bytes(MemoryMarshal.AsBytes(rest[..Math.Min(rest.Length, WrittenAtOnce)]));
        }

        Bytes(new byte[(Alignment - (Written % Alignment)) % Alignment]);
    }

    /// <summary>As one run of UTF-16 units, which keeps any text, and the places where they end.</summary>
    /// <exception cref="OverflowException">Together they are longer than 2,147,483,647 units.</exception>
    public void Texts(IReadOnlyList<string> texts)
    {
        var ends = new int[texts.Count];
        var units = new char[texts.Sum(text => text.Length)];
        var end = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            texts[i].CopyTo(units.AsSpan(end));
            end = ends[i] = end + texts[i].Length;
        }

        Numbers<int>(ends);
        Numbers<char>(units);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes);
        hash.Append(bytes);
        Written += bytes.Length;
    }
}
