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

    public const string SingleTenant = "SingleTenant";
    public const string ManagedIdentity = "UserAssignedMSI";
    public const string MultiTenant = "MultiTenant";

    /// <summary>The end of a scope that stands for everything that the app may do.</summary>
    private const string DefaultScope = "/.default";

    public bool HasAppId => MicrosoftAppId.Length > 0;

    /// <summary>As it is set, or what it is where it is not.</summary>
    public string AppType => MicrosoftAppType.Length > 0 ? MicrosoftAppType : MicrosoftAppTenantId.Length > 0 ? SingleTenant : MultiTenant;

    public bool IsManagedIdentity => Is(ManagedIdentity);

    public bool IsSingleTenant => Is(SingleTenant);

    public bool IsMultiTenant => Is(MultiTenant);

    public BotCloud Cloud => ChannelService.Length > 0 ? BotCloud.Government : BotCloud.Public;

    public Uri MetadataUrl => new(
        ToBotFromChannelOpenIdMetadataUrl.Length > 0 ? ToBotFromChannelOpenIdMetadataUrl
        : BotOpenIdMetadata.Length > 0 ? BotOpenIdMetadata
        : Cloud.Metadata);

    public string TokenIssuer => ToBotFromChannelTokenIssuer.Length > 0 ? ToBotFromChannelTokenIssuer : Cloud.Resource;

    /// <summary>Where our access token is asked for.</summary>
    public Uri TokenEndpoint => new(LoginUrl.TrimEnd('/') + "/oauth2/v2.0/token");

    /// <summary>What our access token is for, as a resource: without "/.default".</summary>
    public string TokenResource =>
        ToChannelFromBotOAuthScope.Length == 0 ? Cloud.Resource
        : ToChannelFromBotOAuthScope.EndsWith(DefaultScope, StringComparison.Ordinal) ? ToChannelFromBotOAuthScope[..^DefaultScope.Length]
        : ToChannelFromBotOAuthScope;

    /// <summary>The same as a scope.</summary>
    public string TokenScope => TokenResource + DefaultScope;

    private string LoginUrl => ToChannelFromBotLoginUrl.Length > 0 ? ToChannelFromBotLoginUrl : $"{Cloud.Login}/{(IsSingleTenant ? MicrosoftAppTenantId : Cloud.BotTenant)}";

    private bool Is(string type) => AppType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
