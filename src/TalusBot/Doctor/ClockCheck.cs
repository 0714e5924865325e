using System.Globalization;

namespace TalusBot.Doctor;

/// <summary>Tokens hold for a time; a clock that is far off makes right ones look wrong.</summary>
internal static class ClockCheck
{
    private const string Check = "clock";
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    /// <summary>The bot forgives so much when it looks at a token.</summary>
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(5);

    /// <param name="serverTime">What another server says it is; null where none was asked or it did not say.</param>
    public static Finding Of(DateTimeOffset? serverTime, DateTimeOffset ourTime)
    {
        if (serverTime is not { } theirs)
        {
            return Finding.Skipped(Check, "No server told its time.");
        }

        var off = (ourTime - theirs).Duration();
        var said = string.Create(CultureInfo.InvariantCulture, $"This machine's clock is {(off < Noticeable ? $"{off.TotalSeconds:0} seconds" : $"{off.TotalMinutes:0} minutes")} {(ourTime > theirs ? "ahead of" : "behind")} the login server's.");
        const string Remedy = "Let the machine set its clock by itself: timedatectl set-ntp true on Linux, \"Set time automatically\" on Windows.";
        return off > Forgiven ? Finding.Wrong(Check, said, Remedy)
            : off > Noticeable ? Finding.Warning(Check, said, Remedy)
            : Finding.Ok(Check, said);
    }
}
