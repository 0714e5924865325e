namespace TalusBot.Doctor;

/// <summary>The settings with which the bot shows who it is, as they stand, right or wrong; names as in the Bot Framework templates.</summary>
internal sealed record Registration(string AppId, string AppType, string TenantId, string Secret, string LoginUrl, string Scope, string MetadataUrl, string WebhookSecret)
{
    public const string SingleTenant = "SingleTenant";
    public const string ManagedIdentity = "UserAssignedMSI";
    public const string MultiTenant = "MultiTenant";

    public const string Resource = "https://api.botframework.com";

    private const string DefaultMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    public static Registration Of(IConfiguration settings)
    {
        var (tenant, type) = (Text("MicrosoftAppTenantId"), Text("MicrosoftAppType"));
        var kind = type.Length > 0 ? type : tenant.Length > 0 ? SingleTenant : MultiTenant;
        var authority = Is(kind, MultiTenant) ? "botframework.com" : tenant;
        return new Registration(
            Text("MicrosoftAppId"),
            kind,
            tenant,
            settings["MicrosoftAppPassword"] ?? "",
            Or(Text("ToChannelFromBotLoginUrl"), $"https://login.microsoftonline.com/{authority}").TrimEnd('/'),
            Or(Text("ToChannelFromBotOAuthScope"), Resource),
            Or(Text("ToBotFromChannelOpenIdMetadataUrl"), Or(Text("BotOpenIdMetadata"), DefaultMetadata)),
            settings["TeamsWebhook:Secret"] ?? "");

        string Text(string name) => settings[name]?.Trim() ?? "";
    }

    public bool IsManaged => Is(AppType, ManagedIdentity);

    public bool IsMultiTenant => Is(AppType, MultiTenant);

    public bool IsKnownType => IsManaged || IsMultiTenant || Is(AppType, SingleTenant);

    private static bool Is(string type, string other) => type.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
