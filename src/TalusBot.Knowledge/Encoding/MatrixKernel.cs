using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// Multiplies bytes: the one step of the encoder that has a version for every kind of processor. Products and sums are
/// whole numbers below 2^31, so every version gives exactly the same sums in whatever order it adds.
/// </summary>
internal abstract class MatrixKernel
{
    /// <summary>There is room for whole groups of so many rows: a version may fill the last one up with rows that nobody reads.</summary>
    public const int RowGroup = 4;

    /// <summary>Of any layer; rows of this length are copied to the stack.</summary>
    protected const int MaxInputs = 2048;

    /// <summary>So many rows at once have a register for every sum, in the versions with vectors.</summary>
    protected const int LargestGroup = 6;

    /// <summary>Plain loops, for any processor.</summary>
    public static MatrixKernel Portable { get; } = new PortableKernel();

    /// <summary>Every version that this processor can run, the fastest first.</summary>
    public static IReadOnlyList<MatrixKernel> Supported { get; } =
    [
        .. AvxVnni.IsSupported ? [new AvxVnniKernel()] : Array.Empty<MatrixKernel>(),
        .. Avx2.IsSupported ? [new Avx2Kernel()] : Array.Empty<MatrixKernel>(),
        Portable,
    ];

    /// <summary>So many rows, and those that there must be room for beside them.</summary>
    public static int WithRoom(int rows) => (rows + RowGroup - 1) / RowGroup * RowGroup;

    /// <summary>Sums over all inputs of activation times weight.</summary>
    /// <param name="activations">Row after row, each as many as the layer has inputs; with room for <see cref="WithRoom"/> rows.</param>
    /// <param name="rows">From 1.</param>
    /// <param name="sums">Row after row, each as many as the layer has columns; with room for <see cref="WithRoom"/> rows.</param>
    public void Multiply(ReadOnlySpan<byte> activations, int rows, DenseLayer layer, Span<int> sums)
    {
        // What runs below does not check bounds.
        ThrowUnless(layer, WeightOrder.Panels);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer.Inputs, MaxInputs, nameof(layer));
        ArgumentOutOfRangeException.ThrowIfLessThan(activations.Length, WithRoom(rows) * layer.Inputs, nameof(activations));
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, WithRoom(rows) * layer.Columns, nameof(sums));
        MultiplyChecked(activations, rows, layer, sums);
    }

    /// <summary>The same sums for a layer whose weights lie by input: what an input of 0 would add is not looked at.</summary>
    /// <remarks>Behind the encoder's rectifiers twelve of thirteen inputs are 0.</remarks>
    /// <param name="activations">Row after row, each as many as the layer has inputs.</param>
    /// <param name="sums">Row after row, each as many as the layer has columns.</param>
    [SkipLocalsInit]
    public void MultiplyActive(ReadOnlySpan<byte> activations, int rows, DenseLayer layer, Span<int> sums)
    {
        ThrowUnless(layer, WeightOrder.ByInput);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer.Inputs, MaxInputs, nameof(layer));
        Span<ushort> active = stackalloc ushort[MaxInputs];
        for (var row = 0; row < rows; row++)
        {
            var bytes = activations.Slice(row * layer.Inputs, layer.Inputs);
            SumActive(bytes, active[..ActiveInputs.Find(bytes, active)], layer.Weights, sums.Slice(row * layer.Columns, layer.Columns));
        }
    }

    /// <param name="row">The activations of all inputs.</param>
    /// <param name="active">The inputs that are not 0, in order.</param>
    /// <param name="weights">By input.</param>
    /// <param name="sums">Written: one for every column.</param>
    protected abstract void SumActive(ReadOnlySpan<byte> row, ReadOnlySpan<ushort> active, ReadOnlySpan<sbyte> weights, Span<int> sums);

    /// <inheritdoc cref="Multiply"/>
    protected abstract void MultiplyChecked(ReadOnlySpan<byte> activations, int rows, DenseLayer layer, Span<int> sums);

    /// <summary>Groups of at most <see cref="LargestGroup"/> rows, as even as can be.</summary>
    /// <returns>How many groups, the rows of the smaller ones, and how many, from the first, have one row more.</returns>
    protected static (int Groups, int Least, int Larger) Split(int rows)
    {
        var groups = (rows + LargestGroup - 1) / LargestGroup;
        var (least, larger) = Math.DivRem(rows, groups);
        return (groups, least, larger);
    }

    /// <summary>Four neighbouring activations as one number, to be spread over a whole vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int Group(ref byte row, nint input) => Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref row, input));

    private static void ThrowUnless(DenseLayer layer, WeightOrder order)
    {
        if (layer.Order != order) throw new ArgumentException($"The weights lie as {layer.Order}, not as {order}.", nameof(layer));
    }
}
