namespace TalusBot.Channels.Connector;

/// <summary>What is sent for an access token, by the bot and by whoever checks that it could.</summary>
internal static class AccessTokenRequest
{
    private const string MachineMetadata = "http://169.254.169.254";

    /// <summary>Client credentials (RFC 6749, 4.4).</summary>
    /// <param name="scope">Ends in <c>/.default</c>.</param>
    public static HttpRequestMessage WithSecret(Uri endpoint, string appId, string secret, string scope) => new(HttpMethod.Post, endpoint)
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", appId),
            new("client_secret", secret),
            new("scope", scope),
        ]),
    };

    /// <summary>The managed identity. App Service and the like name their endpoint in the environment; a virtual machine has a fixed one.</summary>
    public static HttpRequestMessage OfMachine(IConfiguration configuration, string resource, string appId)
    {
        var query = $"resource={Uri.EscapeDataString(resource)}&client_id={Uri.EscapeDataString(appId)}";
        if (configuration["IDENTITY_ENDPOINT"] is { Length: > 0 } endpoint && configuration["IDENTITY_HEADER"] is { Length: > 0 } header)
        {
            var hosted = new HttpRequestMessage(HttpMethod.Get, $"{endpoint}?api-version=2019-08-01&{query}");
            hosted.Headers.Add("X-IDENTITY-HEADER", header);
            return hosted;
        }

        var host = configuration["AZURE_POD_IDENTITY_AUTHORITY_HOST"] is { Length: > 0 } moved ? moved.TrimEnd('/') : MachineMetadata;
        var machine = new HttpRequestMessage(HttpMethod.Get, $"{host}/metadata/identity/oauth2/token?api-version=2018-02-01&{query}");
        machine.Headers.Add("Metadata", "true");
        return machine;
    }
}
