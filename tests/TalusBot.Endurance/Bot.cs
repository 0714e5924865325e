using System.Diagnostics;
using System.Globalization;
using TalusBot.Tests;

namespace TalusBot.Endurance;

/// <summary>The program as operators run it, at an address that it keeps when it is killed and started again.</summary>
internal sealed class Bot : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly List<(string Name, string Value)> settings;
    private readonly StreamWriter said;
    private Process process;

    /// <summary>What it said last that is no line of JSON.</summary>
    private volatile string lastWords = "";

    /// <param name="log">Where what it says is written.</param>
    public Bot(string log, IEnumerable<(string Name, string Value)> settings)
    {
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        this.settings =
        [
            ("ASPNETCORE_URLS", Address.AbsoluteUri),
            ("DirectLine__TokenLifetimeSeconds", "86400"),
            ("Limits__TokensPerMinute", "1000000"),
            ("Limits__MessagesPerMinute", "1000000"),
            ("Limits__RequestsPerMinute", "10000000"),
            ("Limits__SocketsPerVisitor", "100000"),
            ("Limits__ConversationsPerVisitor", "1000000"),
            ("Limits__MegabytesPerHour", "1000000"),
            .. settings,
        ];
        said = new StreamWriter(log, append: true) { AutoFlush = true };
        process = Start();
    }

    public Uri Address { get; }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory => File.ReadLines($"/proc/{process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
        .Single();

    /// <summary>As kill -9 does, and started again at once.</summary>
    public void KillAndStart()
    {
        Kill();
        process = Start();
    }

    public async Task ReadyAsync(HttpClient http, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(http, cancel))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The bot has ended with {process.ExitCode}: {lastWords}");
            }

            if (TimeProvider.System.GetElapsedTime(since) > LongestStart)
            {
                throw new InvalidOperationException($"The bot is not ready after {LongestStart}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
        lock (said)
        {
            said.Dispose();
        }
    }

    private void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var health = await http.GetAsync(new Uri(Address, "/health"), cancel);
            return health.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Start()
    {
        var command = ProgramFolder.Command(ProgramFolder.Tested);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var started = new Process { StartInfo = start };
        started.OutputDataReceived += Hear;
        started.ErrorDataReceived += Hear;
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said)
        {
            if (line.Data is not null && said.BaseStream is { CanWrite: true })
            {
                said.WriteLine(line.Data);
                lastWords = line.Data is ['{', ..] or "" ? lastWords : line.Data;
            }
        }
    }
}
