using System.Diagnostics;
using System.Globalization;
using SharpFuzz;
using TalusBot.Fuzz.Running;
using TalusBot.Fuzz.Targets;

namespace TalusBot.Fuzz;

/// <summary>What can be typed.</summary>
internal static class Commands
{
    public static async Task<int> RunAsync(string? only, int seed, long inputs, string folder)
    {
        var begin = Stopwatch.GetTimestamp();
        var targets = (only is null ? AllTargets.Names : [only]).Select(Plan).ToList();
        var shares = targets.Sum(target => target.Share);
        var sums = new List<Tally>();
        var findings = new List<Finding>();
        Console.WriteLine(Tally.Head);

        // The one that takes longest begins first.
        await Parallel.ForEachAsync(targets.OrderBy(target => target.IsGuided), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (target, _) =>
        {
            var (tally, found) = await Worker.StartAsync(target.Name, seed, (inputs * target.Share / shares) + 1, folder);
            lock (sums)
            {
                sums.Add(tally);
                findings.AddRange(found);
                Console.WriteLine(tally);
            }
        });
        var all = sums.Aggregate((one, other) => one + other) with { Target = "all", Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds };
        Console.WriteLine(all);
        foreach (var finding in findings)
            Console.WriteLine($"FOUND {finding.Kind}: {finding.What}\n      {finding.File}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Inputs} inputs in {all.Seconds:F0} s, {all.Crashes} crashes, {all.Hangs} hangs"));
        return findings.Count == 0 && all.Inputs >= inputs ? 0 : 1;
    }

    public static int Replay(string name, string? file, int seed, long? number)
    {
        if (file is null && number is null)
            throw new ArgumentException("Say which input: --file, or --seed and --case.");
        using var target = AllTargets.Of(name);
        var input = file is not null ? File.ReadAllBytes(file) : new FuzzRun(target, seed, folder: null).Find(number!.Value);
        if (file is null)
        {
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory("out/fuzz").FullName, "replayed"), input);
            Console.WriteLine("The input is in out/fuzz/replayed.");
        }

        var begin = Stopwatch.GetTimestamp();
        var verdict = target.Try(input);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verdict} in {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:F0} ms"));
        return 0;
    }

    public static void Instrument(string folder)
    {
        foreach (var assembly in (string[])["TalusBot.Knowledge.dll", "TalusBot.dll"])
        {
            var types = Fuzzer.Instrument(Path.Combine(folder, assembly), name => name.StartsWith("TalusBot", StringComparison.Ordinal), Options.Value).Count();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{assembly}: {types} types"));
        }
    }

    public static int Coverage(string report)
    {
        var coverage = LineCoverage.Read(report);
        var isEnough = true;
        foreach (var name in AllTargets.Names)
        {
            using var target = AllTargets.Of(name);
            if (target.Parser.Count == 0)
                continue;
            var (run, all, missed) = coverage.Of(target.Parser);
            var percent = 100.0 * run / all;
            isEnough &= percent >= LineCoverage.Least;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name,-18} {percent,6:F1} % of {all,4} lines{(missed.Length > 0 ? ", not " : "")}{missed}"));
        }

        return isEnough ? 0 : 1;
    }

    private static (string Name, int Share, bool IsGuided) Plan(string name)
    {
        using var target = AllTargets.Of(name);
        return (name, target.Share, target.IsGuided);
    }
}
