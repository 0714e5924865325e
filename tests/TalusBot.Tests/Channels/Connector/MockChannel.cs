using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>A channel on this machine: keys and their metadata, a login server, and a connector that keeps what is sent to it.</summary>
internal sealed class MockChannel : IAsyncDisposable
{
    public const string AppId = "11111111-2222-4333-8444-555555555555";
    public const string Secret = "the bot's client secret";
    public const string Tenant = "99999999-aaaa-4bbb-8ccc-dddddddddddd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Sent> sent = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Answer>> planned = new(StringComparer.Ordinal);
    private int tokens;

    private MockChannel(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public string ServiceUrl => Address + "/amer/";

    /// <summary>The keys that are published just now, the first of which signs.</summary>
    public List<SigningKey> Keys { get; set; } = [new("msteams", "webchat")];

    /// <summary>What the metadata document and the keys are answered with.</summary>
    public int KeyStatus { get; set; } = 200;

    /// <summary>The metadata document is answered when this is done.</summary>
    public Task KeysHeld { get; set; } = Task.CompletedTask;

    public int KeyRequests { get; private set; }

    public int TokenRequests => tokens;

    /// <summary>The status of the login server's answers.</summary>
    public int LoginStatus { get; set; } = 200;

    /// <summary>How long the login server asks us to wait; null where it does not.</summary>
    public string? LoginRetryAfter { get; set; }

    /// <summary>The login server answers when this is done.</summary>
    public Task LoginHeld { get; set; } = Task.CompletedTask;

    /// <summary>The token that it gives, as it stands in JSON; null numbers them.</summary>
    public string? AccessToken { get; set; }

    /// <summary>How long its tokens live, in seconds.</summary>
    public int TokenSeconds { get; set; } = 3599;

    public IReadOnlyList<Sent> All => [.. sent];

    /// <summary>Answers every send that is not planned.</summary>
    public Answer Otherwise { get; set; } = new(201);

    public static async Task<MockChannel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var channel = new MockChannel(builder.Build());
        channel.app.Run(channel.AnswerAsync);
        await channel.app.StartAsync();
        return channel;
    }

    /// <summary>The settings that make a bot trust this channel.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
    [
        ("MicrosoftAppType", "SingleTenant"),
        ("MicrosoftAppId", AppId),
        ("MicrosoftAppPassword", Secret),
        ("MicrosoftAppTenantId", Tenant),
        ("ToBotFromChannelOpenIdMetadataUrl", Address + "/metadata"),
        ("ToChannelFromBotLoginUrl", $"{Address}/{Tenant}"),
        ("Connector:RetryDelay", "00:00:00.001"),
        ("Connector:RetryLater", "00:00:00.050"),
        ("Connector:LoginRetryDelay", "00:00:00.001"),
    ];

    public Task<RunningBot> BotAsync(TimeProvider? clock = null, string? dataFile = null, params string[] more) =>
        RunningBot.StartAsync(clock, dataFile, [.. Settings.Select(setting => $"{setting.Name}={setting.Value}"), .. more]);

    /// <summary>What sends to this conversation are answered with, one after the other.</summary>
    public void Plan(string conversation, params Answer[] answers) => planned[conversation] = new(answers);

    /// <summary>The messages that were taken, oldest first.</summary>
    public List<Sent> Taken(string conversation, string type = "message") =>
        [.. sent.Where(one => one.Conversation == conversation && one.Type == type && one.Status < 300)];

    public async Task<Sent> ReplyAsync(string conversation, int number = 1, string type = "message")
    {
        await Eventually.TrueAsync(() => Taken(conversation, type).Count >= number);
        return Taken(conversation, type)[number - 1];
    }

    /// <summary>A token as this channel signs it; a null value leaves the claim out.</summary>
    public string Token(DateTimeOffset? now = null, SigningKey? key = null, string alg = "RS256", string? kid = null, params (string Claim, object? Value)[] other)
    {
        var at = (now ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = "https://api.botframework.com", ["aud"] = AppId, ["serviceurl"] = ServiceUrl, ["nbf"] = at - 30, ["exp"] = at + 3600 };
        foreach (var (claim, value) in other)
        {
            claims[claim] = value switch
            {
                null => null,
                long number => JsonValue.Create(number),
                _ => JsonValue.Create((string)value),
            };
            if (value is null)
            {
                claims.Remove(claim);
            }
        }

        var signer = key ?? Keys[0];
        var input = $"{Encode($$"""{"alg":"{{alg}}","typ":"JWT","kid":"{{kid ?? signer.Id}}"}""")}.{Encode(claims.ToJsonString())}";
        return $"{input}.{signer.Sign(input, alg)}";
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static string Encode(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        return path switch
        {
            "/metadata" => AnswerAsync(context, KeysHeld, KeyStatus, $$"""{"issuer":"https://api.botframework.com","jwks_uri":"{{Address}}/keys"}"""),
            "/keys" => KeysAsync(context),
            $"/{Tenant}/oauth2/v2.0/token" => LoginAsync(context),
            _ => TakeAsync(context, path),
        };
    }

    private Task KeysAsync(HttpContext context)
    {
        KeyRequests++;
        return AnswerAsync(context, KeyStatus, $$"""{"keys":[{{string.Join(',', Keys.Select(key => key.Published))}}]}""");
    }

    private async Task LoginAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var number = Interlocked.Increment(ref tokens);
        var isOurs = form["client_id"] == AppId && form["client_secret"] == Secret && form["grant_type"] == "client_credentials" && form["scope"] == "https://api.botframework.com/.default";
        await LoginHeld;
        if (LoginRetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait;
        }

        await (LoginStatus == 200 && isOurs
            ? AnswerAsync(context, 200, $$"""{"token_type":"Bearer","expires_in":{{TokenSeconds}},"access_token":"{{AccessToken ?? $"out-{number}"}}"}""")
            : AnswerAsync(context, LoginStatus == 200 ? 401 : LoginStatus, """{"error":"invalid_client"}"""));
    }

    private async Task TakeAsync(HttpContext context, string path)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var parts = path.Split('/');
        var conversation = Uri.UnescapeDataString(parts[Array.IndexOf(parts, "conversations") + 1]);
        var type = body.RootElement.GetProperty("type").GetString()!;
        var answer = type == "message" && planned.TryGetValue(conversation, out var queue) && queue.TryDequeue(out var next) ? next : Otherwise;
        var one = new Sent(path, conversation, type, context.Request.Headers.Authorization.ToString(), body.RootElement.Clone(), answer.Status);
        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait;
        }

        if (answer.Location is { } location)
        {
            context.Response.Headers.Location = location;
        }

        sent.Enqueue(one);
        await (answer.Held ?? Task.CompletedTask);
        await AnswerAsync(context, answer.Status, answer.Code is null ? $$"""{"id":"sent-{{sent.Count}}"}""" : "{\"error\":{\"code\":\"" + answer.Code + "\"}}");
    }

    private static async Task AnswerAsync(HttpContext context, Task held, int status, string json)
    {
        await held;
        await AnswerAsync(context, status, json);
    }

    private static Task AnswerAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <param name="Path">As it was sent, percent signs and all.</param>
    public sealed record Sent(string Path, string Conversation, string Type, string Authorization, JsonElement Body, int Status)
    {
        public string Text => Body.GetProperty("text").GetString()!;
    }

    /// <param name="Held">It is given when this is done.</param>
    /// <param name="Location">Where it leads.</param>
    public sealed record Answer(int Status, string? Code = null, string? RetryAfter = null, Task? Held = null, string? Location = null);

    /// <param name="endorsements">The channels that may use it.</param>
    public sealed class SigningKey(params string[] endorsements)
    {
        private readonly RSA rsa = RSA.Create(2048);

        public string Id { get; } = Guid.NewGuid().ToString("N");

        public string Published
        {
            get
            {
                var read = rsa.ExportParameters(includePrivateParameters: false);
                return $$"""{"kty":"RSA","use":"sig","kid":"{{Id}}","n":"{{Base64UrlEncoder.Encode(read.Modulus)}}","e":"{{Base64UrlEncoder.Encode(read.Exponent)}}","endorsements":[{{string.Join(',', endorsements.Select(one => $"\"{one}\""))}}]}""";
            }
        }

        /// <summary>The signature in the form that the algorithm's name asks for; with HS256 by the public key, as forgers try.</summary>
        public string Sign(string input, string alg) => alg switch
        {
            "none" => "",
            "HS256" => Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(input))),
            _ => Base64UrlEncoder.Encode(rsa.SignData(
                Encoding.UTF8.GetBytes(input),
                alg.EndsWith("512", StringComparison.Ordinal) ? HashAlgorithmName.SHA512 : alg.EndsWith("384", StringComparison.Ordinal) ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256,
                alg.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)),
        };
    }
}
