using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalusBot.Channels.Connector;

namespace TalusBot.Tests.Channels.Connector;

/// <summary>A bot without a secret asks the machine it runs on for its access token.</summary>
public sealed class ManagedIdentityTests
{
    private const string Answer = """{"access_token":"of-the-machine","expires_on":"1893459600","token_type":"Bearer"}""";

    [Theory]
    [InlineData(true, "/token?api-version=2019-08-01&resource=https%3A%2F%2Fapi.botframework.com&client_id=11111111-2222-4333-8444-555555555555", "a-header")]
    [InlineData(false, "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fapi.botframework.com&client_id=11111111-2222-4333-8444-555555555555", "true")]
    public async Task The_token_comes_from_the_service_or_from_the_virtual_machine(bool isService, string path, string header)
    {
        var seen = new List<(string Path, string Header)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var machine = builder.Build();
        machine.Run(async context =>
        {
            seen.Add((context.Request.Path + context.Request.QueryString.Value, context.Request.Headers[isService ? "X-IDENTITY-HEADER" : "Metadata"].ToString()));
            await context.Response.WriteAsync(Answer);
        });
        await machine.StartAsync();
        var address = machine.Urls.First();
        var clock = new ManualClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var bot = await RunningBot.StartAsync(
            clock,
            settings: ["MicrosoftAppId=" + MockChannel.AppId, "MicrosoftAppType=UserAssignedMSI", .. isService ? [$"IDENTITY_ENDPOINT={address}/token", "IDENTITY_HEADER=a-header"] : (string[])[$"AZURE_POD_IDENTITY_AUTHORITY_HOST={address}/"]]);
        var tokens = bot.Services.GetRequiredService<AccessTokens>();

        Assert.Equal("of-the-machine", await tokens.GetAsync(refused: null, CancellationToken.None));
        Assert.Equal("of-the-machine", await tokens.GetAsync(refused: null, CancellationToken.None));

        Assert.Equal((path, header), Assert.Single(seen));
    }
}
