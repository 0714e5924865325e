using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>Asks for access tokens: with the client secret at the login server, or with the managed identity of the machine.</summary>
internal sealed class AccessTokenSource(IHttpClientFactory http, IOptions<BotRegistration> bot, IConfiguration configuration, TimeProvider clock)
{
    /// <exception cref="AccessTokenException">None was given.</exception>
    public async Task<AccessToken> FetchAsync(CancellationToken cancel)
    {
        using var client = http.CreateClient(ConnectorHttp.Name);
        using var request = bot.Value.IsManagedIdentity
            ? AccessTokenRequest.OfMachine(configuration, bot.Value.TokenResource, bot.Value.MicrosoftAppId)
            : AccessTokenRequest.WithSecret(bot.Value.TokenEndpoint, bot.Value.MicrosoftAppId, bot.Value.MicrosoftAppPassword, bot.Value.TokenScope);
        try
        {
            using var answer = await client.SendAsync(request, cancel);
            var body = await answer.Content.ReadAsByteArrayAsync(cancel);
            return answer.IsSuccessStatusCode
                ? Read(body)
                : throw new AccessTokenException(string.Create(CultureInfo.InvariantCulture, $"The login server answered {(int)answer.StatusCode} {ErrorIn(body)}"), RetryAfter.Of(answer, clock.GetUtcNow()));
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new AccessTokenException($"The login server could not be used: {error.Message}", inner: error);
        }
    }

    private AccessToken Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("access_token", out var token) || token.ValueKind is not JsonValueKind.String || token.GetString() is not { Length: > 0 } value)
        {
            throw new AccessTokenException("The login server's answer holds no access token.");
        }

        if (!value.All(sign => sign is > ' ' and <= '~'))
        {
            throw new AccessTokenException("The login server's answer holds an access token that no header can carry.");
        }

        // Managed identities write their numbers as text, and some of them only say when the token ends.
        return Number(root, "expires_in") is { } seconds ? new AccessToken(value, clock.GetUtcNow() + TimeSpan.FromSeconds(seconds))
            : Number(root, "expires_on") is { } at ? new AccessToken(value, DateTimeOffset.FromUnixTimeSeconds(at))
            : throw new AccessTokenException("The login server's answer does not say how long the token lives.");
    }

    private static long? Number(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var number) ? null
        : number.ValueKind is JsonValueKind.Number && number.TryGetInt64(out var read) && read is >= 0 and <= 253_402_300_799 ? read
        : number.ValueKind is JsonValueKind.String && long.TryParse(number.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out read) && read <= 253_402_300_799 ? read
        : null;

    /// <summary>The error's code, such as invalid_client; never the whole body, which may repeat what was sent.</summary>
    private static string ErrorIn(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.String
                && error.GetString() is { Length: <= 64 } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')
                    ? code
                    : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
