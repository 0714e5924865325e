using System.Buffers.Binary;
using System.IO.Hashing;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// The first 80 bytes of an <see cref="IndexSnapshot"/>: "TALUSIDX", version (4), nothing (4), which build of the library
/// wrote it (16), hash of the documents (16), length of what follows (8), its XxHash3 (8), nothing (8), XxHash3 of all
/// that (8). Numbers are little-endian.
/// </summary>
internal static class SnapshotHeader
{
    public const int Length = 80;

    private const int Version = 1;
    private const int VersionAt = 8;
    private const int BuildAt = 16;
    private const int DocumentsAt = 32;
    private const int BodyLengthAt = 48;
    private const int BodyHashAt = 56;
    private const int OwnHashAt = 72;
    private const int HashedAtOnce = 1 << 30;

    private static ReadOnlySpan<byte> Magic => "TALUSIDX"u8;

    // Another analyzer or another formula would give another index, and every change of the library changes this.
    private static Guid Build => typeof(SnapshotHeader).Module.ModuleVersionId;

    public static byte[] Of(UInt128 documents, long bodyLength, ulong bodyHash)
    {
        var header = new byte[Length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(VersionAt), Version);
        Build.TryWriteBytes(header.AsSpan(BuildAt));
        BinaryPrimitives.WriteUInt128LittleEndian(header.AsSpan(DocumentsAt), documents);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(BodyLengthAt), bodyLength);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(BodyHashAt), bodyHash);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(OwnHashAt), XxHash3.HashToUInt64(header.AsSpan(0, OwnHashAt)));
        return header;
    }

    /// <summary>Why the file cannot be used; null if it can.</summary>
    /// <exception cref="EndOfStreamException">It is too short for a header.</exception>
    public static string? ProblemOf(MappedFile file, UInt128 documents)
    {
        if (!BitConverter.IsLittleEndian) return "is for processors of another order of bytes";
        var header = file.Numbers<byte>(0, Length).Span;
        if (!header.StartsWith(Magic)) return "is no index snapshot";
        if (BinaryPrimitives.ReadInt32LittleEndian(header[VersionAt..]) is var version and not Version) return $"is of version {version}, not {Version}";
        if (BinaryPrimitives.ReadUInt64LittleEndian(header[OwnHashAt..]) != XxHash3.HashToUInt64(header[..OwnHashAt])) return "is damaged in its header";
        if (new Guid(header.Slice(BuildAt, 16)) != Build) return "was written by another build of the program";
        if (BinaryPrimitives.ReadUInt128LittleEndian(header[DocumentsAt..]) != documents) return "is of other documents";
        if (BinaryPrimitives.ReadInt64LittleEndian(header[BodyLengthAt..]) != file.Length - Length) return "is not as long as it was";
        return BinaryPrimitives.ReadUInt64LittleEndian(header[BodyHashAt..]) == HashOfBody(file) ? null : "is damaged";
    }

    private static ulong HashOfBody(MappedFile file)
    {
        var hash = new XxHash3();
        for (long at = Length; at < file.Length; at += HashedAtOnce)
        {
            hash.Append(file.Numbers<byte>(at, (int)Math.Min(HashedAtOnce, file.Length - at)).Span);
        }

        GC.KeepAlive(file);
        return hash.GetCurrentHashAsUInt64();
    }
}
