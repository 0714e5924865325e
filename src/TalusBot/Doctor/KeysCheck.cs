using System.Globalization;
using System.Text.Json;

namespace TalusBot.Doctor;

/// <summary>Fetches the keys with which the bot tells Teams' messages from forged ones.</summary>
internal static class KeysCheck
{
    private const string Check = "keys";

    public static async Task<(Finding Finding, DateTimeOffset? ServerTime)> RunAsync(Registration bot, Caller caller, CancellationToken cancel)
    {
        if (bot.AppId.Length == 0)
        {
            return (Finding.Skipped(Check, "There is no app id."), null);
        }

        if (!IsSafe(bot.MetadataUrl, out var metadata))
        {
            return (Finding.Wrong(Check, "The address of the channels' metadata is no https address.", "Leave ToBotFromChannelOpenIdMetadataUrl out; then Microsoft's is taken."), null);
        }

        try
        {
            using var answer = await GetAsync(metadata, caller, cancel);
            if (await Property(answer, "jwks_uri", cancel) is not { ValueKind: JsonValueKind.String } uri || !IsSafe(uri.GetString()!, out var jwks))
            {
                return (NotThere(metadata), answer.Headers.Date);
            }

            using var keys = await GetAsync(jwks, caller, cancel);
            return (await Property(keys, "keys", cancel) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
                ? Finding.Ok(Check, string.Create(CultureInfo.InvariantCulture, $"{list.GetArrayLength()} keys of the channels are there."))
                : NotThere(jwks), answer.Headers.Date);
        }
        catch (HttpRequestException error)
        {
            return (Finding.Wrong(Check, $"{metadata.Host}, which has the channels' keys, cannot be used: {Caller.Reason(error)}.", "Let this machine open connections to login.botframework.com, port 443; if a proxy stands between, set HTTPS_PROXY."), null);
        }
    }

    private static Finding NotThere(Uri at) => Finding.Wrong(Check, $"{at.Host} answers, but without the channels' keys.", "Leave ToBotFromChannelOpenIdMetadataUrl out; then Microsoft's is taken. If it is out, something between this machine and Microsoft changes the answers.");

    private static bool IsSafe(string url, out Uri address) =>
        Uri.TryCreate(url, UriKind.Absolute, out address!) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

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
