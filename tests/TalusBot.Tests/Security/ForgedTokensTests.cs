using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace TalusBot.Tests.Security;

/// <summary>Tokens of Direct Line and of the pages that nobody issued. Those of channels are tried in ConnectorAuthenticationTests.</summary>
public sealed class ForgedTokensTests
{
    /// <summary>Each turns a true token into a false one.</summary>
    public static TheoryData<string> Forgeries => [.. Ways.Keys];

    private static Dictionary<string, Func<string, string>> Ways { get; } = new(StringComparer.Ordinal)
    {
        ["nothing"] = _ => "",
        ["no token at all"] = _ => "let me in",
        ["a signature of zeros"] = token => Parts(token).Head + "." + Parts(token).Claims + "." + Base64UrlEncoder.Encode(new byte[32]),
        ["no signature"] = token => Parts(token).Head + "." + Parts(token).Claims + ".",
        ["two parts only"] = token => Parts(token).Head + "." + Parts(token).Claims,
        ["the algorithm none"] = token => Encoded("""{"alg":"none","typ":"JWT"}""") + "." + Parts(token).Claims + ".",
        ["the algorithm None with its signature"] = token => Encoded("""{"alg":"None","kid":"1"}""") + "." + Parts(token).Claims + "." + Parts(token).Signature,
        ["another algorithm"] = token => Signed("""{"alg":"HS512","kid":"1","typ":"JWT"}""", Decoded(Parts(token).Claims), []),
        ["an empty key"] = token => Signed("""{"alg":"HS256","kid":"1","typ":"JWT"}""", Decoded(Parts(token).Claims), []),
        ["the issuer's name as the key"] = token => Signed("""{"alg":"HS256","kid":"1","typ":"JWT"}""", Decoded(Parts(token).Claims), "talusbot"u8.ToArray()),
        ["a key from its own head"] = token => Signed("""{"alg":"HS256","typ":"JWT","jwk":{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""", Decoded(Parts(token).Claims), new byte[32]),
        ["another conversation"] = token => Changed(token, "conv", "another"),
        ["a later end"] = token => Changed(token, "exp", 4_102_444_800L),
        ["another use"] = token => Changed(token, "use", "ask"),
        ["a user of its own"] = token => Changed(token, "user", "dl_somebody"),
        ["a letter more"] = token => token + "A",
        ["five parts"] = token => token + ".a.b",
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_opens_nothing(string forgery)
    {
        await using var bot = await RunningBot.StartAsync(settings: "DirectLine:TokenLifetimeSeconds=5");
        var talk = await bot.TalkAsync();
        var forged = Ways[forgery](talk.Token);
        var paths = new[] { (HttpMethod.Post, "/v3/directline/conversations"), (HttpMethod.Post, "/v3/directline/tokens/refresh"), (HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}"), (HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}/activities"), (HttpMethod.Post, $"/v3/directline/conversations/{talk.Id}/activities") };
        foreach (var (method, path) in paths)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + forged);
            request.Content = method == HttpMethod.Post ? new StringContent(RunningBot.Message("hello"), Encoding.UTF8, "application/json") : null;
            using var answer = await bot.Http.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
        }

        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var stream = talk.StreamUrl.Split("&t=");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(stream[0] + "&t=" + Uri.EscapeDataString(Ways[forgery](stream[1]))), CancellationToken.None));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);

        using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"what kind of tape?","conversation":{{JsonValue.Create(forged).ToJsonString()}}}""");
        Assert.True(forged.Length > 0 ? asked.StatusCode is HttpStatusCode.Forbidden : asked.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.OK, $"{asked.StatusCode}");
        Assert.Single(await talk.ReadAsync());
    }

    [Fact]
    public async Task No_kind_of_token_passes_for_another()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var reply = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""");
        var ask = (await RunningBot.JsonOf(reply)).GetProperty("conversation").GetString()!;
        var stream = talk.StreamUrl.Split("&t=")[1];

        foreach (var token in new[] { ask, stream })
        {
            using var read = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}/activities", token);
            Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        }

        foreach (var token in new[] { talk.Token, stream })
        {
            using var asked = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: new JsonObject { ["question"] = "what kind of tape?", ["conversation"] = token }.ToJsonString());
            Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
            using var page = await bot.Http.GetAsync("/ask?talk=" + token);
            Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
        }
    }

    private static (string Head, string Claims, string Signature) Parts(string token) => token.Split('.') is [var head, var claims, var signature] ? (head, claims, signature) : throw new FormatException(token);

    private static string Changed(string token, string claim, object value)
    {
        var claims = JsonNode.Parse(Decoded(Parts(token).Claims))!.AsObject();
        claims[claim] = value is long number ? JsonValue.Create(number) : JsonValue.Create((string)value);
        return Parts(token).Head + "." + Encoded(claims.ToJsonString()) + "." + Parts(token).Signature;
    }

    private static string Signed(string head, string claims, byte[] key)
    {
        var input = Encoded(head) + "." + Encoded(claims);
        var signature = head.Contains("HS512", StringComparison.Ordinal) ? HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(input)) : HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(input));
        return input + "." + Base64UrlEncoder.Encode(signature);
    }

    private static string Encoded(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    private static string Decoded(string part) => Base64UrlEncoder.Decode(part);
}
