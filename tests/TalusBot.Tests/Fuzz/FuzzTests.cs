using TalusBot.Fuzz;
using TalusBot.Fuzz.Running;
using TalusBot.Fuzz.Targets;

namespace TalusBot.Tests.Fuzz;

/// <summary>A brief run of what <c>scripts/fuzz</c> does at length: whatever is sent or written is read or refused in words, soon, and never thrown.</summary>
public sealed class FuzzTests
{
    /// <summary>Names a folder with inputs that a long run kept; they are tried too. How the lines that it reached are counted.</summary>
    private const string KeptVariable = "TALUSBOT_FUZZ_KEPT";

    private const int Seed = 20261122;
    private const int Inputs = 1_500;
    private const int Requests = 400;

    public static TheoryData<string> Targets => [.. AllTargets.Names];

    [Theory, MemberData(nameof(Targets))]
    public void Mutated_inputs_are_read_or_refused(string name)
    {
        using var target = AllTargets.Of(name);
        var run = new FuzzRun(target, Seed, folder: null);

        var tally = run.Run(target.IsGuided ? Inputs : Requests);

        Assert.Empty(run.Findings);
        Assert.True(tally.Accepted > 0 && tally.Refused > tally.Inputs / 10, tally.ToString());
        if (Environment.GetEnvironmentVariable(KeptVariable) is { Length: > 0 } kept && Directory.Exists(Path.Combine(kept, name)))
            Assert.All(Directory.GetFiles(Path.Combine(kept, name)).Order(StringComparer.Ordinal), file => target.Try(File.ReadAllBytes(file)));
    }

    [Theory, MemberData(nameof(Targets))]
    public void What_is_valid_is_read(string name)
    {
        using var target = AllTargets.Of(name);
        Assert.Contains(target.Corpus(), input => target.Try(input) is Verdict.Accepted);
    }

    [Fact]
    public void The_same_seed_gives_the_same_inputs_and_another_one_others()
    {
        byte[] Input(int seed) => new FuzzRun(new SynonymTarget(), seed, folder: null).Find(500);
        Assert.Equal(Input(7), Input(7));
        Assert.NotEqual(Input(7), Input(8));
    }

    [Fact]
    public void A_parser_that_throws_is_found_with_its_input()
    {
        var run = new FuzzRun(new Fragile(), Seed, folder: null);
        run.Run(2_000);
        var finding = Assert.Single(run.Findings.Select(finding => finding.Kind).Distinct());
        Assert.Equal("crash", finding);
        Assert.Throws<InvalidOperationException>(() => new Fragile().Try(new FuzzRun(new Fragile(), Seed, folder: null).Find(run.Findings[0].Case)));
    }

    /// <summary>Cannot bear a sign that is in no valid input.</summary>
    private sealed class Fragile : IFuzzTarget
    {
        public string Name => "fragile";

        public int Share => 1;

        public IReadOnlyList<string> Parser => [];

        public IReadOnlyList<string> Words => [];

        public IReadOnlyList<byte[]> Corpus() => ["plain words"u8.ToArray()];

        public Verdict Try(byte[] input) => input.AsSpan().IndexOf("\u2028"u8) < 0 ? Verdict.Accepted : throw new InvalidOperationException("A sign that it cannot bear.");
    }
}
