using System.Diagnostics;
using System.Globalization;
using TalusBot.Fuzz.Mutation;

namespace TalusBot.Fuzz.Running;

/// <summary>Gives one target its inputs: first the valid ones, then mutations of them and of what reached something new.</summary>
/// <param name="seed">The same seed gives the same inputs, as long as program and corpus are the same.</param>
/// <param name="folder">Where findings and kept inputs go; null keeps none.</param>
internal sealed class FuzzRun(IFuzzTarget target, int seed, string? folder)
{
    /// <summary>What takes longer is a hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What allocates more while it is tried is a crash elsewhere.</summary>
    public const double MostMegabytes = 1000;

    // Long inputs reach little that short ones do not, and take the time of many.
    private const int LongestParent = 8 * 1024;
    private const int FindingsOfAName = 3;
    private readonly Mutator mutator = new(target.Words, target.MostSteps);
    private readonly List<byte[]> corpus = [.. target.Corpus()];
    private readonly CoverageMap map = new();
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly List<Finding> findings = [];
    private long accepted;
    private long refused;
    private int crashes;
    private int hangs;
    private int kept;
    private double slowest;
    private double largest;

    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Told of each input before it is tried, so that one that ends the process is not lost.</summary>
    public Action<long, byte[]>? BeforeEach { get; init; }

    public Tally Run(long inputs)
    {
        var begin = Stopwatch.GetTimestamp();
        foreach (var (number, input) in Inputs(inputs))
            Take(number, input);
        return new(target.Name, inputs, Stopwatch.GetElapsedTime(begin).TotalSeconds, accepted, refused, crashes, hangs, slowest, largest, kept);
    }

    /// <summary>The input of this number. Where the run is guided, those before it are tried too: they decide what it is made of.</summary>
    public byte[] Find(long wanted)
    {
        foreach (var (number, input) in Inputs(wanted + 1))
        {
            if (number == wanted)
                return input;
            Take(number, input);
        }

        throw new ArgumentOutOfRangeException(nameof(wanted));
    }

    private IEnumerable<(long Number, byte[] Input)> Inputs(long inputs)
    {
        var valid = corpus.Count;
        for (var number = 0L; number < inputs; number++)
            yield return (number, number < valid ? corpus[(int)number] : mutator.Of(corpus, new Random(HashOf(seed, number))));
    }

    private void Take(long number, byte[] input)
    {
        BeforeEach?.Invoke(number, input);
        CoverageMap.Clear();
        var (allocated, begin) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        try
        {
            if (target.Try(input) is Verdict.Accepted)
                accepted++;
            else
                refused++;
        }
        catch (Exception error)
        {
            crashes++;
            Keep(error is BrokenPromiseException ? "promise" : "crash", Finding.NameOf(error), number, input, error.ToString());
        }

        var took = Stopwatch.GetElapsedTime(begin);
        var megabytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6;
        largest = Math.Max(largest, megabytes);
        if (megabytes > MostMegabytes)
        {
            crashes++;
            Keep("memory", "memory", number, input, string.Create(CultureInfo.InvariantCulture, $"It allocated {megabytes:F0} MB."));
        }

        if (took > Patience)
            took = Again(number, input, took);
        slowest = Math.Max(slowest, took.TotalMilliseconds);
        if (target.IsGuided && map.HasNew())
            Adopt(number, input);
    }

    /// <summary>A busy machine makes anything slow once.</summary>
    private TimeSpan Again(long number, byte[] input, TimeSpan took)
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            target.Try(input);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It is a finding already.
        }

        took = Stopwatch.GetElapsedTime(begin) is var again && again < took ? again : took;
        if (took > Patience)
        {
            hangs++;
            Keep("hang", "hang", number, input, string.Create(CultureInfo.InvariantCulture, $"It took {took.TotalSeconds:F1} s."));
        }

        return took;
    }

    private void Adopt(long number, byte[] input)
    {
        kept++;
        if (input.Length <= LongestParent && number >= 0)
            corpus.Add(input);
        if (folder is not null)
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "kept", target.Name)).FullName, number.ToString("D8", CultureInfo.InvariantCulture)), input);
    }

    private void Keep(string kind, string name, long number, byte[] input, string what)
    {
        if ((names[name] = names.GetValueOrDefault(name) + 1) > FindingsOfAName)
            return;
        var file = "";
        if (folder is not null)
        {
            file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "findings")).FullName, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{kind}-{seed}-{number}"));
            File.WriteAllBytes(file, input);
            File.WriteAllText(file + ".txt", what);
        }

        findings.Add(new(kind, number, (what.Split('\n')[0] + " " + name).Replace('\t', ' ').Replace('\r', ' '), file));
    }

    // splitmix64: neighbours get streams that have nothing in common.
    private static int HashOf(int seed, long number)
    {
        var mixed = unchecked(((ulong)(uint)seed << 40) + (ulong)number + 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return (int)(mixed ^ (mixed >> 31));
    }
}
