using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Encoding;
using TalusBot.Maintenance.Console;
using TalusBot.Storage;

namespace TalusBot.Benchmarks;

/// <summary>How long a maintainer waits for the inbox, over HTTP from the running bot; every row is worded differently.</summary>
[MedianColumn, SimpleJob(RunStrategy.Monitoring, warmupCount: 2, iterationCount: 10)]
public partial class InboxBenchmarks : IDisposable
{
    private const string Key = "a key of 20 letters!";
    private static readonly string[] Asks = ["how long does", "can I", "is it bad to", "why does", "when will", "which", "should I", "does it help to", "what if I", "how often should I"];
    private static readonly string[] Does = ["tape", "stretch", "ice", "strengthen", "massage", "mobilise", "rest", "load", "brace", "warm up"];
    private static readonly string[] What = ["my ankle", "the talus", "a stiff calf", "both feet", "the Achilles", "my left heel", "the knee", "an old sprain", "my arch", "the hip"];
    private static readonly string[] When = ["after a run", "in the morning", "before squats", "on stairs", "at night", "after surgery", "at work", "while sitting", "in winter", "every day"];

    private DirectoryInfo folder = null!;
    private WebApplication bot = null!;
    private HttpClient http = null!;
    private List<InboxRow> rows = [];
    private VectorCache vectors = null!;

    [Params(100, 10_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        folder = Directory.CreateTempSubdirectory("talusbot-bench-");
        var root = Root(AppContext.BaseDirectory);
        bot = ServerHost.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Storage:Path={Path.Combine(folder.FullName, "talusbot.db")}", $"--Knowledge:Path={Path.Combine(root, "knowledge")}", $"--Knowledge:Seeds={Path.Combine(root, "seeds")}",
            $"--Maintain:Key={Key}", "--Limits:RequestsPerMinute=1000000", "--Logging:LogLevel:Default=Error",
        ]);
        await bot.StartAsync();
        await bot.Services.GetRequiredService<Store>().WriteAsync("", session =>
        {
            for (var i = 0; i < Rows; i++)
            {
                session.Execute(
                    "INSERT INTO inbox (conversation_id, sequence, at, question, reason, only_new) VALUES (@id, 1, @at, @question, 'notCovered', 0)",
                    ("@id", i.ToString(CultureInfo.InvariantCulture)), ("@at", (long)i), ("@question", $"{Asks[i % 10]} {Does[i / 10 % 10]} {What[i / 100 % 10]} {When[i / 1000 % 10]}"));
            }

            return 0;
        });
        rows = bot.Services.GetRequiredService<MaintainStore>().Waiting(InboxGroups.MostRows);
        vectors = VectorCache.Open(Path.Combine(folder.FullName, "none.bin"), SentenceEncoder.Shared);
        GroupAll();
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(bot.Urls.First()) };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        var form = FormToken().Match(await http.GetStringAsync("/maintain/sign-in")).Groups[1].Value;
        using var sent = new FormUrlEncodedContent([new("form", form), new("name", "Ada"), new("key", Key)]);
        using var signedIn = await http.PostAsync("/maintain/sign-in", sent);
        signedIn.EnsureSuccessStatusCode();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        http.Dispose();
        bot.DisposeAsync().AsTask().GetAwaiter().GetResult();
        folder.Delete(recursive: true);
    }

    [Benchmark]
    public async Task<int> OpenInbox() => (await http.GetStringAsync("/maintain/inbox")).Length;

    /// <summary>What happens behind the page when new questions have come in, their vectors known.</summary>
    [Benchmark]
    public int GroupAll() => QuestionGroups.Of([.. rows.Select(row => new AskedRow(row.Question, row.At))], vectors).Count;

    private static string Root(string from) => File.Exists(Path.Combine(from, "TalusBot.sln")) ? from : Root(Path.GetDirectoryName(from)!);

    [GeneratedRegex("name=\"form\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}
