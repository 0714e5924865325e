using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Solves linear equations whose matrix is symmetric and positive definite.</summary>
/// <remarks>Sums are taken in four lanes, the same on every machine.</remarks>
internal static class Cholesky
{
    /// <param name="matrix">Only the lower half is read; overwritten with its factor.</param>
    /// <param name="right">Overwritten with the solution.</param>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            var row = Row(matrix, i);
            for (var j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row, Row(matrix, j), j)) / matrix[j, j];
            }

            row[i] = Math.Sqrt(row[i] - Dot(row, row, i));
            right[i] = (right[i] - Dot(row, right, i)) / row[i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var row = Row(matrix, i);
            right[i] /= row[i];
            for (var k = 0; k < i; k++)
            {
                right[k] -= row[k] * right[i];
            }
        }

        return right;
    }

    private static Span<double> Row(double[,] matrix, int row) => MemoryMarshal.CreateSpan(ref matrix[row, 0], matrix.GetLength(1));

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int length)
    {
        var four = Vector256<double>.Zero;
        var i = 0;
        for (; i <= length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            four += Vector256.Create(left.Slice(i, Vector256<double>.Count)) * Vector256.Create(right.Slice(i, Vector256<double>.Count));
        }

        var sum = (four[0] + four[1]) + (four[2] + four[3]);
        for (; i < length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
