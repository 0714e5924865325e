using System.Numerics;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// A document's length in one byte, as Lucene's SmallFloat.intToByte4 keeps it: exact to 40, above that the highest four
/// bits, rounded down. Scores agree with Lucene's only if lengths do.
/// </summary>
internal static class NormByte
{
    // What a byte can count beyond the four-bit numbers of a 31-bit range.
    private const int Exact = 24;

    private static readonly int[] lengths = [.. Enumerable.Range(0, 256).Select(code => Decode((byte)code))];

    /// <summary>The 256 lengths that there are, by their byte.</summary>
    public static ReadOnlySpan<int> Lengths => lengths;

    public static byte Encode(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return (byte)(length < Exact ? length : Exact + ToFourBits(length - Exact));
    }

    private static int Decode(byte code) => code < Exact ? code : (int)Math.Min(int.MaxValue, Exact + FromFourBits(code - Exact));

    // Below 8 the number itself; else the place of its leading bit, then the three bits behind that.
    private static int ToFourBits(int number)
    {
        if (number < 8) return number;
        var shift = BitOperations.Log2((uint)number) - 3;
        return ((shift + 1) << 3) | ((number >> shift) & 7);
    }

    private static long FromFourBits(int code) => code < 8 ? code : (long)((code & 7) | 8) << ((code >> 3) - 1);
}
