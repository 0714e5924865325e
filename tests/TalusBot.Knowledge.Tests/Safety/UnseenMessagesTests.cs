using Xunit.Abstractions;

namespace TalusBot.Knowledge.Tests.Safety;

/// <summary>
/// Messages written from the list of conditions alone by people who had not seen the rules. Those in the files named "seen"
/// may be looked at while the rules are written; those named "unseen" are only ever counted.
/// </summary>
public sealed class UnseenMessagesTests(ITestOutputHelper output)
{
    private const double MostMissed = 0.02;
    private const double MostFalseAlarms = 0.04;

    [Fact]
    public void Of_the_messages_nobody_looks_at_few_signs_are_missed() => Count("safety-unseen-escalate.txt", show: false, IsMissed, MostMissed);

    [Fact]
    public void Of_the_messages_nobody_looks_at_few_alarms_are_false() => Count("safety-unseen-quiet.txt", show: false, IsFalseAlarm, MostFalseAlarms);

    [Fact]
    public void Of_the_messages_to_work_with_few_signs_are_missed() => Count("safety-seen-escalate.txt", show: true, IsMissed, MostMissed);

    [Fact]
    public void Of_the_messages_to_work_with_few_alarms_are_false() => Count("safety-seen-quiet.txt", show: true, IsFalseAlarm, MostFalseAlarms);

    private static bool IsMissed(string message) => SafetyFolder.Screen.Check(message) is null;

    private static bool IsFalseAlarm(string message) => SafetyFolder.Screen.Check(message) is not null;

    private void Count(string file, bool show, Func<string, bool> wrong, double most)
    {
        var messages = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", file)).Where(line => line.Length > 0).ToList();
        var failed = messages.Where(wrong).ToList();
        output.WriteLine($"{failed.Count} of {messages.Count} wrong");
        Assert.NotEmpty(messages);
        Assert.True(failed.Count <= most * messages.Count, $"{failed.Count} of {messages.Count} wrong{(show ? ":\n" + string.Join('\n', failed) : "")}");
    }
}
