using System.Text;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Fuzz.Targets;

/// <summary>What readers write, through the safety rules that ship.</summary>
internal sealed class MessageTarget : IFuzzTarget
{
    public const string Id = "messages";

    private const string Safety = "src/TalusBot.Knowledge/Safety/";
    private readonly SafetyScreen screen = SafetyReader.ReadFolder(Path.Combine(Repository.Knowledge, "safety")).Screen!;

    public string Name => Id;

    public int Share => 40;

    public IReadOnlyList<string> Parser => [Safety + "Tokens.cs", Safety + "Reading.cs", Safety + "Watch.cs", Safety + "Standing.cs", Safety + "SafetyScreen.cs"];

    public IReadOnlyList<string> Words =>
    [
        "n't", "'s", "'t", " do n't ", "can't", "cannot", "6kg", "37.5", "10yo", "numb", "my foot", " not ", " no ", " but ", " because ", "what if ", "in 2015", "years ago", "I think ", "gone away", "\"", "\n\n", "?", "!", ", ", " – ", "swollen calf", "can't stand on it", "it went away", "does it mean", "in general",
    ];

    public IReadOnlyList<byte[]> Corpus() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Knowledge, "safety", "examples")).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => line.Length > 0 && line[0] != '#').Select(Encoding.UTF8.GetBytes)];

    /// <summary>A warning sign that is seen counts as accepted.</summary>
    public Verdict Try(byte[] input)
    {
        // The longest question that is searched has 4,000 signs; longer ones are screened too.
        var message = Encoding.UTF8.GetString(input);
        var found = screen.CheckAll(message);
        foreach (var words in found.SelectMany(finding => finding.Words))
            Promises.IsVerbatim(message, words.Text, words.Start, words.End);
        if (Promises.IsReadTwice(input))
            BrokenPromiseException.Unless(screen.CheckAll(message).Select(finding => finding.Rule.Id).SequenceEqual(found.Select(finding => finding.Rule.Id)), () => "Read again, other signs are seen.");
        return found.Count > 0 ? Verdict.Accepted : Verdict.Refused;
    }
}
