using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using TalusBot.Channels;
using TalusBot.Channels.Asking;
using TalusBot.Channels.Connector;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Page;
using TalusBot.Channels.Webhook;
using TalusBot.Knowledge;
using TalusBot.Maintenance;
using TalusBot.Maintenance.Console;
using TalusBot.Storage;
using TalusBot.Telemetry;
using TalusBot.Turns;

namespace TalusBot;

/// <summary>Puts the web server together.</summary>
internal static class ServerHost
{
    /// <summary>Where we listen when no address is configured: Bot Framework's own.</summary>
    public const string DefaultAddress = "http://localhost:3978";

    /// <summary>Requests are not logged: their addresses carry tokens and words, and <see cref="DiscreetLogs"/> holds back what carries words whatever is configured.</summary>
    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",

        // The keys of sign-ins lie in the data file, which is as secret as they are.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",

        // What keeps us from starting is said by the serve command, in words.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
    };

    /// <param name="args">Settings in the form <c>--Section:Key=value</c>, and <c>--urls</c>.</param>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings are read once, at the start; watching their files costs memory and a thirtieth of a second.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        if (!HasAddress(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        Configure(builder, clock ?? TimeProvider.System);
        var app = builder.Build();
        Route(app);
        return app;
    }

    private static bool HasAddress(IConfiguration configuration) =>
        ((string[])["urls", "http_ports", "https_ports"]).Any(key => !string.IsNullOrEmpty(configuration[key])) || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void Configure(WebApplicationBuilder builder, TimeProvider clock)
    {
        var services = builder.Services;
        services.AddSingleton(clock);
        services.AddDiscreetLogs();
        builder.AddTelemetry();

        // Before all other services that start: what it begins takes longest.
        services.AddSingleton<FirstReading>();
        services.AddSingleton<Opening>();
        services.AddHostedService(services => services.GetRequiredService<Opening>());
        services.AddOptionsWithValidateOnStart<KnowledgeOptions, KnowledgeOptionsValidator>().BindConfiguration("Knowledge");
        services.AddOptionsWithValidateOnStart<DirectLineOptions, DirectLineOptionsValidator>().BindConfiguration("DirectLine");
        services.AddOptionsWithValidateOnStart<LimitsOptions, LimitsOptionsValidator>().BindConfiguration("Limits");
        services.AddOptionsWithValidateOnStart<WebOptions, WebOptionsValidator>().BindConfiguration("Web");

        services.AddConnectionLimits();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>(TrustedProxies.Apply);

        services.AddSingleton<KnowledgeBase>();
        services.AddSingleton<KnowledgeLoader>();
        services.AddSingleton<KnowledgeWatch>();
        services.AddSingleton<MeaningWork>();
        services.AddStorage();
        services.AddSingleton<StoreProbe>();
        services.AddSingleton<Callers>();
        services.AddSingleton<VisitorQuotas>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<LiveStreams>();
        services.AddSingleton<LogGrowth>();
        services.AddConnector();
        services.AddSingleton<Welcome>();
        services.AddSingleton<ReaderMarks>();
        services.AddSingleton<TurnQueue>();
        services.AddSingleton<Answering>();
        services.AddSingleton<AtOnce>();
        services.AddSingleton<Asker>();
        services.AddSingleton<Announcements>();
        services.AddConsole(builder.Configuration);
        services.AddHostedService<RequestShare>();
        services.AddHostedService<TurnRunner>();
        services.AddSingleton<TurnRecovery>();
        services.AddHostedService(services => services.GetRequiredService<TurnRecovery>());
        services.AddHostedService<OtherProcesses>();
        services.AddHostedService<KeyRenewal>();
        services.AddHostedService<Retention>();
        services.AddHostedService<Practice>();
        services.AddHostedService<Quiet>();
        services.AddHostedService(services => services.GetRequiredService<KnowledgeWatch>());
        services.AddHostedService(services => services.GetRequiredService<MeaningWork>());
        services.AddHostedService(services => services.GetRequiredService<Announcements>());
        services.AddTextCompression();
        services.AddOriginPolicy();
        services.AddRateLimits();
        services.AddApiDescription();
    }

    private static void Route(WebApplication app)
    {
        app.UseTelemetry();
        app.UseForwardedHeaders();
        app.UseTextCompression();
        app.UsePageHeaders();
        app.UseWordedErrors();
        app.UseHealthProbes();
        app.UseRouting();
        app.UseOriginPolicy();
        app.UseDoorKeeper();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWebSockets();
        app.UseWidgetFiles();
        app.MapDirectLine();
        app.MapConnector();
        app.MapTeamsWebhook();
        app.MapAsk();
        app.MapApiDescription();
        app.MapArticles();
        app.MapAskPage();
        app.MapEmbed();
        app.MapHealth();
        app.MapConsole();
    }
}
