namespace TalusBot.Activities;

/// <summary>The types we meet; any other is taken and ignored.</summary>
internal static class ActivityTypes
{
    public const string Message = "message";
    public const string Event = "event";
    public const string Typing = "typing";
    public const string ConversationUpdate = "conversationUpdate";
    public const string InstallationUpdate = "installationUpdate";
    public const string MessageReaction = "messageReaction";
    public const string Invoke = "invoke";
    public const string EndOfConversation = "endOfConversation";
}
