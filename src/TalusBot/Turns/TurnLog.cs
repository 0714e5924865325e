namespace TalusBot.Turns;

/// <summary>What is said of turns that go wrong: their places, never anybody's words.</summary>
internal static partial class TurnLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Turn {Conversation} {Sequence} failed")]
    public static partial void Failed(ILogger logger, string conversation, long sequence, Exception error);
}
