using System.Runtime.InteropServices;

namespace TalusBot.Maintenance;

/// <summary>Lets a thread run only where others leave a core free.</summary>
internal static class LowPriority
{
    private const int ThisThread = 0;
    private const int Process = 0;

    /// <summary>Of -20 to 19; each step up halves a thread's share by about a tenth: 10 gets a tenth of what usual threads get where they compete.</summary>
    private const int Nice = 10;

    /// <summary>For the thread that calls, until it ends.</summary>
    public static void Take()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
        {
            // There the runtime's priorities change nothing. Where it is refused, the core that is left free must do.
            _ = SetPriority(Process, ThisThread, Nice);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
