using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TalusBot.Knowledge.Text;

/// <summary>Stands for a text where nobody's words are to be kept.</summary>
internal static class Fingerprint
{
    /// <summary>The first half of SHA-256 over its UTF-16 units: nobody finds two texts that share it.</summary>
    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
