using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;

namespace TalusBot.Channels.Asking;

/// <summary>A reply as a person gets it, whether it was just made or is read back from a log.</summary>
/// <param name="Text">Markdown; <c>[1]</c> stands for the first citation.</param>
/// <param name="Choices">What to pick from, where the reply asks.</param>
/// <param name="Followups">Questions that go on from here; none where the reply asks.</param>
/// <param name="HasMore">"Show more" would show more.</param>
internal sealed record SpokenReply(string Text, ReplyFacts Facts, IReadOnlyList<string> Choices, IReadOnlyList<string> Followups, bool HasMore)
{
    private const string FirstDefinition = "\n\n[1]: ";

    public static SpokenReply Of(Reply reply) => reply.Choices.Count > 0
        ? new(ReplyMarkdown.Write(reply), ReplyFacts.Of(reply), reply.Choices, [], HasMore: false)
        : new(ReplyMarkdown.Write(reply), ReplyFacts.Of(reply), [], reply.Followups, reply.HasMore);

    /// <param name="said">An activity of ours from a log.</param>
    /// <returns>Null where it is no reply.</returns>
    public static SpokenReply? Read(Activity said)
    {
        if (said is not { Type: ActivityTypes.Message, Text: { } text, ChannelData: { } data }
            || JsonSerializer.Deserialize(data, WireJson.Default.ReplyData)?.Talusbot is not { } facts)
        {
            return null;
        }

        var words = facts.Citations.Count > 0 && text.LastIndexOf(FirstDefinition, StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
        IReadOnlyList<string> buttons = [.. said.SuggestedActions?.Actions.Select(action => action.Value) ?? []];
        return said.InputHint == "expectingInput"
            ? new SpokenReply(words, facts, buttons, [], HasMore: false)
            : new SpokenReply(words, facts, [], [.. buttons.Where(button => button != Wording.ShowMore)], buttons.Contains(Wording.ShowMore));
    }
}
