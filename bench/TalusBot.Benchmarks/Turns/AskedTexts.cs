using System.Globalization;
using TalusBot.Tests;

namespace TalusBot.Benchmarks.Turns;

/// <summary>What the load asks, the same list for every bot: questions of people that stand alone, from the files that answers are judged by.</summary>
/// <param name="root">The repository.</param>
/// <param name="recurring">Whether the same two hundred questions come again and again; else no text comes twice.</param>
internal sealed class AskedTexts(string root, bool recurring)
{
    private const int Recurring = 200;

    // So many ages and weights; with all the questions that is far more texts than a run can ask.
    private const int Ages = 70;
    private const int Weights = 70;

    private readonly List<string> questions = Script.Questions(Path.Combine(root, "knowledge"));
    private int last = -1;

    public string Next()
    {
        var number = Interlocked.Increment(ref last);
        if (recurring)
        {
            return questions[number % Recurring * questions.Count / Recurring];
        }

        // As people do say it.
        var (age, weight) = (number % Ages, number / Ages % Weights);
        return string.Create(CultureInfo.InvariantCulture, $"At {18 + age} and {50 + weight} kg, {questions[number % questions.Count]}");
    }
}
