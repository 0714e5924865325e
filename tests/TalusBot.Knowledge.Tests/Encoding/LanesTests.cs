using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests.Encoding;

/// <summary>What stands in <see cref="Lanes"/> in vectors stands here in loops, one number at a time.</summary>
public sealed class LanesTests
{
    private static readonly float[] numbers = [.. Enumerable.Range(0, 512).Select(i => ((i * 7919 % 1009) - 504) / 97f)];
    private static readonly float[] others = [.. Enumerable.Range(0, 512).Select(i => ((i * 104729 % 997) - 498) / 311f)];

    [Fact]
    public void A_sum_adds_every_eighth_number_then_the_lanes() => Assert.Equal(LaneSum(numbers), Lanes.Sum(numbers));

    [Fact]
    public void A_product_is_rounded_before_it_is_added()
    {
        var even = new float[8];
        var odd = new float[8];
        for (var i = 0; i < numbers.Length; i++)
        {
            var product = numbers[i] * others[i];
            if (i / 8 % 2 == 0) even[i % 8] += product;
            else odd[i % 8] += product;
        }

        Assert.Equal(LaneSum([.. even.Zip(odd, (e, o) => e + o)]), Lanes.Dot(numbers, others));
    }

    [Fact]
    public void A_norm_is_what_plain_loops_make_it()
    {
        var mean = LaneSum(numbers) / numbers.Length;
        var variance = LaneSum(Array.ConvertAll(numbers, number => (number - mean) * (number - mean))) / numbers.Length;
        var factor = 1f / MathF.Sqrt(variance + 1e-6f);
        var weights = new NormWeights(others, numbers);
        var result = new float[numbers.Length];
        Lanes.Normalise(numbers, weights, result);
        for (var i = 0; i < numbers.Length; i++)
            Assert.Equal(((numbers[i] - mean) * factor * weights.Scale[i]) + weights.Shift[i], result[i]);
    }

    [Fact]
    public void Bytes_are_the_nearest_whole_numbers()
    {
        var bytes = new byte[numbers.Length];
        var step = Lanes.QuantiseSigned(numbers, bytes);
        var largest = numbers.Max(Math.Abs);
        Assert.Equal(largest / 127, step);
        for (var i = 0; i < numbers.Length; i++) Assert.Equal(128 + MathF.Round(numbers[i] * (127 / largest)), bytes[i]);

        var positive = Array.ConvertAll(numbers, Math.Abs);
        Assert.Equal(largest / 255, Lanes.QuantiseUnsigned(positive, largest, bytes));
        for (var i = 0; i < numbers.Length; i++) Assert.Equal(MathF.Round(positive[i] * (255 / largest)), bytes[i]);
    }

    [Fact]
    public void Sums_become_numbers_again_and_a_rectifier_leaves_none_below_0()
    {
        const int columns = 16;
        var sums = Enumerable.Range(0, columns).Select(i => 5_000 - (i * 900)).ToArray();
        float[] scales = [.. Enumerable.Range(1, columns).Select(i => i / 64f)], bias = [.. Enumerable.Range(1, columns).Select(i => i / 8f)];
        int[] weightSums = [.. Enumerable.Range(0, columns).Select(i => i - 8)];
        var layer = new DenseLayer(32, columns, WeightOrder.Panels, scales, weightSums, new byte[32 * columns], bias);

        var (written, rectified) = (new float[columns], new float[columns]);
        Lanes.Finish(sums, layer, 0.5f, signed: true, add: false, written);
        for (var i = 0; i < columns; i++) Assert.Equal(((sums[i] - (128 * weightSums[i])) * (scales[i] * 0.5f)) + bias[i], written[i]);
        Assert.Contains(written, number => number < 0);

        Assert.Equal(written.Max(), Lanes.FinishRectified(sums, layer, 0.5f, rectified));
        Assert.Equal(written.Select(number => Math.Max(number, 0)), rectified);

        Lanes.Finish(sums, layer, 0.5f, signed: false, add: true, written);
        for (var i = 0; i < columns; i++)
            Assert.Equal((((sums[i] - (128 * weightSums[i])) * (scales[i] * 0.5f)) + bias[i]) + ((sums[i] * (scales[i] * 0.5f)) + bias[i]), written[i]);
    }

    [Fact]
    public void Nothing_but_zeros_becomes_zero_points()
    {
        var bytes = new byte[32];
        Assert.Equal(0, Lanes.QuantiseSigned(new float[32], bytes));
        Assert.All(bytes, number => Assert.Equal(128, number));
        Assert.Equal(0, Lanes.QuantiseUnsigned(new float[32], 0, bytes));
        Assert.All(bytes, number => Assert.Equal(0, number));
    }

    [Fact]
    public void Shares_are_those_of_the_exponential_and_padding_gets_none()
    {
        float[] scores = [3, 1.5f, -2, 0, 2.25f, -90, 3, 1, 0.1f, -1e30f, .. Enumerable.Repeat(float.NegativeInfinity, 6)];
        var shares = (float[])scores.Clone();
        Lanes.Softmax(shares);
        var total = scores.Sum(score => Math.Exp(score - 3));
        for (var i = 0; i < scores.Length; i++) Assert.Equal(Math.Exp(scores[i] - 3) / total, shares[i], 1e-7);
    }

    [Fact]
    public void The_tangent_is_the_hyperbolic_one()
    {
        var tangents = (float[])numbers.Clone();
        Lanes.Tanh(tangents);
        for (var i = 0; i < numbers.Length; i++) Assert.Equal(Math.Tanh(numbers[i]), tangents[i], 2e-7);
    }

    [Fact]
    public void Sines_and_cosines_are_right_at_every_position()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var angle = i * 0.00731f;
            var (sin, cos) = PositionSignal.SinCos(angle);
            Assert.Equal(Math.Sin(angle), sin, 6e-8);
            Assert.Equal(Math.Cos(angle), cos, 6e-8);
        }
    }

    private static float LaneSum(float[] values)
    {
        var lanes = new float[8];
        for (var i = 0; i < values.Length; i++) lanes[i % 8] += values[i];
        return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
    }
}
