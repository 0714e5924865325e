using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Channels.Connector;

namespace TalusBot.Doctor;

/// <summary>Signs in as the bot does before it answers, and throws the token away.</summary>
internal static partial class LoginCheck
{
    private const string Check = "sign-in";

    /// <returns>What was found, and the time that the server says it is (UTC).</returns>
    public static async Task<(Finding Finding, DateTimeOffset? ServerTime)> RunAsync(BotRegistration bot, IConfiguration settings, Caller caller, CancellationToken cancel)
    {
        if (!bot.HasAppId || (bot.MicrosoftAppPassword.Length == 0 && !bot.IsManagedIdentity) || (bot.MicrosoftAppTenantId.Length == 0 && bot.IsSingleTenant && bot.ToChannelFromBotLoginUrl.Length == 0))
        {
            return (Finding.Skipped(Check, "It needs app id, tenant and secret first."), null);
        }

        if (bot.ToChannelFromBotLoginUrl.Length > 0 && !SafeAddress.Is(bot.ToChannelFromBotLoginUrl))
        {
            return (Finding.Wrong(Check, "ToChannelFromBotLoginUrl is no https address.", "Leave it out; then Microsoft's is taken."), null);
        }

        var endpoint = bot.TokenEndpoint;

        try
        {
            using var request = bot.IsManagedIdentity
                ? AccessTokenRequest.OfMachine(settings, bot.TokenResource, bot.MicrosoftAppId)
                : AccessTokenRequest.WithSecret(endpoint, bot.MicrosoftAppId, bot.MicrosoftAppPassword, bot.TokenScope);
            using var answer = await caller.SendAsync(request, cancel);
            var body = await answer.Content.ReadAsStringAsync(cancel);
            return (answer.IsSuccessStatusCode ? Token(body) : Refusal(bot, (int)answer.StatusCode, body), bot.IsManagedIdentity ? null : answer.Headers.Date);
        }
        catch (HttpRequestException error)
        {
            return (bot.IsManagedIdentity
                ? Finding.Wrong(Check, $"The service for managed identities of this machine cannot be used: {Caller.Reason(error)}.", "A managed identity works on machines in Azure only, where it is assigned under Identity. Elsewhere use a single-tenant registration with a secret.")
                : Finding.Wrong(Check, $"The login server {endpoint.Host} cannot be used: {Caller.Reason(error)}.", $"Let this machine open connections to {endpoint.Host}, port {endpoint.Port}; if a proxy stands between, set HTTPS_PROXY."), null);
        }
    }

    private static Finding Token(string body) => Text(body, "access_token") is { Length: > 0 }
        ? Finding.Ok(Check, "The login server knows the bot and gave it a token.")
        : Finding.Wrong(Check, "The login server's answer holds no token.", "Something else than a login server answers at this address; look at ToChannelFromBotLoginUrl, or leave it out.");

    /// <summary>By Entra's own numbers where the answer has one, else by OAuth's words (RFC 6749, 5.2).</summary>
    private static Finding Refusal(BotRegistration bot, int status, string body)
    {
        var (error, number) = (Text(body, "error"), Number().Match(Text(body, "error_description") ?? "").Value);
        return bot.IsManagedIdentity ? Finding.Wrong(Check, Said($"This machine has no managed identity with the client id {bot.MicrosoftAppId}"), "Assign the user-assigned identity of your Azure Bot to this machine (Identity, User assigned), and set MicrosoftAppId to its client id.")
            : (number, error) switch
            {
                ("AADSTS7000222", _) => Finding.Wrong(Check, Said("The secret has expired"), "Create a new client secret in the app registration (Certificates & secrets), and set MicrosoftAppPassword to its Value."),
                ("AADSTS90002" or "AADSTS900021" or "AADSTS900023", _) => Finding.Wrong(Check, Said($"The tenant {bot.MicrosoftAppTenantId} is not known"), "Copy the App Tenant ID from the page Configuration of your Azure Bot into MicrosoftAppTenantId."),
                ("AADSTS7000112", _) => Finding.Wrong(Check, Said("The app is disabled in this tenant"), "Ask an administrator to enable it under Enterprise applications, Properties, Enabled for users to sign in."),
                ("AADSTS700016", _) or (_, "unauthorized_client") => Finding.Wrong(Check, Said($"The app id {bot.MicrosoftAppId} is not known in the tenant {bot.MicrosoftAppTenantId}"), "Compare MicrosoftAppId and MicrosoftAppTenantId with the page Configuration of your Azure Bot; one of the two belongs to something else."),
                ("AADSTS7000215", _) or (_, "invalid_client") => Finding.Wrong(Check, Said("The secret is wrong"), "Copy the Value of the client secret, not its Secret ID, into MicrosoftAppPassword; if it is lost, create a new one under Certificates & secrets."),
                _ when status is 404 => Finding.Wrong(Check, Said("There is no login server at this address"), "Leave ToChannelFromBotLoginUrl out; if you need it, write the authority with the tenant at its end."),
                _ when status >= 500 => Finding.Wrong(Check, Said("The login server has trouble of its own"), "Try again in a few minutes."),
                _ => Finding.Wrong(Check, Said("The login server gave no token"), "Look the number up at https://login.microsoftonline.com/error, and compare the settings with the page Configuration of your Azure Bot."),
            };

        string Said(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} (the server answered {status}{(number.Length > 0 ? $", {number}" : "")}).");
    }

    private static string? Text(string body, string key)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind is JsonValueKind.Object && answer.RootElement.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\bAADSTS[0-9]{4,9}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
