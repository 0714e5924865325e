using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Conversation;

/// <summary>What a conversation remembers from one turn to the next.</summary>
/// <param name="NoticeGiven">The line that these are quotes and no medical advice has been shown.</param>
/// <param name="Topic">Ids of the passages that the last answer quoted, the main one first; null before the first answer.</param>
/// <param name="Open">The choices of the last reply; null where it offered none.</param>
internal sealed record DialogState(bool NoticeGiven = false, IReadOnlyList<string>? Topic = null, OpenChoices? Open = null)
{
    /// <summary>What the talk is about from now on.</summary>
    public DialogState About(IReadOnlyList<Quote> quotes) => this with { Topic = [.. quotes.Select(quote => quote.Citation.Id).Distinct()] };

    /// <summary>State from the store; a new conversation's is empty.</summary>
    public static DialogState Read(string stored) =>
        stored.Length == 0 ? new DialogState() : JsonSerializer.Deserialize(stored, DialogStateJson.Default.DialogState) ?? new DialogState();

    public string Write() => JsonSerializer.Serialize(this, DialogStateJson.Default.DialogState);
}

/// <summary>Choices that wait for one to be taken.</summary>
/// <param name="Question">What was asked.</param>
internal sealed record OpenChoices(string Question, IReadOnlyList<Choice> Choices);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DialogState))]
internal sealed partial class DialogStateJson : JsonSerializerContext;
