using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TalusBot.Tests.Privacy;

/// <summary>Everything that the bots of this test run log, down to the framework's finest, beside everything that visitors said to them.</summary>
[ProviderAlias("Suite")]
internal sealed class SuiteLog : ILoggerProvider
{
    /// <summary>Shorter words, and single ones, stand in logs by chance.</summary>
    private const int ShortestSaid = 12;

    /// <summary>Of long ones the beginning would stand there too.</summary>
    private const int LongestSought = 60;

    /// <summary>Speaks of knowledge files, whose words are no visitor's.</summary>
    private const string OfFiles = "TalusBot.Maintenance.KnowledgeLoader";

    private readonly string file = Path.Combine(Path.GetTempPath(), $"talusbot-suite-{Environment.ProcessId}.log");
    private readonly ConcurrentDictionary<string, bool> said = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> categories = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly StreamWriter writer;

    private SuiteLog()
    {
        writer = new StreamWriter(file, append: false, Encoding.UTF8, 1 << 16);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
    }

    public static SuiteLog Instance { get; } = new();

    /// <summary>Makes a bot log into this, all that there is.</summary>
    public static string Setting => "--Logging:Suite:LogLevel:Default=Trace";

    public IReadOnlyCollection<string> Categories => [.. categories.Keys];

    public ILogger CreateLogger(string categoryName)
    {
        categories.TryAdd(categoryName, true);
        return new Into(this, categoryName);
    }

    public void Write(string category, string line)
    {
        if (category != OfFiles)
        {
            lock (gate)
            {
                writer.Write(category);
                writer.Write(": ");
                writer.WriteLine(line);
            }
        }
    }

    /// <summary>A visitor said this.</summary>
    public void Said(string words)
    {
        foreach (var line in words.Split('\n').Select(line => line.Trim()).Where(line => line.Length >= ShortestSaid && line.Contains(' ', StringComparison.Ordinal)))
        {
            said.TryAdd(line.Length <= LongestSought ? line : line[..LongestSought], true);
        }
    }

    /// <summary>The lines that hold what a visitor said, as it is or as it stands in an address or in JSON.</summary>
    public List<string> Leaks()
    {
        lock (gate)
        {
            writer.Flush();
        }

        var words = Sought(said.Keys);
        using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(read, Encoding.UTF8);
        var leaks = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.AsSpan().ContainsAny(words))
            {
                leaks.Add(line.Length <= 500 ? line : line[..500]);
            }
        }

        return leaks;
    }

    /// <summary>Whether the line holds any of the words, as they are or as they stand in an address or in JSON.</summary>
    public static bool Holds(string line, IEnumerable<string> words) => line.AsSpan().ContainsAny(Sought(words));

    public void Dispose()
    {
        // One for all bots of the run; a bot that ends disposes what it logged into.
    }

    private static SearchValues<string> Sought(IEnumerable<string> words) => SearchValues.Create([.. words.SelectMany(Forms).Distinct(StringComparer.Ordinal)], StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Forms(string words) =>
        [words, Uri.EscapeDataString(words), WebUtility.UrlEncode(words), WebUtility.HtmlEncode(words), JavaScriptEncoder.Default.Encode(words), words.Replace(' ', '+')];

    private sealed class Into(SuiteLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log.Write(category, formatter(state, exception));
            if (exception is not null)
            {
                log.Write(category, exception.ToString());
            }

            // What a collector of structured logs gets beside the line.
            if (state is IEnumerable<KeyValuePair<string, object?>> fields && fields.Any(field => field.Value is string { Length: >= ShortestSaid }))
            {
                log.Write(category, string.Join(", ", fields.Select(field => Convert.ToString(field.Value, CultureInfo.InvariantCulture))));
            }
        }
    }

    /// <summary>Listens to what a test's visitors send.</summary>
    public sealed class Ear(HttpClientHandler inner) : DelegatingHandler(inner)
    {
        private static readonly string[] Words = ["text", "question", "reason", "q", "choice"];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Hear(Query(request.RequestUri?.Query.TrimStart('?') ?? ""));
            if (request.Content is { Headers.ContentType.MediaType: { } type })
            {
                var body = await request.Content.ReadAsStringAsync(cancellationToken);
                Hear(type == "application/x-www-form-urlencoded" ? Query(body) : Json(body));
            }

            return await base.SendAsync(request, cancellationToken);
        }

        private static void Hear(IEnumerable<string> all)
        {
            foreach (var words in all)
            {
                Instance.Said(words);
            }
        }

        private static IEnumerable<string> Query(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && Words.Contains(pair[0], StringComparer.Ordinal))
            .Select(pair => WebUtility.UrlDecode(pair[1]));

        private static IEnumerable<string> Json(string body)
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                return [.. Texts(document.RootElement)];
            }
            catch (JsonException)
            {
                // Spoiled on purpose; none of it may stand in a log either.
                return [body];
            }
        }

        private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(field =>
                field.Value.ValueKind is JsonValueKind.String && Words.Contains(field.Name, StringComparer.Ordinal) ? Spelled(field.Value) : Texts(field.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            _ => [],
        };

        private static IEnumerable<string> Spelled(JsonElement text)
        {
            try
            {
                return [text.GetString()!];
            }
            catch (InvalidOperationException)
            {
                // Half a character, which is no text.
                return [];
            }
        }
    }
}
