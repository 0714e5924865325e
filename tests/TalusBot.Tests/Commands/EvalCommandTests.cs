using System.Text.Json;
using TalusBot.Commands;
using TalusBot.Evaluation;

namespace TalusBot.Tests.Commands;

public sealed class EvalCommandTests
{
    private static readonly string Dev = Path.Combine(Repository.Knowledge, "questions", "dev.jsonl");

    [Fact]
    public async Task The_measure_is_printed_for_programs()
    {
        var (code, output, _) = await RunAsync("--questions", Dev, "--knowledge", Repository.Knowledge, "--json");
        using var report = JsonDocument.Parse(output);

        Assert.Equal(0, code);
        Assert.Equal(45, report.RootElement.GetProperty("all").GetProperty("rows").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("all").GetProperty("redFlagsMissed").GetInt32());
        Assert.InRange(report.RootElement.GetProperty("leaveOneOut").GetDouble(), 0.85, 1);
    }

    [Fact]
    public async Task A_threshold_that_is_not_held_is_named_and_the_rows_that_fell()
    {
        using var folder = new TemporaryFolder();
        var site = Path.Combine(Copy(folder), "site.yaml");
        await File.WriteAllTextAsync(site, (await File.ReadAllTextAsync(site)).Replace("right: 0.92", "right: 1", StringComparison.Ordinal));
        var (code, output, error) = await RunAsync("--questions", Dev, "--knowledge", Path.GetDirectoryName(site)!);

        Assert.Equal(1, code);
        Assert.Contains("Not good enough: right replies:", error, StringComparison.Ordinal);
        Assert.Contains("at least 100.0 % wanted", error, StringComparison.Ordinal);
        Assert.Contains("dev-", output, StringComparison.Ordinal);
    }

    /// <summary>What CI holds every change to, of the content as well as of the code.</summary>
    [Theory]
    [InlineData("the half to work with")]
    [InlineData("the half that nobody works with", "--untouched")]
    public async Task What_ships_is_good_enough(string half, params string[] more)
    {
        var (code, output, error) = await RunAsync(["--knowledge", Repository.Knowledge, .. more]);

        Assert.Contains(half, output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.True(code == 0, error + output);
    }

    [Fact]
    public async Task An_entry_that_is_gone_is_named_by_what_rested_on_it_and_by_the_rows_that_fell()
    {
        using var folder = new TemporaryFolder();
        var knowledge = Copy(folder);
        File.Delete(Path.Combine(knowledge, "entries", "wear-time.md"));
        var (code, output, error) = await RunAsync("--questions", Dev, "--knowledge", knowledge);

        Assert.Equal(1, code);
        Assert.Matches(@"judged/entries\.jsonl\(\d+\): .*wear-time", error);
        Assert.Matches(@"Not good enough: the knowledge has \d+ mistake\(s\) to mend", error);
        Assert.Contains("dev-", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("heels, high heels, stilettos, pumps", "heels, high heels, stilettos, , pumps", @"synonyms\.txt\(\d+\): A phrase is empty; remove the comma")]
    [InlineData("talus, talus bone, ankle bone, anklebone", "tape, wear, leave, soon, glide, towel, calf, heel, shoe, knee, hip, long, better, weeks => ankle", "Not good enough: leave-one-out S@1: .*, at least 85.0 % wanted")]
    public async Task A_broken_synonym_is_named_by_its_line_or_by_the_rows_that_fell(string line, string broken, string reason)
    {
        using var folder = new TemporaryFolder();
        var knowledge = Copy(folder);
        var synonyms = Path.Combine(knowledge, "synonyms.txt");
        await File.WriteAllTextAsync(synonyms, (await File.ReadAllTextAsync(synonyms)).Replace(line, broken, StringComparison.Ordinal));
        var (code, output, error) = await RunAsync("--questions", Dev, "--knowledge", knowledge);

        Assert.Equal(1, code);
        Assert.Matches(reason, error);
        Assert.Contains("dev-", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_shows_each_tenth_of_sureness()
    {
        var reliability = Reliability.Of([(0.05, false), (0.95, true), (0.97, true), (0.93, false)]);

        Assert.Equal([(0.05, 0.0, 1), (0.95, 0.6667, 3)], reliability.Bins.Select(bin => (bin.P, bin.Right, bin.Rows)));
        Assert.Equal(((1 * 0.05) + (3 * (0.95 - 0.6667))) / 4, reliability.Error!.Value, 3);
        Assert.Contains("0.67 right of 3", reliability.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_so()
    {
        using var error = new StringWriter();
        Assert.Equal(1, await CommandLine.RunAsync(["eval", "--questions", "nowhere.jsonl", "--knowledge", Repository.Knowledge, "--seeds", Repository.Seeds], CommandOutput.To(TextWriter.Null, error)));
        Assert.Contains("There is no file \"nowhere.jsonl\"", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["eval", "--seeds", Repository.Seeds, .. arguments], CommandOutput.To(output, error));
        return (code, output.ToString(), error.ToString());
    }

    private static string Copy(TemporaryFolder folder)
    {
        var to = folder.File("knowledge");
        foreach (var file in Directory.EnumerateFiles(Repository.Knowledge, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(Repository.Knowledge, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return to;
    }
}
