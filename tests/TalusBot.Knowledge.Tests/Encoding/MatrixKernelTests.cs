using System.Runtime.InteropServices;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

public sealed class MatrixKernelTests
{
    public static TheoryData<string> Kernels => Encoders.Names;

    [Theory, MemberData(nameof(Kernels))]
    public void Sums_are_those_of_the_plainest_loop(string kernel)
    {
        const int inputs = 64, columns = 32, most = 25;
        var activations = new byte[MatrixKernel.WithRoom(most) * inputs];
        for (var i = 0; i < activations.Length; i++) activations[i] = (byte)(i * 37);
        var plain = new sbyte[inputs, columns];
        for (var i = 0; i < plain.Length; i++) plain[i / columns, i % columns] = (sbyte)((i * 91 % 255) - 127);
        for (var rows = 1; rows <= most; rows++) Check(kernel, activations, plain, rows);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_largest_bytes_do_not_overflow(string kernel)
    {
        const int inputs = 1536, columns = 16, rows = 4;
        var activations = new byte[rows * inputs];
        activations.AsSpan().Fill(255);
        var plain = new sbyte[inputs, columns];
        for (var i = 0; i < plain.Length; i++) plain[i / columns, i % columns] = (sbyte)(i % columns % 3 == 0 ? 127 : -127);
        Check(kernel, activations, plain, rows);
    }

    [Fact]
    public void Arrays_that_are_too_short_are_refused()
    {
        var layer = new DenseLayer(32, 16, new float[16], new int[16], new byte[32 * 16], new float[16]);
        foreach (var kernel in MatrixKernel.Supported)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => kernel.Multiply(new byte[4 * 32], 0, layer, new int[4 * 16]));
            Assert.Throws<ArgumentOutOfRangeException>(() => kernel.Multiply(new byte[(4 * 32) - 1], 3, layer, new int[4 * 16]));
            Assert.Throws<ArgumentOutOfRangeException>(() => kernel.Multiply(new byte[4 * 32], 3, layer, new int[(4 * 16) - 1]));
        }
    }

    private static void Check(string kernel, byte[] activations, sbyte[,] plain, int rows)
    {
        var (inputs, columns) = (plain.GetLength(0), plain.GetLength(1));
        var packed = new sbyte[plain.Length];
        var expected = new int[rows * columns];
        for (var input = 0; input < inputs; input++)
        {
            for (var column = 0; column < columns; column++)
            {
                packed[EncoderFormat.PackedOffset(input, column, inputs)] = plain[input, column];
                for (var row = 0; row < rows; row++)
                    expected[(row * columns) + column] += activations[(row * inputs) + input] * plain[input, column];
            }
        }

        var sums = new int[MatrixKernel.WithRoom(rows) * columns];
        var bytes = MemoryMarshal.AsBytes(packed.AsSpan()).ToArray();
        Encoders.All[kernel].Kernel.Multiply(
            activations, rows, new DenseLayer(inputs, columns, new float[columns], new int[columns], bytes, new float[columns]), sums);
        Assert.Equal(expected, sums[..expected.Length]);
    }
}
