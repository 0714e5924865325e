using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace TalusBot.Fuzz.Targets;

/// <summary>The real host over a copy of the knowledge, with somebody talking to it and a maintainer signed in.</summary>
internal sealed partial class HttpHost : IDisposable
{
    private const string ConsoleKey = "a key of 20 letters!";
    private const int JudgedRows = 40;
    private static readonly byte[] WebhookKey = SHA256.HashData("a key for these requests"u8);
    private readonly string folder = Directory.CreateTempSubdirectory("talusbot-fuzz-").FullName;
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    private readonly WebApplication app;

    private HttpHost()
    {
        Copy(Repository.Knowledge, Path.Combine(folder, "knowledge"));
        Copy(Repository.Seeds, Path.Combine(folder, "seeds"));
        app = ServerHost.Build([
            "--urls=http://127.0.0.1:0", $"--Storage:Path={Path.Combine(folder, "talusbot.db")}", $"--Knowledge:Path={Path.Combine(folder, "knowledge")}", $"--Knowledge:Seeds={Path.Combine(folder, "seeds")}", "--Logging:LogLevel:Default=Error",
            "--Limits:TokensPerMinute=1000000", "--Limits:MessagesPerMinute=1000000", "--Limits:QuestionsPerMinute=1000000", "--Limits:RequestsPerMinute=10000000", "--DirectLine:Secret=a-secret-of-these-requests", $"--TeamsWebhook:Secret={Convert.ToBase64String(WebhookKey)}", $"--Maintain:Key={ConsoleKey}",
        ]);
    }

    public int Port { get; private set; }

    public static HttpHost Start()
    {
        var host = new HttpHost();
        host.app.StartAsync().GetAwaiter().GetResult();
        host.Port = new Uri(host.app.Urls.First()).Port;
        host.EnterAsync().GetAwaiter().GetResult();
        return host;
    }

    /// <summary>The input with what only this host knows in its places, such as <c>{{token}}</c>.</summary>
    public byte[] Filled(byte[] input)
    {
        if (input.AsSpan().IndexOf("{{"u8) < 0)
            return input;
        var text = Encoding.Latin1.GetString(input);
        foreach (var (place, value) in places)
            text = text.Replace(place, value, StringComparison.Ordinal);
        var body = text.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var at ? text[(at + 2)..] : "";
        return Encoding.Latin1.GetBytes(text.Replace("{{hmac}}", Convert.ToBase64String(HMACSHA256.HashData(WebhookKey, Encoding.Latin1.GetBytes(body))), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts a talk, asks something, and signs in at the console.</summary>
    private async Task EnterAsync()
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var token = Text(await SentAsync(http, "/api/chat/token", "{}"), "token");
        http.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        var conversation = Text(await SentAsync(http, "/v3/directline/conversations", "{}"), "conversationId");
        await SentAsync(http, $"/v3/directline/conversations/{conversation}/activities", """{"type":"message","from":{"id":"u"},"text":"what kind of tape?"}""");
        (places["{{token}}"], places["{{conversation}}"]) = (token, conversation);
        http.DefaultRequestHeaders.Remove("Authorization");
        places["{{talk}}"] = Text(await SentAsync(http, "/api/ask", """{"question":"how deep is the sea?"}"""), "conversation");

        var asked = await FormFieldAsync(http, "/maintain/sign-in");
        using var signedIn = await http.PostAsync("/maintain/sign-in", new StringContent($"{asked}&name=Ada&key={Uri.EscapeDataString(ConsoleKey)}", Encoding.UTF8, "application/x-www-form-urlencoded"));
        signedIn.EnsureSuccessStatusCode();
        places["{{form}}"] = await FormFieldAsync(http, "/maintain/entries/new");
        places["{{cookie}}"] = cookies.GetCookieHeader(new Uri(http.BaseAddress, "/maintain/inbox"));
    }

    private static async Task<string> SentAsync(HttpClient http, string path, string json)
    {
        using var answer = await http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> FormFieldAsync(HttpClient http, string path)
    {
        var field = FormField().Match(await http.GetStringAsync(path));
        return $"{field.Groups["name"].Value}={Uri.EscapeDataString(field.Groups["value"].Value)}";
    }

    private static string Text(string json, string key)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(key).GetString()!;
    }

    /// <summary>Of the judged questions only a few: each takes time to read, and none matters here.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllLines(copy, File.ReadLines(file).Take(file.Contains("judged", StringComparison.Ordinal) ? JudgedRows : int.MaxValue));
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>form)\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex FormField();
}
