using System.Net;
using System.Text;
using TalusBot.Tests.Channels.Connector;
using TalusBot.Tests.Maintenance.Console;

namespace TalusBot.Tests.Security;

/// <summary>What holds for every address that is served, whatever it is asked.</summary>
public sealed class EveryAnswerTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    [Fact]
    public async Task Whatever_is_asked_of_whatever_address_the_answer_has_the_security_headers()
    {
        await using var bot = await RunningBot.StartAsync(settings: [$"Maintain:Key={ConsoleVisit.Key}", "Limits:QuestionsPerMinute=100000", "Limits:RequestsPerMinute=1000000"]);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(bot.Address) };
        using var maintainer = await ConsoleVisit.SignedInAsync(bot.Address);
        var cookies = string.Join("; ", maintainer.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));
        var answers = 0;
        foreach (var path in Endpoints.Of(bot).Select(endpoint => endpoint.Path).Where(path => path != "/maintain/fit").Concat(Endpoints.Files).Append("/nothing").Distinct())
        {
            foreach (var method in Methods)
            {
                foreach (var (accept, cookie) in ((string, string?)[])[("text/html", null), ("application/json", cookies)])
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), path);
                    request.Headers.Add("Accept", accept);
                    if (cookie is not null)
                    {
                        request.Headers.Add("Cookie", cookie);
                    }

                    using var answer = await http.SendAsync(request);
                    Assert.True((int)answer.StatusCode < 500, $"{method} {path}: {answer.StatusCode}");
                    IsGuarded(answer, $"{method} {path}");
                    answers++;
                }
            }
        }

        Assert.True(answers > 400, $"{answers}");
    }

    [Theory]
    [InlineData("https", "bot.example", "max-age=2592000")]
    [InlineData("http", "bot.example", null)]
    [InlineData("https", "localhost:3978", null)]
    public async Task Whoever_came_by_https_is_told_to_stay_there_except_on_a_developers_machine(string scheme, string host, string? told)
    {
        await using var bot = await RunningBot.StartAsync(settings: ["Web:TrustedProxies:0=127.0.0.1", "DirectLine:AllowedOrigins:0=https://blog.example"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/embed.js");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-For", "203.0.113.1");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await bot.Http.SendAsync(request);

        Assert.Equal(told, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null);
    }

    [Fact]
    public async Task No_answer_and_no_word_on_the_screen_holds_a_secret()
    {
        using var folder = new TemporaryFolder();
        await using var channel = await MockChannel.StartAsync();
        string[] secrets = ["the-secret-of-direct-line", ConsoleVisit.Key, "dGhlIHNlY3JldCBvZiB0aGUgd2ViaG9vayE=", MockChannel.Secret];
        await using var bot = await channel.BotAsync(
            null, folder.File("talusbot.db"), $"DirectLine:Secret={secrets[0]}", $"Maintain:Key={secrets[1]}", $"TeamsWebhook:Secret={secrets[2]}", "Limits:RequestsPerMinute=100000");
        string[] kept = [.. secrets, .. DataFile.Rows(folder.File("talusbot.db"), "SELECT material FROM signing_key").Select(row => row.ToString()!)];
        using var maintainer = await ConsoleVisit.SignedInAsync(bot.Address);
        var cookies = string.Join("; ", maintainer.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));
        foreach (var path in Endpoints.Of(bot).Select(endpoint => endpoint.Path).Where(path => path != "/maintain/fit").Concat(Endpoints.Files).Distinct())
        {
            foreach (var method in (string[])["GET", "POST"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.Add("Accept", "text/html");
                request.Headers.Add("Cookie", cookies);
                request.Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
                using var answer = await bot.Http.SendAsync(request);
                var said = answer + await answer.Content.ReadAsStringAsync();
                Assert.All(kept, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task No_page_of_a_strangers_site_gets_anything_done_by_a_readers_browser()
    {
        await using var bot = await RunningBot.StartAsync(settings: [$"Maintain:Key={ConsoleVisit.Key}", "Limits:QuestionsPerMinute=100000"]);
        using var maintainer = await ConsoleVisit.SignedInAsync(bot.Address);
        var cookies = string.Join("; ", maintainer.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(bot.Address) };
        var posts = Endpoints.Of(bot).Where(endpoint => endpoint.Methods.Contains("POST")).Select(endpoint => endpoint.Path).Distinct().ToList();
        Assert.True(posts.Count > 12, string.Join(' ', posts));
        foreach (var path in posts)
        {
            // What a form or a script of another site can send without asking first. A browser sends its cookies where they are not SameSite.
            foreach (var type in (string[])["application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{\"question\":\"what kind of tape?\",\"type\":\"message\",\"conversation\":{\"id\":\"c\"},\"serviceUrl\":\"http://localhost:1\"}") };
                request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
                request.Headers.Add("Origin", "https://evil.example");
                request.Headers.Add("Sec-Fetch-Site", "cross-site");
                request.Headers.Add("Cookie", cookies);
                using var answer = await http.SendAsync(request);
                Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{path} {type}: {answer.StatusCode}");
            }

            // And whoever asks first is not allowed.
            using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
            preflight.Headers.Add("Origin", "https://evil.example");
            preflight.Headers.Add("Access-Control-Request-Method", "POST");
            preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
            using var told = await http.SendAsync(preflight);
            Assert.False(told.Headers.Contains("Access-Control-Allow-Origin"), path);
        }
    }

    private static void IsGuarded(HttpResponseMessage answer, string what)
    {
        string One(string header) => answer.Headers.TryGetValues(header, out var values) && values.ToList() is [var only] ? only : $"{what} has not one {header}";
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", One("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.EndsWith("base-uri 'none'; form-action 'self'; frame-ancestors 'none'", One("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", One("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("strict-origin-when-cross-origin", One("Referrer-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
        Assert.Equal("camera=(), microphone=(), geolocation=()", One("Permissions-Policy"));
        Assert.Equal(answer.Headers.CacheControl is { NoCache: true } && answer.Headers.Contains("ETag") ? "cross-origin" : "same-origin", One("Cross-Origin-Resource-Policy"));
        Assert.NotNull(answer.Headers.CacheControl);
        Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"), what);
    }
}
