using System.Globalization;
using System.Text.Json;
using TalusBot.Channels.Connector;

namespace TalusBot.Doctor;

/// <summary>Fetches the keys with which the bot tells Teams' messages from forged ones.</summary>
internal static class KeysCheck
{
    private const string Check = "keys";

    public static async Task<(Finding Finding, DateTimeOffset? ServerTime)> RunAsync(BotRegistration bot, Caller caller, CancellationToken cancel)
    {
        if (!bot.HasAppId)
        {
            return (Finding.Skipped(Check, "There is no app id."), null);
        }

        var setting = bot.ToBotFromChannelOpenIdMetadataUrl.Length > 0 ? nameof(bot.ToBotFromChannelOpenIdMetadataUrl) : nameof(bot.BotOpenIdMetadata);
        if ((bot.ToBotFromChannelOpenIdMetadataUrl.Length > 0 ? bot.ToBotFromChannelOpenIdMetadataUrl : bot.BotOpenIdMetadata) is { Length: > 0 } written && !SafeAddress.Is(written))
        {
            return (Finding.Wrong(Check, $"{setting} is no https address.", "Leave it out; then Microsoft's is taken."), null);
        }

        var metadata = bot.MetadataUrl;

        try
        {
            using var answer = await GetAsync(metadata, caller, cancel);
            if (await Property(answer, "jwks_uri", cancel) is not { ValueKind: JsonValueKind.String } uri || uri.GetString() is not { } keysAt || !SafeAddress.Is(keysAt))
            {
                return (NotThere(metadata, setting), answer.Headers.Date);
            }

            var jwks = new Uri(keysAt);
            using var keys = await GetAsync(jwks, caller, cancel);
            return (await Property(keys, "keys", cancel) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
                ? Finding.Ok(Check, string.Create(CultureInfo.InvariantCulture, $"{list.GetArrayLength()} keys of the channels are there."))
                : NotThere(jwks, setting), answer.Headers.Date);
        }
        catch (HttpRequestException error)
        {
            return (Finding.Wrong(Check, $"{metadata.Host}, which has the channels' keys, cannot be used: {Caller.Reason(error)}.", $"Let this machine open connections to {metadata.Host}, port {metadata.Port}; if a proxy stands between, set HTTPS_PROXY."), null);
        }
    }

    private static Finding NotThere(Uri at, string setting) => Finding.Wrong(Check, $"{at.Host} answers, but without the channels' keys.", $"Leave {setting} out; then Microsoft's is taken. If it is out, something between this machine and Microsoft changes the answers.");

    private static async Task<HttpResponseMessage> GetAsync(Uri address, Caller caller, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await caller.SendAsync(request, cancel);
    }

    private static async Task<JsonElement?> Property(HttpResponseMessage answer, string key, CancellationToken cancel)
    {
        try
        {
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(key, out var value) ? value.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
