using TalusBot.TeamsApp;

namespace TalusBot.Doctor;

/// <summary>What can be seen of the registration without asking anybody.</summary>
internal static class RegistrationChecks
{
    private const int ShortestKey = 16;

    public static IEnumerable<Finding> Of(Registration bot) => [AppId(bot), AppType(bot), Tenant(bot), Secret(bot)];

    public static Finding Webhook(Registration bot)
    {
        const string Check = "webhook secret";
        if (bot.WebhookSecret.Length == 0)
        {
            return Finding.Skipped(Check, "TeamsWebhook__Secret is not set; the route by an outgoing webhook is off.", bot.AppId.Length > 0 ? null : "If you want it, create an outgoing webhook in Teams and set TeamsWebhook__Secret to the security token that Teams shows once (docs/teams.md).");
        }

        var key = new byte[bot.WebhookSecret.Length];
        return Convert.TryFromBase64String(bot.WebhookSecret, key, out var length) && length >= ShortestKey
            ? Finding.Ok(Check, "TeamsWebhook__Secret has the form of a security token.")
            : Finding.Wrong(Check, "TeamsWebhook__Secret does not have the form of a security token of Teams.", "Copy the whole token, with the = at its end. Teams shows it once; if it is lost, delete the webhook and create it again.");
    }

    private static Finding AppId(Registration bot)
    {
        const string Check = "app id";
        if (bot.AppId.Length > 0)
        {
            return AppPackage.WrongAppId(bot.AppId) is { } wrong ? Finding.Wrong(Check, "MicrosoftAppId is wrong.", wrong) : Finding.Ok(Check, $"MicrosoftAppId is {bot.AppId}.");
        }

        return bot.Secret.Length > 0 || bot.TenantId.Length > 0
            ? Finding.Wrong(Check, "MicrosoftAppId is not set, but other settings of the registration are.", "Set it to the Microsoft App ID of your Azure Bot (page Configuration), or leave the others out too.")
            : Finding.Skipped(Check, "MicrosoftAppId is not set; the route by a bot registration is off.", bot.WebhookSecret.Length > 0 ? null : "If you want it, follow docs/teams.md.");
    }

    private static Finding AppType(Registration bot)
    {
        const string Check = "app type";
        return bot.AppId.Length == 0 ? Finding.Skipped(Check, "There is no app id.")
            : !bot.IsKnownType ? Finding.Wrong(Check, $"MicrosoftAppType is \"{bot.AppType}\", which there is not.", $"Set it to {Registration.SingleTenant} or {Registration.ManagedIdentity}, as the page Configuration of your Azure Bot says.")
            : bot.IsMultiTenant ? Finding.Warning(Check, "MicrosoftAppType is MultiTenant, or nothing says what it is.", $"Since 31 July 2025 no such bot can be created. If yours is newer, set MicrosoftAppType to {Registration.SingleTenant}, and MicrosoftAppTenantId.")
            : Finding.Ok(Check, $"MicrosoftAppType is {bot.AppType}.");
    }

    private static Finding Tenant(Registration bot)
    {
        const string Check = "tenant";
        const string Remedy = "Copy the App Tenant ID from the page Configuration of your Azure Bot, 36 characters such as 22222222-3333-4444-8555-666666666666.";
        return bot.AppId.Length == 0 ? Finding.Skipped(Check, "There is no app id.")
            : bot.IsMultiTenant ? Finding.Skipped(Check, "A bot of the type MultiTenant needs none.")
            : bot.TenantId.Length == 0 ? Finding.Wrong(Check, "MicrosoftAppTenantId is not set.", Remedy)
            : bot.TenantId == bot.AppId ? Finding.Wrong(Check, "MicrosoftAppTenantId is the app id.", Remedy)
            : Guid.TryParseExact(bot.TenantId, "D", out _) || (bot.TenantId.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(bot.TenantId) is UriHostNameType.Dns)
                ? Finding.Ok(Check, $"MicrosoftAppTenantId is {bot.TenantId}.")
                : Finding.Wrong(Check, $"MicrosoftAppTenantId is \"{bot.TenantId}\", which is neither an id nor a domain.", Remedy);
    }

    private static Finding Secret(Registration bot)
    {
        const string Check = "secret";
        const string Remedy = "In the app registration, open Certificates & secrets, create a new client secret and copy its Value at once; it is shown once.";
        return bot.AppId.Length == 0 ? Finding.Skipped(Check, "There is no app id.")
            : bot.IsManaged && bot.Secret.Length > 0 ? Finding.Wrong(Check, "MicrosoftAppPassword is set, but a managed identity has no secret.", "Remove MicrosoftAppPassword; or, if your Azure Bot is a single-tenant one, set MicrosoftAppType to SingleTenant.")
            : bot.IsManaged ? Finding.Ok(Check, "A managed identity needs none.")
            : bot.Secret.Length == 0 ? Finding.Wrong(Check, "MicrosoftAppPassword is not set.", Remedy)
            : Guid.TryParse(bot.Secret, out _) ? Finding.Wrong(Check, "MicrosoftAppPassword looks like a Secret ID; the bot needs the Value beside it.", Remedy)
            : bot.Secret.Any(char.IsWhiteSpace) || bot.Secret[0] is '"' or '\'' ? Finding.Wrong(Check, "MicrosoftAppPassword has a blank or a quotation mark in it that does not belong there.", "Copy the Value again, without blanks before or after it and without quotation marks.")
            : Finding.Ok(Check, "MicrosoftAppPassword is set; whether it is right, sign-in shows.");
    }
}
