using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace TalusBot.Fuzz.Running;

/// <summary>What the last input reached in assemblies that SharpFuzz has instrumented, and what any has so far.</summary>
/// <remarks>A byte for each step from one place in the code to another, counted in classes as AFL does: 1, 2, 3, 4, 8, 16, 32 and 128 times.</remarks>
internal sealed unsafe class CoverageMap
{
    private const int Length = 1 << 16;
    private readonly byte[] seen = new byte[Length];

    static CoverageMap()
    {
        if (Trace.SharedMem is null)
            Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Length);
    }

    private static Span<byte> Last => new(Trace.SharedMem, Length);

    /// <summary>Forgets the last input. Must be called once before anything that is instrumented runs.</summary>
    public static void Clear()
    {
        Last.Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the last input reached something for the first time; it counts as reached from now on.</summary>
    public bool HasNew()
    {
        var isNew = false;
        var last = MemoryMarshal.Cast<byte, ulong>(Last);
        for (var word = 0; word < last.Length; word++)
        {
            if (last[word] == 0)
                continue;
            for (var i = word * 8; i < (word * 8) + 8; i++)
            {
                var reached = Class(Trace.SharedMem[i]);
                isNew |= (reached & ~seen[i]) != 0;
                seen[i] |= reached;
            }
        }

        return isNew;
    }

    private static byte Class(byte times) => times switch
    {
        0 => 0,
        < 4 => (byte)(1 << (times - 1)),
        >= 128 => 128,
        >= 32 => 64,
        _ => (byte)(1 << (BitOperations.Log2(times) + 1)),
    };
}
