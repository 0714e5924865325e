using Microsoft.Extensions.Options;

namespace TalusBot.Telemetry;

/// <summary>
/// Every log of the program goes through here, whatever is configured: no line carries what a visitor typed, nor the address
/// that they came from. Ours are written so; the framework's and those of exceptions, whose messages quote what they were
/// given, are not, and are held back here.
/// </summary>
internal static class DiscreetLogs
{
    public static void AddDiscreetLogs(this IServiceCollection services) => services.AddSingleton<ILoggerFactory>(provider => new DiscreetLoggerFactory(new LoggerFactory(
        provider.GetServices<ILoggerProvider>(),
        provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
        provider.GetRequiredService<IOptions<LoggerFactoryOptions>>(),
        provider.GetService<IExternalScopeProvider>())));

    /// <summary>The lowest level that is let through. Below it these categories tell the addresses and the bodies of requests.</summary>
    public static LogLevel LowestOf(string category) => category switch
    {
        // "Request starting GET http://.../ask?q=..."; whoever wants a count of requests has the metrics, whoever wants times the traces.
        "Microsoft.AspNetCore.Hosting.Diagnostics" => LogLevel.Warning,

        // "bad request data: Invalid request line: 'GET /ask?q=...'".
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests" or "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServer" or "Microsoft.AspNetCore.Server.Kestrel" => LogLevel.Warning,

        // "Failed to bind parameter "Nullable<bool> moved" from "..."".
        "Microsoft.AspNetCore.Http.RequestDelegateFactory" or "Microsoft.AspNetCore.Http.RequestDelegateGenerator" => LogLevel.Warning,

        // "No candidates found for the request path '/...'", where somebody may have typed anything.
        _ when category.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal) || category.StartsWith("Microsoft.AspNetCore.StaticFiles", StringComparison.Ordinal) => LogLevel.Warning,

        // Addresses of visitors.
        "Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware" => LogLevel.Warning,

        // The whole of a request, where somebody turns it on.
        _ when category.StartsWith("Microsoft.AspNetCore.HttpLogging", StringComparison.Ordinal) => LogLevel.None,

        // Addresses of requests of ours, which name conversations in channels.
        _ when category.StartsWith("System.Net.Http.HttpClient", StringComparison.Ordinal) => LogLevel.Warning,
        _ => LogLevel.Trace,
    };
}

internal sealed class DiscreetLoggerFactory(LoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new DiscreetLogger(inner.CreateLogger(categoryName), DiscreetLogs.LowestOf(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}

internal sealed class DiscreetLogger(ILogger inner, LogLevel lowest) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => DiscreetScope.Of(state) is { } scope ? inner.BeginScope(scope) : null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= lowest)
        {
            inner.Log(logLevel, eventId, state, exception is null ? null : DiscreetException.Of(exception), formatter);
        }
    }
}
