using Microsoft.Extensions.Options;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Webhook;
using TalusBot.Turns;

namespace TalusBot.Channels.Connector;

/// <summary>What the connector's side is made of.</summary>
internal static class ConnectorServices
{
    public static void AddConnector(this IServiceCollection services)
    {
        services.AddOptions<BotRegistration>().BindConfiguration("").ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotRegistration>, BotRegistrationValidator>();
        services.AddOptionsWithValidateOnStart<ConnectorOptions, ConnectorOptionsValidator>().BindConfiguration("Connector");
        services.AddOptionsWithValidateOnStart<TeamsWebhookOptions, TeamsWebhookOptionsValidator>().BindConfiguration("TeamsWebhook");
        services.AddConnectorHttp();
        services.AddSingleton<ConnectorMetrics>();
        services.AddSingleton<ChannelKeySource>();
        services.AddSingleton<ChannelKeys>();
        services.AddSingleton<InboundTokens>();
        services.AddSingleton<AccessTokenSource>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<ConnectorDelivery>();
        services.AddSingleton<DirectLineReplies>();
        services.AddSingleton<ConnectorReplies>();
        services.AddSingleton<IReplyChannel, ReplyChannels>();
        services.AddSingleton<Typing>();
        services.AddSingleton<AwaitedReply>();
        services.AddSingleton<ConnectorTurns>();
        services.AddSingleton<CardPresses>();
        services.AddSingleton<ConnectorAnswers>();
        services.AddSingleton<ConnectorActivities>();
        services.AddHostedService<AnonymousWarning>();
        services.AddHostedService(provider => provider.GetRequiredService<ConnectorDelivery>());
    }
}
