using Microsoft.Extensions.Options;

namespace TalusBot.Channels.Connector;

/// <summary>Says once at start that channels from outside are not served yet.</summary>
internal sealed partial class AnonymousWarning(IOptions<BotRegistration> bot, ILogger<AnonymousWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!bot.Value.HasAppId)
        {
            Log.NoAppId(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "MicrosoftAppId is not set: /api/messages serves channels on this machine only, without tokens. Microsoft Teams needs the app id")]
        public static partial void NoAppId(ILogger logger);
    }
}
