using System.Diagnostics;
using System.Globalization;
using TalusBot.Tests;

namespace TalusBot.Benchmarks.Turns;

/// <summary>A bot in a process of its own, at a free port of this machine.</summary>
internal sealed class MeasuredBot : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);
    private readonly Process process;

    private MeasuredBot(int port, string program, string[] arguments, IEnumerable<(string Name, string Value)> settings)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.BeginOutputReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    public Uri Address { get; }

    /// <summary>On all cores, since it was started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public bool HasEnded => process.HasExited;

    /// <summary>What it holds of the machine's memory.</summary>
    public MemoryFigures Memory => MemoryFigures.Of(process.Id);

    /// <summary>The published program with an empty data file and limits that one visitor with all the questions does not reach.</summary>
    /// <param name="data">A folder that is emptied first.</param>
    /// <param name="settings">Beside those, such as where the knowledge lies.</param>
    public static MeasuredBot Ours(string program, string data, params (string Name, string Value)[] settings)
    {
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        return OursAgain(program, data, settings);
    }

    /// <summary>The published program with what it left in the folder before.</summary>
    /// <param name="settings">As above.</param>
    public static MeasuredBot OursAgain(string program, string data, params (string Name, string Value)[] settings)
    {
        var port = LoopbackPort.Free();
        var command = ProgramFolder.Command(program);
        return new(
            port,
            command[0],
            [.. command.Skip(1)],
            [
                ("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
                ("Storage__Path", Path.Combine(data, "talusbot.db")),
                ("Limits__MessagesPerMinute", "1000000"),
                ("Limits__RequestsPerMinute", "10000000"),
                ("Limits__ConversationsPerVisitor", "1000000"),
                ("Limits__MegabytesPerHour", "1000000"),
                ("Limits__QuestionsPerMinute", "1000000"),
                .. settings,
            ]);
    }

    /// <param name="passages">A JSON file with what it searches.</param>
    public static MeasuredBot Peer(string folder, string passages)
    {
        var port = LoopbackPort.Free();
        return new(port, "node", [Path.Combine(folder, "bot.mjs"), port.ToString(CultureInfo.InvariantCulture), passages], [("NODE_ENV", "production")]);
    }

    public async Task ReadyAsync()
    {
        using var http = new HttpClient();
        var since = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(http))
        {
            if (HasEnded || TimeProvider.System.GetElapsedTime(since) > LongestStart)
            {
                throw new InvalidOperationException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} does not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    public void Dispose()
    {
        End();
        process.Dispose();
    }

    /// <summary>Also where somebody stops the measurement half-way.</summary>
    private void End()
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var health = await http.GetAsync(new Uri(Address, "/health"));
            return health.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
