using Microsoft.Extensions.Configuration;
using TalusBot.Channels.Connector;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>The Bot Framework's settings: what each defaults to, and what is said about one that is wrong.</summary>
public sealed class BotRegistrationTests
{
    private const string Id = "MicrosoftAppId=11111111-2222-4333-8444-555555555555";
    private const string Tenant = "MicrosoftAppTenantId=99999999-aaaa-4bbb-8ccc-dddddddddddd";

    [Theory]
    [InlineData("MicrosoftAppId", "MicrosoftAppPassword=x")]
    [InlineData("MicrosoftAppId", "MicrosoftAppId=my-bot", "MicrosoftAppPassword=x")]
    [InlineData("MicrosoftAppType", Id, "MicrosoftAppPassword=x", "MicrosoftAppType=Single")]
    [InlineData("MicrosoftAppPassword", Id)]
    [InlineData("MicrosoftAppPassword", Id, "MicrosoftAppPassword=x", "MicrosoftAppType=UserAssignedMSI")]
    [InlineData("MicrosoftAppTenantId", Id, "MicrosoftAppPassword=x", "MicrosoftAppType=SingleTenant")]
    [InlineData("MicrosoftAppTenantId", Id, "MicrosoftAppPassword=x", "MicrosoftAppTenantId=a/b")]
    [InlineData("ChannelService", "ChannelService=https://elsewhere.example")]
    [InlineData("ToBotFromChannelOpenIdMetadataUrl", "ToBotFromChannelOpenIdMetadataUrl=http://keys.example/")]
    [InlineData("ToChannelFromBotLoginUrl", "ToChannelFromBotLoginUrl=http://login.example/tenant")]
    public void What_is_wrong_is_named_first(string setting, params string[] settings) =>
        Assert.StartsWith(setting + " ", Assert.Single(new BotRegistrationValidator().Validate(null, Read(settings)).Failures!), StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData(Id, Tenant, "MicrosoftAppPassword=x")]
    [InlineData(Id, "MicrosoftAppType=multitenant", "MicrosoftAppPassword=x")]
    [InlineData(Id, Tenant, "MicrosoftAppType=UserAssignedMSI")]
    [InlineData(Id, Tenant, "MicrosoftAppPassword=x", "ToChannelFromBotLoginUrl=http://127.0.0.1:5055/tenant", "ValidateAuthority=false", "CallerId=any")]
    public void What_the_templates_write_is_taken(params string[] settings) =>
        Assert.True(new BotRegistrationValidator().Validate(null, Read(settings)).Succeeded);

    [Fact]
    public void Each_address_has_a_default_of_its_own()
    {
        var single = Read(Id, Tenant, "MicrosoftAppPassword=x");
        Assert.Equal("https://login.microsoftonline.com/99999999-aaaa-4bbb-8ccc-dddddddddddd/oauth2/v2.0/token", single.TokenEndpoint.AbsoluteUri);
        Assert.Equal("https://login.botframework.com/v1/.well-known/openidconfiguration", single.MetadataUrl.AbsoluteUri);
        Assert.Equal(("https://api.botframework.com", "https://api.botframework.com"), (single.TokenIssuer, single.TokenResource));

        Assert.Equal("https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token", Read(Id, "MicrosoftAppPassword=x").TokenEndpoint.AbsoluteUri);

        Assert.Equal("https://login.microsoftonline.us/99999999-aaaa-4bbb-8ccc-dddddddddddd/oauth2/v2.0/token", Read(Id, Tenant, "MicrosoftAppPassword=x", "ChannelService=https://botframework.azure.us").TokenEndpoint.AbsoluteUri);
        Assert.Equal("https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us/oauth2/v2.0/token", Read(Id, "MicrosoftAppPassword=x", "ChannelService=https://botframework.azure.us").TokenEndpoint.AbsoluteUri);

        var government = Read(Id, Tenant, "MicrosoftAppPassword=x", "ChannelService=https://botframework.azure.us", "ToChannelFromBotOAuthScope=https://scope.example/.default");
        Assert.Equal("https://login.botframework.azure.us/v1/.well-known/openidconfiguration", government.MetadataUrl.AbsoluteUri);
        Assert.Equal(("https://api.botframework.us", "https://scope.example"), (government.TokenIssuer, government.TokenResource));
    }

    [Theory]
    [InlineData("http://127.0.0.1/x", true)]
    [InlineData("http://[::1]:5055", true)]
    [InlineData("http://localhost:3978/_connector", true)]
    [InlineData("https://smba.trafficmanager.net/amer/", false)]
    [InlineData("http://127.0.0.1.example.com/", false)]
    [InlineData("http://127.0.0.1@example.com/", false)]
    [InlineData("http://[::ffff:192.0.2.10]/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("nonsense", false)]
    public void This_machine_is_told_from_others_that_look_like_it(string address, bool isLoopback) => Assert.Equal(isLoopback, SafeAddress.IsLoopback(address));

    [Theory]
    [InlineData("http://x/amer/", "a/b c%2F", "1", "http://x/amer/v3/conversations/a%2Fb%20c%252F/activities/1")]
    [InlineData("http://x", "..", null, "http://x/v3/conversations/%2E%2E/activities")]
    [InlineData("http://x//", "ä:@;=", null, "http://x/v3/conversations/%C3%A4%3A%40%3B%3D/activities")]
    public void Every_id_is_one_segment_of_the_address(string serviceUrl, string conversation, string? replyTo, string address) =>
        Assert.Equal(address, ConnectorClient.AddressOf(serviceUrl, conversation, replyTo).OriginalString);

    [Fact]
    public async Task Every_setting_of_the_registration_is_documented()
    {
        var documented = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "configuration.md"));
        Assert.All(typeof(BotRegistration).GetProperties().Where(property => property.CanWrite), property => Assert.Contains($"`{property.Name}`", documented, StringComparison.Ordinal));
    }

    private static BotRegistration Read(params string[] settings)
    {
        var bot = new BotRegistration();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1]))).Build().Bind(bot);
        return bot;
    }
}
