using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TalusBot.Tests.Security;

/// <summary>Every address that a bot serves, from its own table, so that a new one cannot be forgotten.</summary>
internal static class Endpoints
{
    /// <summary>With the methods that each takes, and something in the place of what varies.</summary>
    public static IReadOnlyList<(string Path, IReadOnlyList<string> Methods)> Of(RunningBot bot, string id = "which-tape")
    {
        var served = bot.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (
                Path: "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", id, StringComparison.Ordinal).Replace("{slug}", "ankle-talus", StringComparison.Ordinal).Replace("{**rest}", "anything/else", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal),
                Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]))
            .Distinct().ToList();
        Assert.True(served.Count > 25, string.Join(' ', served));
        Assert.DoesNotContain(served, endpoint => endpoint.Path.Contains('{', StringComparison.Ordinal));
        return served;
    }

    /// <summary>Files of the widget and the pages' looks, which no table lists.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot"), "*", SearchOption.AllDirectories).Select(file => "/" + Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "wwwroot"), file))];
}
