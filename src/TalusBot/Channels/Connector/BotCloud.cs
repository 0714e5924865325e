namespace TalusBot.Channels.Connector;

/// <summary>Where one of Microsoft's clouds has its Bot Framework: what every address is where no setting says otherwise.</summary>
/// <param name="ChannelService">What the setting ChannelService says for it.</param>
/// <param name="Metadata">The document that leads to the channels' keys.</param>
/// <param name="Resource">Who signs the channels' tokens, and what our access token is for.</param>
/// <param name="Login">The login server, without a tenant.</param>
/// <param name="BotTenant">The tenant in which bots of the type MultiTenant sign in.</param>
internal sealed record BotCloud(string ChannelService, string Metadata, string Resource, string Login, string BotTenant)
{
    public static BotCloud Public { get; } = new(
        "",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "https://api.botframework.com",
        "https://login.microsoftonline.com",
        "botframework.com");

    /// <summary>Of the government of the United States; the only other one that has a Bot Framework of its own that we know of.</summary>
    public static BotCloud Government { get; } = new(
        "https://botframework.azure.us",
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        "https://api.botframework.us",
        "https://login.microsoftonline.us",
        "MicrosoftServices.onmicrosoft.us");
}
