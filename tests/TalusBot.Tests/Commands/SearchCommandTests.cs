using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Commands;

namespace TalusBot.Tests.Commands;

public sealed partial class SearchCommandTests : IDisposable
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "TalusBot.Knowledge.Tests", "Golden", "lucene");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Bm25_gives_Lucenes_run_twice_the_same()
    {
        var first = await RunAsync("first", "bm25");
        var second = await RunAsync("second", "bm25");

        Assert.Equal(first, second);
        var ours = first.Select(line => line.Split(' ')).GroupBy(part => part[0]).ToDictionary(group => group.Key, group => group.ToDictionary(part => part[2], part => double.Parse(part[4], CultureInfo.InvariantCulture)));
        foreach (var expected in File.ReadLines(Path.Combine(Golden, "run.tsv")).Select(line => line.Split('\t')))
        {
            var score = double.Parse(expected[2], CultureInfo.InvariantCulture);
            Assert.True(ours[expected[0]].TryGetValue(expected[1], out var found), $"{expected[0]} {expected[1]}");
            Assert.InRange(found, score * (1 - 1e-4), score * (1 + 1e-4));
        }

        Assert.All(first, line => Assert.Matches(TrecLine(), line));
    }

    [Fact]
    public async Task Ranks_count_from_1_and_scores_fall()
    {
        foreach (var question in (await RunAsync("run", "bm25")).Select(line => line.Split(' ')).GroupBy(part => part[0]))
        {
            Assert.Equal(Enumerable.Range(1, question.Count()), question.Select(part => int.Parse(part[3], CultureInfo.InvariantCulture)));
            var scores = question.Select(part => double.Parse(part[4], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(scores.OrderDescending(), scores);
        }
    }

    [Fact]
    public async Task Answers_carry_probability_outcome_and_one_row_a_group()
    {
        await File.WriteAllTextAsync(folder.File("corpus.jsonl"), """
            {"_id":"a1","question":"Which tape?","answer":"Athletic tape.","group":"a"}
            {"_id":"a2","question":"What kind of tape do I need?","answer":"Athletic tape.","group":"a"}
            {"_id":"b","title":"Time","text":"Give it six weeks."}
            """);
        await File.WriteAllTextAsync(folder.File("queries.jsonl"), """
            {"_id":"q1","text":"what kind of tape do I need"}
            {"id":"q2","text":"who wrote hamlet"}
            """);

        var hybrid = await AnswersAsync("hybrid");
        var bm25 = await AnswersAsync("bm25");

        Assert.Equal("q1", hybrid[0].GetProperty("_id").GetString());
        Assert.Equal("answered", hybrid[0].GetProperty("outcome").GetString());
        Assert.InRange(hybrid[0].GetProperty("p").GetDouble(), 0.7, 1);
        Assert.Equal("a2", hybrid[0].GetProperty("top")[0][0].GetString());
        Assert.Equal(2, hybrid[0].GetProperty("top").GetArrayLength());
        Assert.Equal("notCovered", hybrid[1].GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, bm25[0].GetProperty("p").ValueKind);
        Assert.Equal("a2", bm25[0].GetProperty("top")[0][0].GetString());
    }

    [Fact]
    public async Task Json_measures_in_one_line()
    {
        var (code, output, _) = await CommandAsync(["--corpus", Path.Combine(Golden, "corpus.jsonl"), "--queries", Path.Combine(Golden, "queries.jsonl"), "--engine", "bm25", "--json"]);
        using var report = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal(0, code);
        Assert.Equal(["docs", "index_s", "p50_us", "p99_us", "qps_1thread", "rss_mb"], report.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(3040, report.RootElement.GetProperty("docs").GetInt32());
    }

    [Fact]
    public async Task A_snapshot_gives_the_run_that_building_gave()
    {
        var built = await RunAsync("built", "bm25");
        var (_, writing) = await SnapshotRunAsync(Path.Combine(Golden, "corpus.jsonl"));
        var (opened, opening) = await SnapshotRunAsync(Path.Combine(Golden, "corpus.jsonl"));

        Assert.Equal(built, opened);
        Assert.Contains("is not there yet", writing, StringComparison.Ordinal);
        Assert.Equal("", opening);
    }

    [Fact]
    public async Task A_snapshot_of_a_corpus_that_has_changed_is_built_again()
    {
        await File.WriteAllTextAsync(folder.File("corpus.jsonl"), """{"_id":"old","text":"sprained ankle talus tape time weeks"}""");
        await SnapshotRunAsync(folder.File("corpus.jsonl"));
        await File.WriteAllTextAsync(folder.File("corpus.jsonl"), """{"_id":"new","text":"sprained ankle talus tape time weeks"}""");
        var (run, told) = await SnapshotRunAsync(folder.File("corpus.jsonl"));

        Assert.NotEmpty(run);
        Assert.All(run, line => Assert.Contains(" new ", line, StringComparison.Ordinal));
        Assert.Contains("is of other documents", told, StringComparison.Ordinal);
        Assert.Equal("", (await SnapshotRunAsync(folder.File("corpus.jsonl"))).Told);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_built_again()
    {
        var (built, _) = await SnapshotRunAsync(Path.Combine(Golden, "corpus.jsonl"));
        var bytes = await File.ReadAllBytesAsync(folder.File("snapshot"));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(folder.File("snapshot"), bytes);
        var (again, told) = await SnapshotRunAsync(Path.Combine(Golden, "corpus.jsonl"));

        Assert.Equal(built, again);
        Assert.Contains("is damaged", told, StringComparison.Ordinal);
        Assert.Equal("", (await SnapshotRunAsync(Path.Combine(Golden, "corpus.jsonl"))).Told);
    }

    [Fact]
    public async Task Groups_are_not_kept_in_a_snapshot_and_still_count()
    {
        await File.WriteAllTextAsync(folder.File("corpus.jsonl"), """
            {"_id":"a1","text":"athletic tape","group":"a"}
            {"_id":"a2","text":"tape","group":"a"}
            """);
        await File.WriteAllTextAsync(folder.File("queries.jsonl"), """{"_id":"q1","text":"tape"}""");
        var (code, _, told) = await CommandAsync(["--corpus", folder.File("corpus.jsonl"), "--queries", folder.File("queries.jsonl"), "--engine", "bm25", "--run", folder.File("run"), "--snapshot", folder.File("snapshot")]);

        Assert.Equal(0, code);
        Assert.Contains("No snapshot is written", told, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("snapshot")));
        Assert.Contains(" a2 ", Assert.Single(await File.ReadAllLinesAsync(folder.File("run"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_bm25_takes_a_snapshot()
    {
        var (code, _, told) = await CommandAsync(["--corpus", "c", "--queries", "q", "--snapshot", "s"]);
        Assert.NotEqual(0, code);
        Assert.Contains("--snapshot is for --engine bm25", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_row_is_named_with_file_and_line()
    {
        await File.WriteAllTextAsync(folder.File("corpus.jsonl"), "{\"_id\":\"a\",\"text\":\"x\"}\n{\"_id\":\"a\",\"text\":\"y\"}\nnonsense\n{\"text\":\"no id\"}\n");
        var (code, _, error) = await CommandAsync(["--corpus", folder.File("corpus.jsonl"), "--queries", folder.File("missing.jsonl")]);

        Assert.Equal(1, code);
        Assert.Contains("corpus.jsonl(2): The id \"a\" stands twice", error, StringComparison.Ordinal);
        Assert.Contains("corpus.jsonl(3): This is not valid JSON", error, StringComparison.Ordinal);
        Assert.Contains("corpus.jsonl(4): The row needs an \"_id\"", error, StringComparison.Ordinal);
        Assert.Contains("missing.jsonl(0): There is no such file", error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\S+ Q0 \S+ [1-9]\d* \d+(\.\d+)? talusbot$")]
    private static partial Regex TrecLine();

    private async Task<string[]> RunAsync(string name, string engine)
    {
        var (code, _, error) = await CommandAsync(
            ["--corpus", Path.Combine(Golden, "corpus.jsonl"), "--queries", Path.Combine(Golden, "queries.jsonl"), "--engine", engine, "--run", folder.File(name)]);
        Assert.True(code == 0, error);
        return await File.ReadAllLinesAsync(folder.File(name));
    }

    private async Task<(string[] Run, string Told)> SnapshotRunAsync(string corpus)
    {
        var (code, _, error) = await CommandAsync(
            ["--corpus", corpus, "--queries", Path.Combine(Golden, "queries.jsonl"), "--engine", "bm25", "--run", folder.File("run"), "--snapshot", folder.File("snapshot")]);
        Assert.True(code == 0, error);
        return (await File.ReadAllLinesAsync(folder.File("run")), error);
    }

    private async Task<List<JsonElement>> AnswersAsync(string engine)
    {
        var (code, _, error) = await CommandAsync(["--corpus", folder.File("corpus.jsonl"), "--queries", folder.File("queries.jsonl"), "--engine", engine, "--answers", folder.File("answers")]);
        Assert.True(code == 0, error);
        return [.. (await File.ReadAllLinesAsync(folder.File("answers"))).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return row.RootElement.Clone();
        })];
    }

    private static async Task<(int Code, string Output, string Error)> CommandAsync(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["search", .. args], CommandOutput.To(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
