using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Encoding;

/// <summary>How the weights of a matrix lie.</summary>
internal enum WeightOrder
{
    /// <summary><see cref="EncoderFormat.PackedOffset"/>: all of them are read in order.</summary>
    Panels,

    /// <summary><see cref="EncoderFormat.OffsetByInput"/>: those of inputs that are 0 are not read.</summary>
    ByInput,
}

/// <summary>A matrix of 8-bit weights with a bias: what turns a token's numbers into the next ones.</summary>
internal sealed class DenseLayer
{
    private readonly ReadOnlyMemory<byte> weights;
    private BytePairs? pairs;

    public DenseLayer(
        int inputs, int columns, WeightOrder order, float[] scales, int[] weightSums, ReadOnlyMemory<byte> weights, float[] bias)
    {
        Order = order;
        Inputs = inputs;
        Columns = columns;
        Scales = scales;
        WeightSums = weightSums;
        Bias = bias;
        this.weights = weights;
    }

    /// <summary>A multiple of 32, at most 1536.</summary>
    public int Inputs { get; }

    /// <summary>A multiple of 16.</summary>
    public int Columns { get; }

    public WeightOrder Order { get; }

    /// <summary>By column; a weight times this is the number that it stands for.</summary>
    public float[] Scales { get; }

    /// <summary>By column: what a zero point of 1 in every input would add.</summary>
    public int[] WeightSums { get; }

    /// <summary>By column, added at the end.</summary>
    public float[] Bias { get; }

    /// <summary>For processors that multiply bytes two by two; made when one first asks.</summary>
    public BytePairs Pairs => pairs ??= BytePairs.Of(Weights, Inputs, Columns);

    /// <summary>In their <see cref="Order"/>.</summary>
    public ReadOnlySpan<sbyte> Weights => MemoryMarshal.Cast<byte, sbyte>(weights.Span);
}
