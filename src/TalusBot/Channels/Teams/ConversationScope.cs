namespace TalusBot.Channels.Teams;

/// <summary>Who reads along in a conversation.</summary>
internal enum ConversationScope
{
    /// <summary>One person and the bot.</summary>
    Personal,

    GroupChat,

    /// <summary>A channel of a team, where everybody in the team reads.</summary>
    Channel,
}
