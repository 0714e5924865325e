using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>Says which of the Bot Framework's settings is wrong, and how to mend it.</summary>
internal sealed class BotRegistrationValidator : IValidateOptions<BotRegistration>
{
    private static readonly string[] Types = [BotRegistration.SingleTenant, BotRegistration.ManagedIdentity, BotRegistration.MultiTenant];

    public ValidateOptionsResult Validate(string? name, BotRegistration options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    public static bool IsType(BotRegistration bot) => Types.Contains(bot.AppType, StringComparer.OrdinalIgnoreCase);

    public static bool IsCloud(BotRegistration bot) => bot.ChannelService == bot.Cloud.ChannelService;

    private static IEnumerable<string> Failures(BotRegistration bot)
    {
        if (!bot.HasAppId && (bot.MicrosoftAppPassword.Length > 0 || bot.MicrosoftAppTenantId.Length > 0))
        {
            yield return "MicrosoftAppId is missing, although other settings of the registration are there; set it to the bot's app id, or leave all of them out.";
        }

        if (bot.HasAppId && !Guid.TryParseExact(bot.MicrosoftAppId, "D", out _))
        {
            yield return "MicrosoftAppId is no GUID; copy the app id from the bot's registration, such as 11111111-2222-4333-8444-555555555555.";
        }

        if (!IsType(bot))
        {
            yield return $"MicrosoftAppType is \"{bot.MicrosoftAppType}\"; it must be SingleTenant, UserAssignedMSI or MultiTenant.";
        }

        if (bot.HasAppId && !bot.IsManagedIdentity && bot.MicrosoftAppPassword.Length == 0)
        {
            yield return "MicrosoftAppPassword is missing; set it to the client secret, or set MicrosoftAppType to UserAssignedMSI where the machine has a managed identity.";
        }

        if (bot.HasAppId && bot.IsManagedIdentity && bot.MicrosoftAppPassword.Length > 0)
        {
            yield return "MicrosoftAppPassword is set, but a bot with MicrosoftAppType UserAssignedMSI has none; leave it out.";
        }

        if (bot.HasAppId && bot.IsSingleTenant && bot.MicrosoftAppTenantId.Length == 0 && bot.ToChannelFromBotLoginUrl.Length == 0)
        {
            yield return "MicrosoftAppTenantId is missing; set it to the tenant of the app id, as MicrosoftAppType is SingleTenant.";
        }

        if (bot.MicrosoftAppTenantId.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')))
        {
            yield return "MicrosoftAppTenantId is neither a GUID nor a domain name.";
        }

        if (!IsCloud(bot))
        {
            yield return $"ChannelService must be empty or {BotCloud.Government.ChannelService}.";
        }

        foreach (var (setting, url) in ((string, string)[])
            [
                (nameof(bot.ToBotFromChannelOpenIdMetadataUrl), bot.ToBotFromChannelOpenIdMetadataUrl),
                (nameof(bot.BotOpenIdMetadata), bot.BotOpenIdMetadata),
                (nameof(bot.ToChannelFromBotLoginUrl), bot.ToChannelFromBotLoginUrl),
            ])
        {
            if (url.Length > 0 && !SafeAddress.Is(url))
            {
                yield return $"{setting} must be an https address; http is for this machine only.";
            }
        }
    }
}
