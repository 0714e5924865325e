using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TalusBot.Activities;
using TalusBot.Channels;
using TalusBot.Channels.Connector;

namespace TalusBot.Fuzz.Targets;

/// <summary>Activities as channels send them. What is taken can be kept, read back and understood.</summary>
internal sealed class ActivityTarget : IFuzzTarget
{
    public const string Id = "activities";

    public string Name => Id;

    public int Share => 180;

    public IReadOnlyList<string> Parser => ["src/TalusBot/Channels/InboundActivity.cs", "src/TalusBot/Channels/Connector/InboundText.cs"];

    public IReadOnlyList<string> Words =>
    [
        "\"type\":", "\"message\"", "\"event\"", "\"invoke\"", "\"id\":", "\"from\":", "\"recipient\":", "\"conversation\":", "\"channelData\":", "\"entities\":", "\"mention\"", "\"mentioned\":", "\"text\":", "\"<at>Tape</at>\"", "\"name\":",
        "\"value\":", "\"locale\":", "\"replyToId\":", "\"suggestedActions\":", "\"attachments\":", "\"membersAdded\":", "\"isGroup\":true", "\"timestamp\":", "\"textFormat\":", "\"deliveryMode\":", "\"serviceUrl\":", "\"talusbot\":", "&nbsp;", "<at>", "</at>", "\\ud83d", "\\u0000",
    ];

    public IReadOnlyList<byte[]> Corpus() => Inputs.Cases(Id);

    public Verdict Try(byte[] input)
    {
        var (activity, problem) = InboundActivity.Read(input);
        var context = new DefaultHttpContext();
        (context.Request.ContentType, context.Request.ContentLength, context.Request.Body) = (input.Length % 64 == 1 ? "text/plain" : "application/json", input.Length, new MemoryStream(input));
        var (sent, refused) = InboundActivity.ReadAsync(context, CancellationToken.None).GetAwaiter().GetResult();
        if (activity is null)
        {
            BrokenPromiseException.Unless(problem is { Length: > 0 } && sent is null, () => "It was refused without a word.");
            return Verdict.Refused;
        }

        BrokenPromiseException.Unless(problem is null && (sent is null) == (refused is not null), () => $"It was taken in spite of: {problem}");
        var kept = JsonSerializer.Serialize(activity, ActivityJson.Plain.Activity);
        var (again, wrong) = InboundActivity.Read(Encoding.UTF8.GetBytes(kept));
        BrokenPromiseException.Unless(again is not null, () => $"What was taken cannot be read back: {wrong}");
        BrokenPromiseException.Unless(JsonSerializer.Serialize(again!, ActivityJson.Plain.Activity) == kept, () => "What was taken reads back as something else.");
        BrokenPromiseException.Unless(InboundText.Of(activity).Text.Length + InboundText.OfWebhook(activity).Length <= (200 * input.Length) + 20_000, () => "The words grew without end.");
        return Verdict.Accepted;
    }
}
