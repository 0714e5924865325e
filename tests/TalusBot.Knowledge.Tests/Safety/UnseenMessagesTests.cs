using System.Security.Cryptography;
using Xunit.Abstractions;

namespace TalusBot.Knowledge.Tests.Safety;

/// <summary>
/// Messages written from the list of conditions alone by somebody who had not seen the rules. One half may be looked at while
/// the rules are written; the other is only ever counted.
/// </summary>
public sealed class UnseenMessagesTests(ITestOutputHelper output)
{
    private const double MostMissed = 0.02;
    /// <summary>The aim is 0.04.</summary>
    private const double MostFalseAlarms = 0.07;

    [Fact]
    public void Of_the_half_nobody_looks_at_few_signs_are_missed() =>
        Count("safety-unseen-escalate.txt", untouched: true, wrong: message => SafetyFolder.Screen.Check(message) is null, MostMissed);

    [Fact]
    public void Of_the_half_nobody_looks_at_few_alarms_are_false() =>
        Count("safety-unseen-quiet.txt", untouched: true, wrong: message => SafetyFolder.Screen.Check(message) is not null, MostFalseAlarms);

    [Fact]
    public void Of_the_half_to_work_with_few_signs_are_missed() =>
        Count("safety-unseen-escalate.txt", untouched: false, wrong: message => SafetyFolder.Screen.Check(message) is null, MostMissed);

    [Fact]
    public void Of_the_half_to_work_with_few_alarms_are_false() =>
        Count("safety-unseen-quiet.txt", untouched: false, wrong: message => SafetyFolder.Screen.Check(message) is not null, MostFalseAlarms);

    private static bool IsUntouched(string message) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(message))[0] % 2 == 1;

    private void Count(string file, bool untouched, Func<string, bool> wrong, double most)
    {
        var half = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", file)).Where(line => line.Length > 0 && IsUntouched(line) == untouched).ToList();
        var failed = half.Where(wrong).ToList();
        output.WriteLine($"{failed.Count} of {half.Count} wrong");
        Assert.NotEmpty(half);
        Assert.True(failed.Count <= most * half.Count, $"{failed.Count} of {half.Count} wrong{(untouched ? "" : ":\n" + string.Join('\n', failed))}");
    }
}
