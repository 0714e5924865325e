using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge.Tests.Safety;

/// <summary>The small language in which signs are written.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("walk", "walks", true)]
    [InlineData("walk", "I was walking home", true)]
    [InlineData("walk", "walked", true)]
    [InlineData("=walked", "walks", false)]
    [InlineData("=walked", "walked", true)]
    [InlineData("walking", "walknig", true)]
    [InlineData("ruptured", "ruptred", true)]
    [InlineData("ruptured", "raptured", true)]
    [InlineData("ruptured", "captured", false)]
    [InlineData("numb", "dumb", false)]
    [InlineData("can not stand", "can't stand", true)]
    [InlineData("can not stand", "cannot stand", true)]
    [InlineData("can not stand", "CAN’T STAND", true)]
    [InlineData("can not stand", "cant really stand", true)]
    [InlineData("stand on foot", "stand on the foot", true)]
    [InlineData("stand on foot", "stand on wooden foot", false)]
    [InlineData("stand .. foot", "stand on a wooden foot", true)]
    [InlineData("stand .. foot", "stand but the foot", false)]
    [InlineData("stand .. foot", "stand not on foot", false)]
    [InlineData("stand .. foot", "stand. My foot", false)]
    [InlineData("stand .. foot", "stand on one more long wooden foot", false)]
    [InlineData("stand ... foot", "stand on one more long wooden foot", true)]
    [InlineData("(stand | walk) on", "walk on", true)]
    [InlineData("(stand | walk)? on", "on", true)]
    [InlineData("left? foot", "foot", true)]
    [InlineData("walk !far", "walk far", false)]
    [InlineData("walk !far", "walk very far", false)]
    [InlineData("walk !far", "walk", true)]
    [InlineData("walk !far", "walk. Far", true)]
    [InlineData("walk {end}", "I walk, he runs", true)]
    [InlineData("walk {end}", "I walk home", false)]
    [InlineData("{figure} kg", "lost 6kg", true)]
    [InlineData("{figure} degrees", "38.5 degrees", true)]
    [InlineData("in {year}", "in 2015", true)]
    [InlineData("in {year}", "in 20155", false)]
    public void A_pattern_matches_as_it_reads(string pattern, string message, bool matches)
    {
        var vocabulary = new SafetyFile("vocabulary.yaml", string.Join('\n', Language.All.Select(name => $"{name}: [{Words(name)}]")));
        var lexicon = new Lexicon();
        var problems = new List<SourceProblem>();
        VocabularyReader.Read(vocabulary, lexicon, problems);
        Assert.Empty(problems);
        var (parsed, wrong) = PatternText.Parse(pattern, lexicon, _ => false);
        Assert.Null(wrong);
        var reading = new Reading(message, lexicon);
        Assert.Equal(matches, Enumerable.Range(0, reading.Count).Any(i => Reading.Longest(parsed!.Ends(reading, i), i) > i));

        static string Words(string name) => name switch
        {
            Language.Fillers => "(the | a | my | very | really)",
            Language.Breaks => "but",
            Language.Negators => "not",
            _ => "zzz",
        };
    }

    [Theory]
    [InlineData("standing", "stand")]
    [InlineData("stands", "stand")]
    [InlineData("popped", "pop")]
    [InlineData("poking", "pok")]
    [InlineData("swelling", "swell")]
    [InlineData("toes", "toe")]
    [InlineData("injuries", "injury")]
    [InlineData("red", "red")]
    [InlineData("this", "this")]
    public void Ordinary_endings_come_off(string word, string stem) => Assert.Equal(stem, Stem.Of(word));
}
