using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>The one HTTP client towards channels and login servers.</summary>
internal static class ConnectorHttp
{
    public const string Name = "connector";
    private const int LongestAnswer = 1 << 20;

    public static void AddConnectorHttp(this IServiceCollection services) => services.AddHttpClient(Name)
        .ConfigureHttpClient((provider, client) =>
        {
            client.Timeout = provider.GetRequiredService<IOptions<ConnectorOptions>>().Value.RequestTimeout;
            client.MaxResponseContentBufferSize = LongestAnswer;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("TalusBot");
        })

        // A redirect would take our access token to an address that nobody vouched for.
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })

        // Addresses hold the ids of conversations, which are never logged.
        .RemoveAllLoggers();
}
