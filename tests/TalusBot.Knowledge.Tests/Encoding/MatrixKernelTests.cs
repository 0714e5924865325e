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
        const int inputs = 1536, columns = 16, rows = 7;
        foreach (var activation in (byte[])[255, 0])
        {
            // 64 is the largest of which four, with any activations, stay within 16 bits.
            foreach (var weight in (sbyte[])[127, 65, 64])
            {
                var activations = new byte[MatrixKernel.WithRoom(rows) * inputs];
                activations.AsSpan().Fill(activation);
                var plain = new sbyte[inputs, columns];
                for (var i = 0; i < plain.Length; i++) plain[i / columns, i % columns] = (sbyte)(i % columns % 3 == 0 ? weight : -weight);
                Check(kernel, activations, plain, rows);
            }
        }
    }

    [Fact]
    public void Groups_go_together_only_where_no_sum_of_theirs_can_be_clipped()
    {
        const int inputs = 128, columns = 64;
        var random = new Random(3);
        var weights = new sbyte[inputs * columns];
        for (var i = 0; i < weights.Length; i++) weights[i] = (sbyte)random.Next(-90, 91);
        var pairs = BytePairs.Of(weights, inputs, columns);
        Assert.Equal(columns / EncoderFormat.PanelColumns, pairs.Panels.Count);
        for (var panel = 0; panel < pairs.Panels.Count; panel++)
        {
            var (places, paired) = pairs.Panels[panel];
            Assert.InRange(paired, 2, inputs / 4);
            Assert.Equal(Enumerable.Range(0, inputs / 4).Select(group => group * 4), places[..paired].Concat(places[paired..].Where((_, i) => i % 2 == 0)).Select(place => (int)place).Order());
            for (var i = paired; i < places.Length; i += 2) Assert.Equal(places[i], places[i + 1]);
            for (var i = 0; i < paired; i += 2)
            {
                for (var sum = 0; sum < 16; sum++)
                {
                    var (one, other) = (At(panel, places[i], sum), At(panel, places[i + 1], sum));
                    Assert.InRange(one + other, 0, 256);
                }
            }
        }

        int At(int panel, int place, int sum)
        {
            var at = (((panel * inputs) + place) * EncoderFormat.PanelColumns) + (2 * sum);
            return Math.Abs((int)weights[at]) + Math.Abs((int)weights[at + 1]);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Sums_over_what_is_not_0_are_those_of_the_plainest_loop(string kernel)
    {
        const int inputs = 1536, columns = 64, rows = 12;
        var random = new Random(5);
        var weights = new sbyte[inputs * columns];
        for (var i = 0; i < weights.Length; i++) weights[i] = (sbyte)random.Next(-127, 128);
        var activations = new byte[rows * inputs];

        // From none to all of a row, and every rest of a division by four among them.
        for (var row = 0; row < rows; row++)
        {
            var active = row < 10 ? row : inputs / (12 - row);
            foreach (var input in Enumerable.Range(0, inputs).OrderBy(_ => random.Next()).Take(active))
                activations[(row * inputs) + input] = (byte)(row == 11 ? 255 : random.Next(1, 256));
        }

        var layer = new DenseLayer(inputs, columns, WeightOrder.ByInput, new float[columns], new int[columns], MemoryMarshal.AsBytes(weights.AsSpan()).ToArray(), new float[columns]);
        var sums = new int[rows * columns];
        sums.AsSpan().Fill(77);
        Encoders.All[kernel].Kernel.MultiplyActive(activations, rows, layer, sums);

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var expected = 0;
                for (var input = 0; input < inputs; input++)
                    expected += activations[(row * inputs) + input] * weights[EncoderFormat.OffsetByInput(input, column, columns)];
                Assert.Equal(expected, sums[(row * columns) + column]);
            }
        }
    }

    [Fact]
    public void Weights_that_lie_otherwise_are_refused()
    {
        foreach (var kernel in MatrixKernel.Supported)
        {
            Assert.Throws<ArgumentException>(() => kernel.Multiply(new byte[4 * 32], 4, Layer(WeightOrder.ByInput), new int[4 * 64]));
            Assert.Throws<ArgumentException>(() => kernel.MultiplyActive(new byte[4 * 32], 4, Layer(WeightOrder.Panels), new int[4 * 64]));
            Assert.Throws<ArgumentOutOfRangeException>(() => kernel.MultiplyActive(new byte[(4 * 32) - 1], 4, Layer(WeightOrder.ByInput), new int[4 * 64]));
            Assert.Throws<ArgumentOutOfRangeException>(() => kernel.MultiplyActive(new byte[4 * 32], 4, Layer(WeightOrder.ByInput), new int[(4 * 64) - 1]));
        }

        static DenseLayer Layer(WeightOrder order) => new(32, 64, order, new float[64], new int[64], new byte[32 * 64], new float[64]);
    }

    [Fact]
    public void Arrays_that_are_too_short_are_refused()
    {
        var layer = new DenseLayer(32, 16, WeightOrder.Panels, new float[16], new int[16], new byte[32 * 16], new float[16]);
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
            activations, rows, new DenseLayer(inputs, columns, WeightOrder.Panels, new float[columns], new int[columns], bytes, new float[columns]), sums);
        Assert.Equal(expected, sums[..expected.Length]);
    }
}
