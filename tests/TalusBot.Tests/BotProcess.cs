using System.Diagnostics;
using TalusBot.Tests.Privacy;

namespace TalusBot.Tests;

/// <summary>The program as operators run it: a process of its own that can be killed.</summary>
internal sealed class BotProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process process;
    private readonly List<string> said = [];

    /// <summary>What it says is a log then, and not what somebody asked a command for.</summary>
    private readonly bool serves;

    private BotProcess(Process process, bool serves) => (this.process, this.serves) = (process, serves);

    public string Said
    {
        get
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }

    public int ExitCode => process.ExitCode;

    public int Id => process.Id;

    /// <param name="workingDirectory">Where relative paths start; the repository's root unless a test says otherwise.</param>
    /// <param name="within">A command that the program takes the place of in the end, such as a shell that prepares its surroundings.</param>
    public static BotProcess Start(string[] arguments, IEnumerable<(string Name, string Value)> environment, string? workingDirectory = null, params IReadOnlyList<string> within)
    {
        IReadOnlyList<string> command = [.. within, .. ProgramFolder.Command(ProgramFolder.Tested), .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = workingDirectory ?? Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var bot = new BotProcess(new Process { StartInfo = start }, arguments is [] or ["serve", ..]);
        bot.process.OutputDataReceived += bot.Hear;
        bot.process.ErrorDataReceived += bot.Hear;
        bot.process.Start();
        bot.process.BeginOutputReadLine();
        bot.process.BeginErrorReadLine();
        return bot;
    }

    /// <summary>Waits until it answers.</summary>
    /// <param name="idle">And until no message waits for its reply.</param>
    public async Task ReadyAsync(HttpClient http, bool idle = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(process.HasExited, $"The bot has ended: {Said}");
            try
            {
                using var health = await http.GetAsync("/health", patience.Token);
                if (health.IsSuccessStatusCode && (!idle || (await RunningBot.JsonOf(health)).GetProperty("queue").GetInt64() == 0))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until its output contains the words.</summary>
    public async Task SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Said.Contains(words, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"The bot has ended: {Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>As a service manager asks a program to stop.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>As kill -9 does: no goodbye, no clean-up.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (serves)
        {
            SuiteLog.Instance.Write(nameof(BotProcess), line.Data ?? "");
        }

        lock (said)
        {
            said.Add(line.Data ?? "");
        }
    }
}
