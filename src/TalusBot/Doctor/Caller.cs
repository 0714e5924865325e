using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace TalusBot.Doctor;

/// <summary>Asks other servers, without following where they send us and without waiting long.</summary>
internal sealed class Caller : IDisposable
{
    /// <summary>More than any answer that we ask for, in bytes.</summary>
    private const int MaxAnswer = 1024 * 1024;

    private readonly HttpClient http;

    public Caller(TimeSpan patience) => http = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = patience,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = See },
    })
    {
        Timeout = patience,
        MaxResponseContentBufferSize = MaxAnswer,
    };

    /// <summary>The last certificate seen, by host, and what is wrong with it; null where nothing is.</summary>
    public (DateTimeOffset Expires, string? Fault)? Certificate { get; private set; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => http.SendAsync(request, cancel);

    public void Dispose() => http.Dispose();

    /// <summary>Why a server cannot be used, in words.</summary>
    public static string Reason(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known here",
        HttpRequestError.ConnectionError => "nothing answers there",
        HttpRequestError.SecureConnectionError => "no secure connection comes about",
        HttpRequestError.ConfigurationLimitExceeded => "its answer is far too long",
        _ => "the connection breaks off",
    };

    private bool See(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 seen)
        {
            return false;
        }

        var states = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        Certificate = (seen.NotAfter, Fault(seen, errors, states));
        return errors is SslPolicyErrors.None;
    }

    private static string? Fault(X509Certificate2 seen, SslPolicyErrors errors, X509ChainStatusFlags states) =>
        errors is SslPolicyErrors.None ? null
        : states.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "it has expired, or is not valid yet"
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"it is made out to another name ({seen.GetNameInfo(X509NameType.DnsName, forIssuer: false)})"
        : states.HasFlag(X509ChainStatusFlags.PartialChain) ? "the certificate between it and its issuer is missing, or its issuer is unknown"
        : "its issuer is not trusted, as with one that was signed by the server itself";
}
