using TalusBot.Activities;

namespace TalusBot.Channels;

/// <summary>Who we are on every channel where nobody else says so.</summary>
internal static class Bot
{
    public static readonly ChannelAccount Account = new("talusbot", "TalusBot", "bot");
}
