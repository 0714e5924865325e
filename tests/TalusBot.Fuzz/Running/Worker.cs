using System.Diagnostics;
using System.Globalization;
using TalusBot.Fuzz.Targets;

namespace TalusBot.Fuzz.Running;

/// <summary>Runs a target in a process of its own, so that nothing it meets ends the whole run.</summary>
internal static class Worker
{
    /// <summary>The name of the command that a worker is started with.</summary>
    public const string Command = "worker";

    private const string TallyMark = "tally\t";
    private const string FindingMark = "finding\t";

    /// <summary>An input is given up, and its process ended, after this.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    /// <summary>What the worker's process does.</summary>
    public static void Run(string name, int seed, long inputs, string folder)
    {
        using var target = AllTargets.Of(name);
        using var current = new CurrentInput(FileOf(name, folder));
        var run = new FuzzRun(target, seed, folder) { BeforeEach = current.Set };
        var tally = run.Run(inputs);
        foreach (var finding in run.Findings)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FindingMark}{finding.Kind}\t{finding.Case}\t{finding.What}\t{finding.File}"));
        Console.WriteLine(TallyMark + tally.ToLine());
    }

    /// <summary>Starts workers until all inputs are tried; where one dies, the next goes on with another seed.</summary>
    public static async Task<(Tally Tally, List<Finding> Findings)> StartAsync(string name, int seed, long inputs, string folder)
    {
        var sum = new Tally(name, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        var findings = new List<Finding>();
        for (var deaths = 0; sum.Inputs < inputs && deaths < 10; deaths++)
        {
            var (tally, found) = await OneAsync(name, seed + (1000 * deaths), inputs - sum.Inputs, folder);
            sum += tally;
            findings.AddRange(found);
        }

        return (sum, findings);
    }

    private static async Task<(Tally Tally, List<Finding> Findings)> OneAsync(string name, int seed, long inputs, string folder)
    {
        var begin = Stopwatch.GetTimestamp();
        var path = FileOf(name, folder);
        File.Delete(path);
        using var current = new CurrentInput(path);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TalusBot.Fuzz.dll"));
        foreach (var argument in (string[])[Command, "--target", name, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--inputs", inputs.ToString(CultureInfo.InvariantCulture), "--out", folder])
            start.ArgumentList.Add(argument);

        // Inputs that eat memory must be findings and not the end of the machine: 2 GB.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        var isHung = !await EndedAsync(process, current);
        var lines = (await said).Split('\n');
        var findings = lines.Where(line => line.StartsWith(FindingMark, StringComparison.Ordinal)).Select(line => line.Split('\t'))
            .Select(parts => new Finding(parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], parts[4])).ToList();
        if (lines.FirstOrDefault(line => line.StartsWith(TallyMark, StringComparison.Ordinal)) is { } whole)
            return (Tally.OfLine(whole[TallyMark.Length..]), findings);

        var (number, input) = current.Get();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "findings")).FullName, string.Create(CultureInfo.InvariantCulture, $"{name}-{(isHung ? "hang" : "death")}-{seed}-{number}"));
        await File.WriteAllBytesAsync(file, input);
        await File.WriteAllTextAsync(file + ".txt", await complained);
        findings.Add(new(isHung ? "hang" : "crash", number, isHung ? "It did not end." : $"The process died: {(await complained).Split('\n')[0]}", file));
        return (new(name, number + 1, Stopwatch.GetElapsedTime(begin).TotalSeconds, 0, 0, isHung ? 0 : 1, isHung ? 1 : 0, 0, 0, 0), findings);
    }

    /// <summary>False where it had to be ended because it stayed at one input.</summary>
    private static async Task<bool> EndedAsync(Process process, CurrentInput current)
    {
        var ended = process.WaitForExitAsync();
        var at = -1L;
        while (await Task.WhenAny(ended, Task.Delay(GiveUp, TimeProvider.System)) != ended)
        {
            var (number, _) = current.Get();
            if (number == at)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }

            at = number;
        }

        return true;
    }

    private static string FileOf(string target, string folder) => Path.Combine(Directory.CreateDirectory(folder).FullName, target + ".current");
}
