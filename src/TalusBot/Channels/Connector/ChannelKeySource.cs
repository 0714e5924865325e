using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace TalusBot.Channels.Connector;

/// <summary>A key that signs the tokens of channels.</summary>
/// <param name="Endorsements">The channels that may use it; empty where it does not say.</param>
internal sealed record ChannelKey(RsaSecurityKey Key, IReadOnlyList<string> Endorsements);

/// <summary>Fetches the keys of the channels by way of their metadata document.</summary>
internal sealed class ChannelKeySource(IHttpClientFactory http, IOptions<BotRegistration> bot)
{
    private const int SmallestKeyBits = 2048;

    /// <summary>The keys by their ids; at least one.</summary>
    /// <exception cref="ChannelKeysException">They cannot be had at present.</exception>
    public async Task<FrozenDictionary<string, ChannelKey>> FetchAsync(CancellationToken cancel)
    {
        try
        {
            using var client = http.CreateClient(ConnectorHttp.Name);
            var metadata = await GetAsync(client, bot.Value.MetadataUrl, ChannelKeyJson.Default.ChannelMetadata, cancel);
            if (metadata.JwksUri is not { } address || !SafeAddress.Is(address))
            {
                throw new ChannelKeysException("The metadata document names no address for the keys that could be used.");
            }

            var found = Read(await GetAsync(client, new Uri(address), ChannelKeyJson.Default.ChannelKeyDocument, cancel));
            return found.Count > 0 ? found : throw new ChannelKeysException("There is no key in the document that could be used.");
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is HttpRequestException or OperationCanceledException or JsonException or CryptographicException or IOException)
        {
            throw new ChannelKeysException(error.Message, error);
        }
    }

    private static async Task<T> GetAsync<T>(HttpClient client, Uri address, JsonTypeInfo<T> type, CancellationToken cancel) =>
        JsonSerializer.Deserialize(await client.GetByteArrayAsync(address, cancel), type) ?? throw new JsonException("The document is empty.");

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
}

/// <summary>The keys cannot be had at present; the message says why.</summary>
internal sealed class ChannelKeysException(string message, Exception? inner = null) : Exception(message, inner);

internal sealed record ChannelMetadata([property: JsonPropertyName("jwks_uri")] string? JwksUri);

internal sealed record ChannelKeyDocument(IReadOnlyList<ChannelKeyEntry>? Keys);

internal sealed record ChannelKeyEntry(string? Kty, string? Kid, string? Use, string? N, string? E, IReadOnlyList<string>? Endorsements);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChannelMetadata))]
[JsonSerializable(typeof(ChannelKeyDocument))]
internal sealed partial class ChannelKeyJson : JsonSerializerContext;
