using System.Numerics;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// A matrix of which little is not 0: its rows end to end, each with its columns rising. The numbers of columns take two
/// bytes each where two are enough.
/// </summary>
internal sealed class SparseRows
{
    private const int MostNarrow = ushort.MaxValue + 1;

    private readonly int[] starts;
    private readonly ushort[] narrow;
    private readonly int[] wide;
    private readonly float[] weights;

    /// <param name="starts">By row: where it begins; and where the last one ends.</param>
    /// <param name="columns">Row after row.</param>
    /// <param name="weights">One for each of <paramref name="columns"/>; kept.</param>
    /// <param name="columnCount">Each column is below this.</param>
    public SparseRows(int[] starts, ReadOnlySpan<int> columns, float[] weights, int columnCount)
        : this(starts, weights, columns.Length, columnCount)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            Put(i, columns[i]);
        }
    }

    private SparseRows(int[] starts, float[] weights, int length, int columnCount)
    {
        (this.starts, this.weights) = (starts, weights);
        (narrow, wide) = columnCount <= MostNarrow ? (new ushort[length], Array.Empty<int>()) : (Array.Empty<ushort>(), new int[length]);
    }

    public int Count => starts.Length - 1;

    /// <summary>The places of a row, for <see cref="Column"/> and <see cref="Weight"/>: from the first to before the end.</summary>
    public (int First, int End) Places(int row) => (starts[row], starts[row + 1]);

    public int Column(int place) => wide.Length == 0 ? narrow[place] : wide[place];

    public float Weight(int place) => weights[place];

    /// <summary>One for each place of a row.</summary>
    public Span<float> Weights(int row) => weights.AsSpan(starts[row]..starts[row + 1]);

    /// <summary>Adds <paramref name="times"/> the weights of a row.</summary>
    /// <param name="sums">By column.</param>
    public void Add(int row, double times, Span<double> sums)
    {
        if (wide.Length == 0)
        {
            Add<ushort>(narrow.AsSpan(starts[row]..starts[row + 1]), Weights(row), times, sums);
        }
        else
        {
            Add<int>(wide.AsSpan(starts[row]..starts[row + 1]), Weights(row), times, sums);
        }
    }

    /// <summary>The same with its columns as rows.</summary>
    /// <param name="count">How many columns there are.</param>
    public SparseRows Turned(int count)
    {
        var turnedStarts = new int[count + 1];
        for (var place = 0; place < weights.Length; place++)
        {
            turnedStarts[Column(place) + 1]++;
        }

        for (var column = 0; column < count; column++)
        {
            turnedStarts[column + 1] += turnedStarts[column];
        }

        var next = turnedStarts[..^1];
        var turned = new SparseRows(turnedStarts, new float[weights.Length], weights.Length, Count);
        for (var row = 0; row < Count; row++)
        {
            for (var i = starts[row]; i < starts[row + 1]; i++)
            {
                var place = next[Column(i)]++;
                turned.Put(place, row);
                turned.weights[place] = weights[i];
            }
        }

        return turned;
    }

    private void Put(int place, int column)
    {
        if (wide.Length == 0)
        {
            narrow[place] = (ushort)column;
        }
        else
        {
            wide[place] = column;
        }
    }
    /// <param name="columns">Each once: four at a time, read before any is written, take a third of the time.</param>
    private static void Add<T>(ReadOnlySpan<T> columns, ReadOnlySpan<float> weights, double times, Span<double> sums)
        where T : struct, IBinaryInteger<T>
    {
        var i = 0;
        for (; i <= columns.Length - 4; i += 4)
        {
            var at = columns.Slice(i, 4);
            var by = weights.Slice(i, 4);
            ref var a = ref sums[int.CreateTruncating(at[0])];
            ref var b = ref sums[int.CreateTruncating(at[1])];
            ref var c = ref sums[int.CreateTruncating(at[2])];
            ref var d = ref sums[int.CreateTruncating(at[3])];
            (a, b, c, d) = (a + (times * by[0]), b + (times * by[1]), c + (times * by[2]), d + (times * by[3]));
        }

        for (; i < columns.Length; i++)
        {
            sums[int.CreateTruncating(columns[i])] += times * weights[i];
        }
    }
}
