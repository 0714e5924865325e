namespace TalusBot.Channels.Connector;

/// <summary>
/// Who this bot is in the Bot Framework: settings at the root of the configuration, named as in Microsoft's templates. Without
/// an app id only channels on this machine are served.
/// </summary>
internal sealed class BotRegistration
{
    /// <summary>SingleTenant, UserAssignedMSI or MultiTenant. Default: SingleTenant where a tenant is set, else MultiTenant.</summary>
    public string MicrosoftAppType { get; set; } = "";

    /// <summary>The bot's app id, a GUID. Default empty: no channel from outside is served.</summary>
    public string MicrosoftAppId { get; set; } = "";

    /// <summary>The client secret; not for UserAssignedMSI.</summary>
    public string MicrosoftAppPassword { get; set; } = "";

    /// <summary>The tenant of the app id; for SingleTenant.</summary>
    public string MicrosoftAppTenantId { get; set; } = "";

    /// <summary>Default empty: the public cloud. https://botframework.azure.us is the other one.</summary>
    public string ChannelService { get; set; } = "";

    /// <summary>Where the keys of the channels are found; by default the cloud's.</summary>
    public string ToBotFromChannelOpenIdMetadataUrl { get; set; } = "";

    /// <summary>The older name of <see cref="ToBotFromChannelOpenIdMetadataUrl"/>.</summary>
    public string BotOpenIdMetadata { get; set; } = "";

    /// <summary>Who signs the channels' tokens; by default the cloud's.</summary>
    public string ToBotFromChannelTokenIssuer { get; set; } = "";

    /// <summary>Authority with tenant from which our access token comes; by default the cloud's.</summary>
    public string ToChannelFromBotLoginUrl { get; set; } = "";

    /// <summary>What our access token is for; by default the cloud's connector.</summary>
    public string ToChannelFromBotOAuthScope { get; set; } = "";

    /// <summary>The only other cloud that has a Bot Framework of its own that we know of.</summary>
    public const string GovernmentChannelService = "https://botframework.azure.us";

    public bool HasAppId => MicrosoftAppId.Length > 0;

    public bool IsManagedIdentity => Is("UserAssignedMSI");

    public bool IsSingleTenant => Is("SingleTenant") || (MicrosoftAppType.Length == 0 && MicrosoftAppTenantId.Length > 0);

    public Uri MetadataUrl => new(
        ToBotFromChannelOpenIdMetadataUrl.Length > 0 ? ToBotFromChannelOpenIdMetadataUrl
        : BotOpenIdMetadata.Length > 0 ? BotOpenIdMetadata
        : IsGovernment ? "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
        : "https://login.botframework.com/v1/.well-known/openidconfiguration");

    public string TokenIssuer => ToBotFromChannelTokenIssuer.Length > 0 ? ToBotFromChannelTokenIssuer : Resource(ofCloud: true);

    /// <summary>Where our access token is asked for.</summary>
    public Uri TokenEndpoint => new(LoginUrl.TrimEnd('/') + "/oauth2/v2.0/token");

    /// <summary>What our access token is for, as a resource: without "/.default".</summary>
    public string TokenResource => Resource(ofCloud: false);

    private bool IsGovernment => ChannelService.Length > 0;

    private string LoginUrl =>
        ToChannelFromBotLoginUrl.Length > 0 ? ToChannelFromBotLoginUrl
        : $"https://login.microsoftonline.{(IsGovernment ? "us" : "com")}/{(IsSingleTenant ? MicrosoftAppTenantId : IsGovernment ? "MicrosoftServices.onmicrosoft.us" : "botframework.com")}";

    private string Resource(bool ofCloud)
    {
        const string Default = "/.default";
        var configured = ofCloud ? "" : ToChannelFromBotOAuthScope;
        return configured.Length == 0 ? IsGovernment ? "https://api.botframework.us" : "https://api.botframework.com"
            : configured.EndsWith(Default, StringComparison.Ordinal) ? configured[..^Default.Length]
            : configured;
    }

    private bool Is(string type) => MicrosoftAppType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
