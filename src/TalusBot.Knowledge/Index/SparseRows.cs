namespace TalusBot.Knowledge.Index;

/// <summary>A matrix of which little is not 0: its rows end to end, each with its columns rising.</summary>
/// <param name="starts">By row: where it begins; and where the last one ends.</param>
internal sealed class SparseRows(int[] starts, int[] columns, float[] weights)
{
    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(starts[row]..starts[row + 1]);

    /// <summary>One for each of <see cref="Columns"/>.</summary>
    public Span<float> Weights(int row) => weights.AsSpan(starts[row]..starts[row + 1]);

    /// <summary>The same with its columns as rows.</summary>
    /// <param name="count">How many columns there are.</param>
    public SparseRows Turned(int count)
    {
        var turnedStarts = new int[count + 1];
        foreach (var column in columns)
        {
            turnedStarts[column + 1]++;
        }

        for (var column = 0; column < count; column++)
        {
            turnedStarts[column + 1] += turnedStarts[column];
        }

        var next = turnedStarts[..^1];
        var (rows, turnedWeights) = (new int[columns.Length], new float[columns.Length]);
        for (var row = 0; row < Count; row++)
        {
            for (var i = starts[row]; i < starts[row + 1]; i++)
            {
                var place = next[columns[i]]++;
                (rows[place], turnedWeights[place]) = (row, weights[i]);
            }
        }

        return new SparseRows(turnedStarts, rows, turnedWeights);
    }
}
