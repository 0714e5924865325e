using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>An OpenID provider on this machine where somebody is always signed in already: discovery, keys, authorize and token.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "talusbot-console";
    public const string ClientSecret = "the console's client secret";
    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Return)> codes = new(StringComparer.Ordinal);

    private OpenIdProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Who is signed in there.</summary>
    public Dictionary<string, object> Person { get; set; } = new() { ["sub"] = "ada-7", ["name"] = "Ada Lovelace", ["email"] = "ada@blog.example", ["email_verified"] = true };

    /// <summary>What the token says in the place of what is right; null where it is right.</summary>
    public string? Issuer { get; set; }

    public string? Audience { get; set; }

    public string? Nonce { get; set; }

    /// <summary>When tokens end, from now.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Signs with a key that it does not publish.</summary>
    public bool SignsWithAnotherKey { get; set; }

    /// <summary>What comes back instead of a code; null for a code.</summary>
    public string? Error { get; set; }

    public bool IsDown { get; set; }

    /// <summary>The last address that the browser was sent back to.</summary>
    public string? SentBackTo { get; private set; }

    /// <summary>How the exchanges of codes ended.</summary>
    public ConcurrentQueue<string> Exchanges { get; } = new();

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new OpenIdProvider(builder.Build());
        provider.app.Run(provider.AnswerAsync);
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>The settings that make a bot trust it.</summary>
    public IEnumerable<string> Settings(params string[] allowed) =>
    [
        $"Maintain:OpenIdConnect:Authority={Address}",
        $"Maintain:OpenIdConnect:ClientId={ClientId}",
        $"Maintain:OpenIdConnect:ClientSecret={ClientSecret}",
        .. allowed.Select((one, i) => $"Maintain:OpenIdConnect:Allowed:{i}={one}"),
    ];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        return context.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => JsonAsync(context, $$"""
                {"issuer":"{{Address}}","authorization_endpoint":"{{Address}}/authorize","token_endpoint":"{{Address}}/token","jwks_uri":"{{Address}}/keys",
                "response_types_supported":["code"],"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
                """),
            "/keys" => JsonAsync(context, Keys()),
            "/authorize" => Authorize(context),
            "/token" => ExchangeAsync(context),
            _ => Missing(context),
        };
    }

    private static Task Missing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private string Keys()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"one","n":"{{WebEncoders.Base64UrlEncode(key.Modulus!)}}","e":"{{WebEncoders.Base64UrlEncode(key.Exponent!)}}"}]}""";
    }

    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        Assert.Equal(("code", ClientId, "S256"), (query["response_type"].ToString(), query["client_id"].ToString(), query["code_challenge_method"].ToString()));
        Assert.Equal("openid profile email", query["scope"].ToString());
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), query["redirect_uri"].ToString());
        SentBackTo = QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?> { [Error is null ? "code" : "error"] = Error ?? code, ["state"] = query["state"].ToString() });
        context.Response.Redirect(SentBackTo);
        return Task.CompletedTask;
    }

    private async Task ExchangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var isRight = codes.TryRemove(form["code"].ToString(), out var begun)
            && form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["redirect_uri"] == begun.Return
            && WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == begun.Challenge;
        Exchanges.Enqueue(isRight ? "right" : "wrong");
        if (!isRight)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await JsonAsync(context, """{"error":"invalid_grant"}""");
            return;
        }

        await JsonAsync(context, $$"""{"access_token":"unused","token_type":"Bearer","expires_in":300,"id_token":"{{Token(begun.Nonce)}}"}""");
    }

    private string Token(string nonce)
    {
        using var other = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Address,
            Audience = Audience ?? ClientId,
            IssuedAt = now,
            NotBefore = now.AddHours(-1),
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>(Person) { ["nonce"] = Nonce ?? nonce },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(SignsWithAnotherKey ? other.ExportParameters(includePrivateParameters: true) : rsa.ExportParameters(includePrivateParameters: true)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private static Task JsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }
}
