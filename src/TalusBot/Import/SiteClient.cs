using System.Globalization;
using System.Net;

namespace TalusBot.Import;

/// <summary>Fetches pages of one site, within bounds: time, size, number of redirects, and never another host.</summary>
/// <param name="tell">Told of every request, in words.</param>
internal sealed class SiteClient(Action<string> tell) : IDisposable
{
    /// <summary>Largest answer, in bytes, after it was unpacked.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxRedirects = 5;
    private const long MaxTotalBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
        MaxResponseHeadersLength = 64,
    })
    {
        // Each request has a limit of its own.
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "TalusBot import" } },
    };

    private long total;

    /// <summary>The answer, whatever its status, after redirects within the site.</summary>
    public async Task<Fetched> GetAsync(Uri address, CancellationToken cancel)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            var answer = await GetOnceAsync(at, cancel);
            if (answer.Moved is not { } to)
            {
                return answer;
            }

            if (redirects == MaxRedirects)
            {
                throw new ImportRefusal($"{address} leads to another address more than {MaxRedirects} times.");
            }

            at = Next(at, to);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>The port may change with the scheme, as from http to https, and with nothing else.</summary>
    public static bool IsSameSite(Uri from, Uri to) => to.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase) && (to.Scheme != from.Scheme || to.Port == from.Port);

    /// <summary>From https to http.</summary>
    public static bool IsWeaker(Uri from, Uri to) => from.Scheme == "https" && to.Scheme == "http";

    private static Uri Next(Uri from, Uri to)
    {
        var next = to.IsAbsoluteUri ? to : new Uri(from, to);
        if (next.Scheme is not ("http" or "https"))
        {
            throw new ImportRefusal($"{from} leads to {next}, which is no web address.");
        }

        if (!IsSameSite(from, next))
        {
            throw new ImportRefusal($"{from} leads to another host, {next.GetLeftPart(UriPartial.Authority)}; if that is the right one, name its address instead.");
        }

        return IsWeaker(from, next)
            ? throw new ImportRefusal($"{from} leads from https to http, where anybody on the way could change the words.")
            : next;
    }

    private async Task<Fetched> GetOnceAsync(Uri at, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await http.GetAsync(at, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var moved = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                ? response.Headers.Location
                : null;
            var body = moved is null ? await ReadAsync(response, at, patience.Token) : [];
            tell(string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {at} ({body.Length:N0} bytes)"));
            return new Fetched(
                at,
                response.StatusCode,
                body,
                response.Headers.TryGetValues("Link", out var links) ? [.. links] : [],
                Number(response, "X-WP-Total"),
                Number(response, "X-WP-TotalPages"),
                moved);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ImportRefusal($"{at} did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException error)
        {
            throw new ImportRefusal($"{at} cannot be reached: {(error.InnerException ?? error).Message}");
        }
        catch (IOException error)
        {
            throw new ImportRefusal($"{at} broke off: {error.Message}");
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, Uri at, CancellationToken cancel)
    {
        await using var from = await response.Content.ReadAsStreamAsync(cancel);
        using var to = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = await from.ReadAsync(buffer, cancel); read > 0; read = await from.ReadAsync(buffer, cancel))
        {
            to.Write(buffer, 0, read);
            if (to.Length > MaxBytes)
            {
                throw new ImportRefusal(string.Create(CultureInfo.InvariantCulture, $"{at} is too large (more than {MaxBytes:N0} bytes); use an export file instead."), exitCode: 1);
            }
        }

        total += to.Length;
        return total <= MaxTotalBytes ? to.ToArray() : throw new ImportRefusal(string.Create(CultureInfo.InvariantCulture, $"The answers of this site are too large (more than {MaxTotalBytes:N0} bytes); use an export file instead."), exitCode: 1);
    }

    private static int? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What a site answered.</summary>
/// <param name="Address">After redirects.</param>
/// <param name="Total">How many items there are in all, as the REST API counts them; null elsewhere.</param>
/// <param name="Pages">On how many pages.</param>
/// <param name="Moved">Where it is instead.</param>
internal sealed record Fetched(Uri Address, HttpStatusCode Status, byte[] Body, IReadOnlyList<string> Links, int? Total, int? Pages, Uri? Moved)
{
    public bool IsFound => Status is HttpStatusCode.OK;

    public bool IsRefused => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
}
