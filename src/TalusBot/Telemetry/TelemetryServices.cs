using System.Reflection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TalusBot.Channels.Connector;
using TalusBot.Maintenance;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Telemetry;

/// <summary>Numbers, traces and logs for a collector that speaks OTLP. Without one configured nothing is gathered.</summary>
internal static class TelemetryServices
{
    /// <summary>OpenTelemetry's own setting; with it goes the rest of them (docs/telemetry.md).</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The framework's own that say how requests, sockets, limits and the process do.</summary>
    private static readonly string[] FrameworkMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Diagnostics", "System.Runtime"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TurnMetrics>();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<KnowledgeMetrics>();
        if (!IsOn(builder.Configuration))
        {
            return;
        }

        services.AddHostedService<TurnGauges>();
        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter([.. FrameworkMeters, TurnMetrics.Name, StoreMetrics.Name, KnowledgeMetrics.Name, ConnectorMetrics.MeterName]).AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(RequestSpans.Source, TurnMetrics.Name, StoreMetrics.Name, KnowledgeMetrics.Name, ConnectorMetrics.MeterName).AddOtlpExporter())
            .WithLogging(logs => logs.AddOtlpExporter(), log => log.IncludeFormattedMessage = true);

        // OpenTelemetry binds them too, but by reflection, of which a native program has too little.
        services.AddOptions<OpenTelemetryLoggerOptions>().BindConfiguration("Logging:OpenTelemetry");
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]) && builder.Configuration["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) is not true)
        {
            telemetry.ConfigureResource(resource => resource.AddService("talusbot", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)));
        }
    }

    /// <summary>Names the spans of requests, where somebody gathers them.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (IsOn(app.Configuration))
        {
            app.Use(RequestSpans.NameAsync);
        }
    }

    /// <summary>Gathers from now on, where anything is gathered; without this from when the host starts.</summary>
    public static void BeginTelemetry(this WebApplication app)
    {
        if (IsOn(app.Configuration))
        {
            _ = app.Services.GetRequiredService<MeterProvider>();
            _ = app.Services.GetRequiredService<TracerProvider>();
        }
    }

    private static bool IsOn(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[Endpoint]) && !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
}
