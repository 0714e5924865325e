using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

public sealed class CalibrationFitTests
{
    [Fact]
    public void Few_questions_stretch_the_weights_together()
    {
        var fitted = CalibrationFit.Fit(Judged(CalibrationFit.FewestForWeights - 1), Calibration.Default);

        var stretch = fitted.Weights[0] / Calibration.Default.Weights[0];
        Assert.All(Enumerable.Range(0, fitted.Weights.Count), i => Assert.Equal(Calibration.Default.Weights[i] * stretch, fitted.Weights[i], 0.02));
        Assert.NotEqual(1, stretch, 0.01);
        Assert.Equal(Calibration.Default.AnswerFrom, fitted.AnswerFrom);
    }

    [Fact]
    public void Enough_questions_move_each_weight_for_itself()
    {
        var fitted = CalibrationFit.Fit(Judged(CalibrationFit.FewestForWeights), Calibration.Default);

        Assert.True(fitted.Weights[^1] < -0.5, "what speaks for nothing must count against the find");
        Assert.NotEqual(fitted.Weights[0] / Calibration.Default.Weights[0], fitted.Weights[1] / Calibration.Default.Weights[1], 0.05);
    }

    [Theory]
    [InlineData(150, 0.02)]
    [InlineData(600, 0.2)]
    public void The_probabilities_come_out_as_often_right_as_they_say(int count, double apart)
    {
        var judged = CalibrationFit.CrossValidate(Judged(count), Calibration.Default, 5);

        Assert.Equal(judged.Average(one => one.Judged.IsRight ? 1.0 : 0), judged.Average(one => one.P), 0.05);
        Assert.True(judged.Where(one => one.Judged.IsRight).Average(one => one.P) > judged.Where(one => !one.Judged.IsRight).Average(one => one.P) + apart);
    }

    /// <summary>Right where the score is high and nothing speaks for there being no answer, with some noise.</summary>
    private static List<JudgedRanking> Judged(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (score, nothing) = (random.NextDouble(), random.NextDouble());
            var isRight = (4 * score) - (4 * nothing) + random.NextDouble() - 0.5 > 0;
            return new JudgedRanking($"group {i % 30}", new Evidence(score, random.NextDouble() * 0.1, score, Nothing: nothing), isRight);
        })];
    }
}
