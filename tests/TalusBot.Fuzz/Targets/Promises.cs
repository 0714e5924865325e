using System.Text;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>What every reader of files promises.</summary>
internal static class Promises
{
    /// <summary>Whether this input is read a second time, which must give the same; a few of each run are enough.</summary>
    public static bool IsReadTwice(byte[] input) => input.Length % 16 == 0;

    /// <summary>Problems name the file, a line that it has, and say what is wrong.</summary>
    public static void AreNamed(IReadOnlyList<SourceProblem> problems, string file, byte[] input)
    {
        var lines = Lines(input);
        foreach (var problem in problems)
        {
            BrokenPromiseException.Unless(problem.File == file, () => $"A problem is in \"{problem.File}\" and not in {file}: {problem.Message}");
            BrokenPromiseException.Unless(problem.Line >= 0 && problem.Line <= lines, () => $"A problem is in line {problem.Line}, and there are {lines}: {problem.Message}");
            BrokenPromiseException.Unless(problem.Message.Length > 10, () => $"A problem has no words: \"{problem.Message}\".");
        }
    }

    /// <summary>Reading again gives the same.</summary>
    public static void AreSame(IReadOnlyList<SourceProblem> first, IReadOnlyList<SourceProblem> second) =>
        BrokenPromiseException.Unless(first.SequenceEqual(second), () => $"Read again, there are other problems:\n{string.Join('\n', first)}\n---\n{string.Join('\n', second)}");

    /// <summary>The words stand where they say.</summary>
    public static void IsVerbatim(string source, string words, int start, int end) => BrokenPromiseException.Unless(
        start >= 0 && start <= end && end <= source.Length && source.AsSpan(start, end - start).SequenceEqual(words), () => $"\"{words}\" is not what stands from {start} to {end} of {source.Length}.");

    /// <summary>Neither no result nor a silent refusal.</summary>
    public static Verdict Of(bool isRead, IReadOnlyList<SourceProblem> problems)
    {
        var isRefused = problems.Any(problem => problem.Severity == Severity.Error);
        BrokenPromiseException.Unless(isRead != isRefused, () => isRead ? $"It was read in spite of: {problems[0]}" : "It was refused without a word.");
        return isRead ? Verdict.Accepted : Verdict.Refused;
    }

    /// <summary>How many lines an editor shows: LF, CR and CRLF end one.</summary>
    private static int Lines(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        return 1 + text.Count(sign => sign == '\n') + text.Where((sign, i) => sign == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')).Count();
    }
}
