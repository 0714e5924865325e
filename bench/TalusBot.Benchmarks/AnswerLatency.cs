using System.Globalization;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;
using TalusBot.Tests;

namespace TalusBot.Benchmarks;

/// <summary>
/// How long each question of the shipped blog takes, on one thread: a mean hides the slow ones, so this is no job of
/// BenchmarkDotNet's.
/// </summary>
internal static class AnswerLatency
{
    private const int Passes = 5;

    public static int Run(string root)
    {
        var (snapshot, _) = Snapshot.Read(Path.Combine(root, "knowledge"), Path.Combine(root, "seeds"));
        var questions = Script.Questions(Path.Combine(root, "knowledge"));
        Print("encode", questions, question => SentenceEncoder.Shared.Encode(question));
        Print("safety", questions, question => snapshot!.Safety.Check(question));
        Print("answer", questions, question => snapshot!.Answers.Pick(question));
        return 0;
    }

    private static void Print(string what, IReadOnlyList<string> questions, Action<string> work)
    {
        for (var pass = -2; pass < 0; pass++)
        {
            foreach (var question in questions)
            {
                work(InPass(question, pass));
            }
        }

        var took = new List<double>(Passes * questions.Count);
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var question in questions)
            {
                var asked = InPass(question, pass);
                var since = TimeProvider.System.GetTimestamp();
                work(asked);
                took.Add(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds);
            }
        }

        took.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-8} {questions.Count} questions  p50 {At(0.5):0.000} ms  p90 {At(0.9):0.000} ms  p99 {At(0.99):0.000} ms  mean {took.Average():0.000} ms"));

        double At(double share) => took[(int)(share * (took.Count - 1))];
    }

    /// <summary>The same words and never the same text, so that nothing that is remembered of them is of use.</summary>
    private static string InPass(string question, int pass) => question + new string(' ', pass + 3);
}
