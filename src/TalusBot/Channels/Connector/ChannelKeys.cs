using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace TalusBot.Channels.Connector;

/// <summary>A key that signs the tokens of channels.</summary>
/// <param name="Endorsements">The channels that may use it; empty where it does not say.</param>
internal sealed record ChannelKey(RsaSecurityKey Key, IReadOnlyList<string> Endorsements);

/// <summary>
/// The channels' keys, fetched by way of their metadata document and kept. An unknown key makes us look again, but not often;
/// where the fetch fails the old ones go on serving. Whoever comes meanwhile waits for the one fetch under way.
/// </summary>
internal sealed partial class ChannelKeys(
    IHttpClientFactory http, IOptions<BotRegistration> bot, IOptions<ConnectorOptions> options, TimeProvider clock, ILogger<ChannelKeys> logger) : IDisposable
{
    private const int SmallestKeyBits = 2048;

    /// <summary>With no keys at all a fetch that failed is tried again after this long.</summary>
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim one = new(1);
    private volatile KeySet keys = new(FrozenDictionary<string, ChannelKey>.Empty, DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <returns>Null where no such key is known, and none could be fetched just now.</returns>
    public async ValueTask<ChannelKey?> FindAsync(string id, CancellationToken cancel)
    {
        var known = keys;
        if (!IsDue(known, id))
        {
            return known.ById.GetValueOrDefault(id);
        }

        await one.WaitAsync(cancel);
        try
        {
            if (IsDue(keys, id))
            {
                await RefreshAsync();
            }
        }
        finally
        {
            one.Release();
        }

        return keys.ById.GetValueOrDefault(id);
    }

    public void Dispose() => one.Dispose();

    private bool IsDue(KeySet known, string id)
    {
        var now = clock.GetUtcNow();
        var sinceTried = now - known.Tried;
        return known.ById.Count == 0 ? sinceTried >= BeforeTryingAgain
            : known.ById.ContainsKey(id) ? now - known.Fetched >= options.Value.KeyLifetime && sinceTried >= BeforeTryingAgain
            : sinceTried >= options.Value.KeyRefreshInterval;
    }

    /// <summary>Not ended by the caller who happened to come first: others wait for the same.</summary>
    private async Task RefreshAsync()
    {
        var now = clock.GetUtcNow();
        try
        {
            using var client = http.CreateClient(ConnectorHttp.Name);
            var metadata = await GetAsync(client, bot.Value.MetadataUrl, ChannelKeyJson.Default.ChannelMetadata);
            if (metadata.JwksUri is not { } address || !SafeAddress.Is(address))
            {
                throw new JsonException("The metadata document names no address for the keys that could be used.");
            }

            var found = Read(await GetAsync(client, new Uri(address), ChannelKeyJson.Default.ChannelKeyDocument));
            if (found.Count == 0)
            {
                throw new JsonException("There is no key in the document that could be used.");
            }

            keys = new KeySet(found, now, now);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException or CryptographicException or IOException)
        {
            // Counted from its end: who waited for a slow server must not begin the same wait anew.
            keys = keys with { Tried = clock.GetUtcNow() };
            Log.FetchFailed(logger, keys.ById.Count, error.Message);
        }
    }

    private static async Task<T> GetAsync<T>(HttpClient client, Uri address, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(await client.GetByteArrayAsync(address), type) ?? throw new JsonException("The document is empty.");

    private static FrozenDictionary<string, ChannelKey> Read(ChannelKeyDocument document)
    {
        var read = new Dictionary<string, ChannelKey>(StringComparer.Ordinal);
        foreach (var key in document.Keys ?? [])
        {
            if (key is { Kty: "RSA", Kid: { Length: > 0 } id, N: { } modulus, E: { } exponent, Use: null or "sig" }
                && Base64Url.IsValid(modulus) && Base64Url.IsValid(exponent))
            {
                var rsa = new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) };
                if (rsa.Modulus.Length * 8 >= SmallestKeyBits)
                {
                    read[id] = new ChannelKey(new RsaSecurityKey(rsa) { KeyId = id }, key.Endorsements ?? []);
                }
            }
        }

        return read.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <param name="Fetched">When these came.</param>
    /// <param name="Tried">When we last looked, whatever came of it.</param>
    private sealed record KeySet(FrozenDictionary<string, ChannelKey> ById, DateTimeOffset Fetched, DateTimeOffset Tried);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the channels could not be fetched; the {Count} that are known go on serving: {Reason}")]
        public static partial void FetchFailed(ILogger logger, int count, string reason);
    }
}

internal sealed record ChannelMetadata([property: JsonPropertyName("jwks_uri")] string? JwksUri);

internal sealed record ChannelKeyDocument(IReadOnlyList<ChannelKeyEntry>? Keys);

internal sealed record ChannelKeyEntry(string? Kty, string? Kid, string? Use, string? N, string? E, IReadOnlyList<string>? Endorsements);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChannelMetadata))]
[JsonSerializable(typeof(ChannelKeyDocument))]
internal sealed partial class ChannelKeyJson : JsonSerializerContext;
