using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TalusBot.Doctor;

namespace TalusBot.Tests.Doctor;

/// <summary>A login server, the channels' keys and a bot's public address, on this machine; a test says how each answers.</summary>
internal sealed class OtherServers : IAsyncDisposable
{
    public const string AppId = "11111111-2222-4333-8444-555555555555";
    public const string Tenant = "22222222-3333-4444-8555-666666666666";
    public const string Secret = "right~secret.of-the_bot";

    private readonly WebApplication app;
    private readonly TemporaryFolder folder = new();

    private OtherServers(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>What the login server says the time is; null for its own.</summary>
    public DateTimeOffset? Time { get; set; }

    /// <summary>How the public address answers to strangers.</summary>
    public int Stranger { get; set; } = 401;

    public string Keys { get; set; } = """{"keys":[{"kty":"RSA","kid":"one"}]}""";

    /// <summary>Whether the login server keeps silent until the caller has gone.</summary>
    public bool IsMute { get; set; }

    /// <summary>The form that the login server was last sent.</summary>
    public IFormCollection? Asked { get; private set; }

    /// <param name="selfSigned">Served over TLS with a certificate that nobody vouches for.</param>
    public static async Task<OtherServers> StartAsync(bool selfSigned = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (selfSigned)
            {
                listen.UseHttps(Certificate());
            }
        }));
        var servers = new OtherServers(builder.Build());
        servers.app.MapPost("/{tenant}/oauth2/v2.0/token", servers.LoginAsync);
        servers.app.MapGet("/metadata", () => Results.Text($$"""{"jwks_uri":"{{servers.Address}}/keys"}""", "application/json"));
        servers.app.MapGet("/keys", () => Results.Text(servers.Keys, "application/json"));
        servers.app.MapPost("/api/messages", () => servers.Stranger is 301 ? Results.Redirect("https://www.bot.example/") : Results.StatusCode(servers.Stranger));
        servers.app.MapPost("/api/teams/webhook", () => Results.StatusCode(servers.Stranger));
        await servers.app.StartAsync();
        return servers;
    }

    /// <summary>What the doctor says of a set-up that is right but for the settings given.</summary>
    public Task<Diagnosis> ExamineAsync(TimeSpan patience, string? host, params IEnumerable<(string Name, string? Value)> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["MicrosoftAppType"] = "SingleTenant",
            ["MicrosoftAppId"] = AppId,
            ["MicrosoftAppTenantId"] = Tenant,
            ["MicrosoftAppPassword"] = Secret,
            ["ToChannelFromBotLoginUrl"] = $"{Address}/{Tenant}",
            ["ToBotFromChannelOpenIdMetadataUrl"] = $"{Address}/metadata",
            ["Storage:Path"] = folder.File("talusbot.db"),
            ["Knowledge:Path"] = folder.Path,
            ["Knowledge:Seeds"] = folder.Path,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        return new Examination(configuration, TimeProvider.System, patience) { Host = host, Package = folder.File("talusbot-teams.zip") }.RunAsync(CancellationToken.None);
    }

    /// <summary>What one check found.</summary>
    public async Task<Finding> FindAsync(string check, params IEnumerable<(string Name, string? Value)> settings) =>
        (await ExamineAsync(TimeSpan.FromSeconds(20), Address, settings)).Checks.Single(finding => finding.Check == check);

    public void Write(string name, byte[] content) => File.WriteAllBytes(folder.File(name), content);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Answers with Entra's words and numbers.</summary>
    private async Task<IResult> LoginAsync(string tenant, HttpContext context)
    {
        if (IsMute)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        if (Time is { } time)
        {
            context.Response.Headers.Date = time.ToString("R", CultureInfo.InvariantCulture);
        }

        Asked = await context.Request.ReadFormAsync();
        return tenant != Tenant ? Refuse(400, "invalid_request", $"AADSTS90002: Tenant '{tenant}' not found.")
            : Asked["client_id"] != AppId ? Refuse(400, "unauthorized_client", $"AADSTS700016: Application with identifier '{Asked["client_id"]}' was not found in the directory.")
            : Asked["client_secret"] == "expired" ? Refuse(401, "invalid_client", "AADSTS7000222: The provided client secret keys are expired.")
            : Asked["client_secret"] == "plain" ? Refuse(401, "invalid_client", "No number here.")
            : Asked["client_secret"] != Secret ? Refuse(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.")
            : Results.Text("""{"token_type":"Bearer","expires_in":3599,"access_token":"a.b.c"}""", "application/json");
    }

    private static IResult Refuse(int status, string error, string description) =>
        Results.Text($$"""{"error":"{{error}}","error_description":"{{description}}"}""", "application/json", statusCode: status);

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
