using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge.Tests.Safety;

/// <summary>Each test breaks one line of the project's own files and reads the complaint.</summary>
public sealed class SafetyReaderTests
{
    private const string Rule = "lost-feeling.md";

    [Fact]
    public void A_missing_folder_is_a_problem() =>
        Assert.Equal(
            "nowhere(0): this folder is missing; the safety rules live here.",
            Assert.Single(SafetyReader.ReadFolder("nowhere").Problems).ToString());

    [Fact]
    public void Bad_yaml_names_its_line() =>
        Problem(Rule, "title: Loss", "title: \"Loss", (_, p) =>
        {
            Assert.StartsWith("This is not valid YAML", p.Message, StringComparison.Ordinal);
            Assert.True(p.Line >= 3);
        });

    [Fact]
    public void A_file_without_front_matter_is_a_problem() =>
        Problem(Rule, "---\nid", "id", (_, p) => Assert.Equal((1, "a rule begins with a line \"---\", then its fields, then another line \"---\"."), (p.Line, p.Message)));

    [Theory]
    [InlineData("title: Loss", "titel: Loss", "\"title\" is missing or empty; write \"title: ...\".")]
    [InlineData("title: Loss", "titel: Loss", "\"titel\" is not a field of a rule; the fields are ")]
    [InlineData("urgency: sameDay", "urgency: later", "\"later\" is no urgency; write emergency, sameDay or soon.")]
    [InlineData("  default: \"{where}", "  en-GB: \"{where}", "the advice \"default\" is missing; write one that works anywhere, \"{where}\" puts in the sentence from places.yaml.")]
    [InlineData("  default: \"{where}", "  atlantis: \"{where}", "places.yaml has no place \"atlantis\"; add it there or mend the spelling.")]
    [InlineData("  url: https", "  url: ftp", "is no address; write one that begins with https://.")]
    [InlineData("\"{numb} + {numb-part}\"", "\"{nmub} + {numb-part}\"", "the vocabulary has no word {nmub}; add it to vocabulary.yaml or mend the spelling.")]
    [InlineData("\"{numb} + {numb-part}\"", "\"({numb} + {numb-part}\"", "a \"(\" is not closed; add \")\".")]
    [InlineData("\"{numb} + {numb-part}\"", "\"numb? ..\"", "this would match anything; leave at least one word without \"?\".")]
    [InlineData("\"{numb} + {numb-part}\"", "\"numb) foot\"", "check the brackets.")]
    [InlineData("  - numb\n", "  - nub\n", "\"nub\" is neither under \"signs\" nor under \"with\"; add it there or mend the spelling.")]
    [InlineData("  - numb\n", "  - trouble\n", "has no sign in it; a circumstance alone must not stop anybody.")]
    [InlineData("  - numb-it\n", "  - numb\n", "\"numb-it\" is in no line of \"fires\", so it is never used; add it or take it out.")]
    [InlineData("  - \"my toes are numb\"\n", "", null)]
    public void A_broken_line_is_explained(string right, string wrong, string? message) =>
        Problem(Rule, right, wrong, (line, p) =>
        {
            if (message is not null)
            {
                Assert.Contains(message, p.Message, StringComparison.Ordinal);
            }

            if (message is not null && !message.StartsWith("\"title\"", StringComparison.Ordinal) && !message.Contains("default\" is missing", StringComparison.Ordinal) && !message.Contains("never used", StringComparison.Ordinal))
            {
                Assert.Equal(line, p.Line);
            }
        }, message);

    [Fact]
    public void An_example_that_should_fire_and_does_not_is_named_with_its_line() =>
        Problem(Rule, "\"my toes are numb\"", "\"my toes are long\"", (line, p) =>
            Assert.Equal((line, "\"my toes are long\" must fire and does not; widen a pattern, or take the example out."), (p.Line, p.Message)));

    [Fact]
    public void An_example_that_should_be_quiet_and_fires_is_named_with_its_line() =>
        Problem(Rule, "\"it is not numb\"", "\"my foot is numb\"", (line, p) =>
        {
            Assert.Equal(line, p.Line);
            Assert.Equal("\"my foot is numb\" must not fire, but rule lost-feeling sees \"foot ... numb\"; narrow its pattern, or add the harmless meaning under \"unless\".", p.Message);
        });

    [Fact]
    public void Two_rules_with_one_id_are_a_problem()
    {
        var files = SafetyFolder.Files();
        var twin = files.First(f => f.Path.EndsWith(Rule, StringComparison.Ordinal));
        files.Add(new SafetyFile("knowledge/safety/twin.md", twin.Text));
        var problem = Assert.Single(SafetyReader.Read(files).Problems);
        Assert.Equal("knowledge/safety/twin.md(2): the id \"lost-feeling\" is already used by knowledge/safety/lost-feeling.md; give this rule another one.", problem.ToString());
    }

    [Theory]
    [InlineData("vocabulary.yaml")]
    [InlineData("places.yaml")]
    public void A_missing_shared_file_is_a_problem(string name)
    {
        var reading = SafetyReader.Read([.. SafetyFolder.Files().Where(f => !f.Path.EndsWith(name, StringComparison.Ordinal))]);
        Assert.Null(reading.Screen);
        Assert.Contains(reading.Problems, p => p.File == $"knowledge/safety/{name}" && p.Message == "this file is missing; no rule can be read without it.");
    }

    [Fact]
    public void A_set_that_the_screen_needs_must_be_there() =>
        Problem("vocabulary.yaml", "negators:", "negaters:", (_, p) =>
            Assert.Equal("the set \"negators\" is missing; the screen itself needs it, see README.md.", p.Message));

    [Fact]
    public void A_place_says_where_for_every_urgency() =>
        Problem("places.yaml", "    soon: \"Please make an appointment with a doctor", "    sooner: \"Please make an appointment with a doctor", (_, p) =>
            Assert.Equal("\"soon\" is missing or empty; write \"soon: ...\".", p.Message));

    [Fact]
    public void The_place_that_works_anywhere_must_be_there() =>
        Problem("places.yaml", "  default:\n", "  nowhere:\n    regions: [XX]\n", (_, p) =>
            Assert.Equal("the place \"default\" is missing; write advice there that works anywhere.", p.Message));

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var files = SafetyFolder.Files();
        for (var i = 0; i < files.Count; i++)
        {
            files[i] = files[i] with { Text = files[i].Text.Replace("urgency: ", "urgency: x", StringComparison.Ordinal) };
        }

        var reading = SafetyReader.Read(files);
        Assert.False(reading.IsUsable);
        Assert.Equal(files.Count(f => f.Path.EndsWith(".md", StringComparison.Ordinal)), reading.Problems.Count);
    }

    private static void Problem(string file, string right, string wrong, Action<int, SourceProblem> check, string? message = null)
    {
        var files = SafetyFolder.Files();
        var i = files.FindIndex(f => f.Path.EndsWith(file, StringComparison.Ordinal));
        var at = files[i].Text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} has no {right}");
        var line = files[i].Text[..at].Count(c => c == '\n') + 1;
        files[i] = files[i] with { Text = files[i].Text[..at] + wrong + files[i].Text[(at + right.Length)..] };

        var reading = SafetyReader.Read(files);
        if (message is null && wrong.Length == 0)
        {
            return;
        }

        Assert.Null(reading.Screen);
        var problems = reading.Problems.Where(p => p.File.EndsWith(file, StringComparison.Ordinal)).ToList();
        check(line, problems.Find(p => message is not null && p.Message.Contains(message, StringComparison.Ordinal)) ?? problems[0]);
    }

    [Fact]
    public void A_word_without_end_takes_no_memory_without_end()
    {
        var files = SafetyFolder.Files().ConvertAll(file => file.Path.EndsWith("vocabulary.yaml", StringComparison.Ordinal) ? file with { Text = $"{file.Text}\nendless:\n  - {new string('a', 20_000)}\n" } : file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(SafetyReader.Read(files).IsUsable);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000_000);
    }
}
