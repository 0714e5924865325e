using TalusBot.Channels.Connector;
using TalusBot.Channels.Webhook;
using TalusBot.TeamsApp;

namespace TalusBot.Doctor;

/// <summary>What can be seen of the registration without asking anybody.</summary>
internal static class RegistrationChecks
{
    private const int ShortestKey = 16;

    /// <param name="hasOtherRoute">Whether Teams reaches the bot without a registration too, so that one is not missed.</param>
    public static IEnumerable<Finding> Of(BotRegistration bot, bool hasOtherRoute) => [AppId(bot, hasOtherRoute), AppType(bot), Tenant(bot), Secret(bot), Cloud(bot)];

    /// <param name="isSetUp">Whether there is a bot registration, so that the webhook is not missed.</param>
    public static Finding Webhook(string secret, bool isSetUp)
    {
        const string Check = "webhook secret";
        return secret.Length == 0
            ? Finding.Skipped(Check, "TeamsWebhook__Secret is not set; the route by an outgoing webhook is off.", isSetUp ? null : "If you want it, create an outgoing webhook in Teams and set TeamsWebhook__Secret to the security token that Teams shows once (docs/teams.md).")
            : new TeamsWebhookOptions { Secret = secret }.Key() is { Length: >= ShortestKey }
                ? Finding.Ok(Check, "TeamsWebhook__Secret has the form of a security token.")
                : Finding.Wrong(Check, "TeamsWebhook__Secret does not have the form of a security token of Teams.", "Copy the whole token, with the = at its end. Teams shows it once; if it is lost, delete the webhook and create it again.");
    }

    private static Finding AppId(BotRegistration bot, bool hasOtherRoute)
    {
        const string Check = "app id";
        if (bot.HasAppId)
        {
            return AppPackage.WrongAppId(bot.MicrosoftAppId) is { } wrong ? Finding.Wrong(Check, "MicrosoftAppId is wrong.", wrong) : Finding.Ok(Check, $"MicrosoftAppId is {bot.MicrosoftAppId}.");
        }

        return bot.MicrosoftAppPassword.Length > 0 || bot.MicrosoftAppTenantId.Length > 0
            ? Finding.Wrong(Check, "MicrosoftAppId is not set, but other settings of the registration are.", "Set it to the Microsoft App ID of your Azure Bot (page Configuration), or leave the others out too.")
            : Finding.Skipped(Check, "MicrosoftAppId is not set; the route by a bot registration is off.", hasOtherRoute ? null : "If you want it, follow docs/teams.md.");
    }

    private static Finding AppType(BotRegistration bot)
    {
        const string Check = "app type";
        return !bot.HasAppId ? Finding.Skipped(Check, "There is no app id.")
            : !BotRegistrationValidator.IsType(bot) ? Finding.Wrong(Check, $"MicrosoftAppType is \"{bot.AppType}\", which there is not.", $"Set it to {BotRegistration.SingleTenant} or {BotRegistration.ManagedIdentity}, as the page Configuration of your Azure Bot says.")
            : bot.IsMultiTenant ? Finding.Warning(Check, "MicrosoftAppType is MultiTenant, or nothing says what it is.", $"Since 31 July 2025 no such bot can be created. If yours is newer, set MicrosoftAppType to {BotRegistration.SingleTenant}, and MicrosoftAppTenantId.")
            : Finding.Ok(Check, $"MicrosoftAppType is {bot.AppType}.");
    }

    private static Finding Tenant(BotRegistration bot)
    {
        const string Check = "tenant";
        const string Remedy = "Copy the App Tenant ID from the page Configuration of your Azure Bot, 36 characters such as 22222222-3333-4444-8555-666666666666.";
        return !bot.HasAppId ? Finding.Skipped(Check, "There is no app id.")
            : bot.IsMultiTenant ? Finding.Skipped(Check, "A bot of the type MultiTenant needs none.")
            : bot.MicrosoftAppTenantId.Length == 0 ? Finding.Wrong(Check, "MicrosoftAppTenantId is not set.", Remedy)
            : bot.MicrosoftAppTenantId == bot.MicrosoftAppId ? Finding.Wrong(Check, "MicrosoftAppTenantId is the app id.", Remedy)
            : Guid.TryParseExact(bot.MicrosoftAppTenantId, "D", out _) || (bot.MicrosoftAppTenantId.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(bot.MicrosoftAppTenantId) is UriHostNameType.Dns)
                ? Finding.Ok(Check, $"MicrosoftAppTenantId is {bot.MicrosoftAppTenantId}.")
                : Finding.Wrong(Check, $"MicrosoftAppTenantId is \"{bot.MicrosoftAppTenantId}\", which is neither an id nor a domain.", Remedy);
    }

    private static Finding Secret(BotRegistration bot)
    {
        const string Check = "secret";
        const string Remedy = "In the app registration, open Certificates & secrets, create a new client secret and copy its Value at once; it is shown once.";
        return !bot.HasAppId ? Finding.Skipped(Check, "There is no app id.")
            : bot.IsManagedIdentity && bot.MicrosoftAppPassword.Length > 0 ? Finding.Wrong(Check, "MicrosoftAppPassword is set, but a managed identity has no secret.", "Remove MicrosoftAppPassword; or, if your Azure Bot is a single-tenant one, set MicrosoftAppType to SingleTenant.")
            : bot.IsManagedIdentity ? Finding.Ok(Check, "A managed identity needs none.")
            : bot.MicrosoftAppPassword.Length == 0 ? Finding.Wrong(Check, "MicrosoftAppPassword is not set.", Remedy)
            : Guid.TryParse(bot.MicrosoftAppPassword, out _) ? Finding.Wrong(Check, "MicrosoftAppPassword looks like a Secret ID; the bot needs the Value beside it.", Remedy)
            : bot.MicrosoftAppPassword.Any(char.IsWhiteSpace) || bot.MicrosoftAppPassword[0] is '"' or '\'' ? Finding.Wrong(Check, "MicrosoftAppPassword has a blank or a quotation mark in it that does not belong there.", "Copy the Value again, without blanks before or after it and without quotation marks.")
            : Finding.Ok(Check, "MicrosoftAppPassword is set; whether it is right, sign-in shows.");
    }

    private static Finding Cloud(BotRegistration bot)
    {
        const string Check = "cloud";
        return !BotRegistrationValidator.IsCloud(bot) ? Finding.Wrong(Check, $"ChannelService is \"{bot.ChannelService}\", which there is not.", $"Leave it out; or, if your Azure Bot is in the cloud of the US government, set it to {BotCloud.Government.ChannelService}.")
            : !bot.HasAppId ? Finding.Skipped(Check, "There is no app id.")
            : bot.ChannelService.Length == 0 ? Finding.Ok(Check, "ChannelService is not set: it is Microsoft's public cloud.")
            : Finding.Ok(Check, $"ChannelService is {bot.ChannelService}: it is the cloud of the US government.");
    }
}
