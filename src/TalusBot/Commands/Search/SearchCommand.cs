using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Commands.Search;

/// <summary><c>search</c>: ranks any collection in BEIR's form, so that the engine can be judged on more than our own words.</summary>
internal static class SearchCommand
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(2);

    public static Command Make(CommandOutput to)
    {
        var corpus = new Option<string>("--corpus") { Required = true, Description = "The documents: JSON lines with _id or id; title and text, or question and answer; optionally group." };
        var queries = new Option<string>("--queries") { Required = true, Description = "The questions: JSON lines with _id or id, and text." };
        var engine = new Option<string>("--engine") { DefaultValueFactory = _ => SearchEngine.Hybrid, Description = "hybrid (default), or bm25 as Lucene scores it." };
        engine.AcceptOnlyFromAmong(SearchEngine.Hybrid, SearchEngine.Bm25);
        var top = new Option<int>("--top") { DefaultValueFactory = _ => 100, Description = "Hits a question, 1 to 10000. Default 100." };
        var run = new Option<string?>("--run") { Description = "Write a TREC run file there." };
        var answers = new Option<string?>("--answers") { Description = "Write one JSON line a question there: _id, p, outcome, top." };
        var snapshot = new Option<string?>("--snapshot") { Description = "With bm25: keep the index in that file; read it from there when the corpus is the same." };
        var json = new Option<bool>("--json") { Description = "Measure, and print one JSON line: docs, index_s, p50_us, p99_us, qps_1thread, rss_mb." };
        var repeat = new Option<int>("--repeat") { DefaultValueFactory = _ => 1, Description = "Measured passes over the questions, 1 to 1000. Default 1." };
        top.Validators.Add(result => RefuseOutside(result, top, 1, 10_000));
        repeat.Validators.Add(result => RefuseOutside(result, repeat, 1, 1_000));
        var command = new Command("search", "Search any collection of documents with a file of questions.") { corpus, queries, engine, top, run, answers, snapshot, json, repeat };
        command.Validators.Add(result =>
        {
            if (result.GetValue(snapshot) is not null && result.GetValue(engine) != SearchEngine.Bm25)
            {
                result.AddError("--snapshot is for --engine bm25; the other engine keeps its vectors by itself.");
            }
        });
        command.SetAction(parsed =>
        {
            var clock = TimeProvider.System;
            var asked = BeirReader.ReadQueries(parsed.GetValue(queries)!);
            if (asked.Value is null)
            {
                return Refuse(BeirReader.ReadCorpus(parsed.GetValue(corpus)!, static _ => { }).Concat(asked.Problems), to);
            }

            var begun = clock.GetTimestamp();
            var read = parsed.GetValue(engine) == SearchEngine.Bm25
                ? Bm25Engine.Open(parsed.GetValue(corpus)!, parsed.GetValue(snapshot), to.Error)
                : HybridEngine.Open(parsed.GetValue(corpus)!, () => VectorsOf(parsed.GetValue(corpus)!), new Progress(to.Error, clock));
            var ready = clock.GetElapsedTime(begun);
            if (read.Value is not { } index)
            {
                return Refuse(read.Problems, to);
            }

            try
            {
                Write(index, asked.Value, parsed.GetValue(top), parsed.GetValue(run), parsed.GetValue(answers));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                to.Error.WriteLine($"The result cannot be written: {error.Message}");
                return 2;
            }

            if (!parsed.GetValue(json) && parsed.GetValue(run) is null && parsed.GetValue(answers) is null)
            {
                to.Error.WriteLine("Nothing was written: name a file with --run or --answers, or measure with --json.");
            }

            if (parsed.GetValue(json))
            {
                to.Out.WriteLine(SpeedReport.Measure(index, asked.Value, parsed.GetValue(top), parsed.GetValue(repeat), clock, ready));
            }

            return 0;
        });
        return command;
    }

    private static int Refuse(IEnumerable<SourceProblem> problems, CommandOutput to)
    {
        foreach (var problem in problems)
        {
            to.Error.WriteLine(problem);
        }

        return 1;
    }

    /// <summary>The unmeasured pass, which writes what was found.</summary>
    private static void Write(SearchEngine index, IReadOnlyList<BeirQuery> queries, int top, string? runPath, string? answersPath)
    {
        using var run = runPath is null ? null : new StreamWriter(runPath, append: false, new UTF8Encoding(false));
        using var answers = answersPath is null ? null : new StreamWriter(answersPath, append: false, new UTF8Encoding(false));
        foreach (var query in queries)
        {
            var found = index.Search(query.Text, top);
            for (var i = 0; run is not null && i < found.Top.Count; i++)
            {
                run.Write(string.Create(CultureInfo.InvariantCulture, $"{query.Id} Q0 {found.Top[i].Id} {i + 1} {found.Top[i].Score:0.0000##} talusbot\n"));
            }

            if (answers is not null)
            {
                answers.Write(Line(query.Id, found));
                answers.Write('\n');
            }
        }
    }

    private static string Line(string id, SearchResult found)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("_id", id);
            if (found.P is { } p)
            {
                json.WriteNumber("p", p);
            }
            else
            {
                json.WriteNull("p");
            }

            json.WriteString("outcome", found.Outcome);
            json.WriteStartArray("top");
            foreach (var (document, score) in found.Top)
            {
                json.WriteStartArray();
                json.WriteStringValue(document);
                json.WriteNumberValue(Math.Round(score, 6));
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>A file of its own for every collection, beside the conversations, so that none drops another's vectors.</summary>
    private static VectorCache VectorsOf(string corpus)
    {
        var path = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(corpus))))[..16];
        return VectorCache.Open(Path.Combine(DataFolder.Of(EnvironmentSettings.Storage), "vectors", $"search-{path}.bin"), SentenceEncoder.Shared);
    }

    private static void RefuseOutside(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
    {
        if (result.GetValue(option) is var value && (value < least || value > most))
        {
            result.AddError($"{option.Name} must be from {least} to {most}.");
        }
    }

    /// <summary>A line every few seconds while sentences are encoded.</summary>
    private sealed class Progress(TextWriter to, TimeProvider clock) : IProgress<int>
    {
        private long last = clock.GetTimestamp();

        public void Report(int value)
        {
            if (clock.GetElapsedTime(last) >= BetweenReports)
            {
                last = clock.GetTimestamp();
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} sentences encoded ..."));
            }
        }
    }
}
