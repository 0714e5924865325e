using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Conversation;

/// <summary>What a conversation remembers from one turn to the next.</summary>
/// <param name="NoticeGiven">The line that these are quotes and no medical advice has been shown.</param>
/// <param name="About">What the last answer was about; null before the first question.</param>
/// <param name="Open">The choices of the last reply; null where it offered none.</param>
/// <param name="Guide">The place in a guide; null outside of one.</param>
/// <param name="Alarm">The id of the safety rule that saw a sign which nobody has taken back; null where none has.</param>
internal sealed record DialogState(bool NoticeGiven = false, Topic? About = null, OpenChoices? Open = null, GuidePlace? Guide = null, string? Alarm = null)
{
    /// <summary>State from the store; a new conversation's is empty.</summary>
    public static DialogState Read(string stored) =>
        stored.Length == 0 ? new DialogState() : JsonSerializer.Deserialize(stored, DialogStateJson.Default.DialogState) ?? new DialogState();

    public string Write() => JsonSerializer.Serialize(this, DialogStateJson.Default.DialogState);
}

/// <summary>Choices that wait for one to be taken.</summary>
/// <param name="Question">What was asked.</param>
internal sealed record OpenChoices(string Question, IReadOnlyList<Choice> Choices);

/// <summary>A place in a guide.</summary>
/// <param name="Guide">The guide's id.</param>
/// <param name="Step">The id of the step that was asked, or of the outcome that was reached.</param>
/// <param name="Before">The ids of the steps that led here, the first one first.</param>
/// <param name="Done">An outcome was reached; back and start over still lead on.</param>
internal sealed record GuidePlace(string Guide, string Step, IReadOnlyList<string> Before, bool Done = false);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DialogState))]
internal sealed partial class DialogStateJson : JsonSerializerContext;
