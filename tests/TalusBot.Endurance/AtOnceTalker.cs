using System.Text.Json;

namespace TalusBot.Endurance;

/// <summary>
/// Somebody whose replies come in the answer to the message, as a channel that expects replies asks for them: posts until there
/// is one, under the same name each time.
/// </summary>
internal sealed class AtOnceTalker(Caller caller, string conversation)
{
    private const string OtherWords = "What else did the readers ask?";

    /// <summary>What was answered, in its order: the name of the message, and the reply as it came.</summary>
    private readonly List<(string Name, string Reply)> answered = [];

    public int Answered => answered.Count;

    /// <summary>Says something until there is a reply.</summary>
    public async Task SayAsync(string words, CancellationToken cancel)
    {
        var name = Guid.NewGuid().ToString("N");
        answered.Add((name, await UntilAnsweredAsync(name, words, cancel)));
    }

    /// <summary>Says every message once more, with other words under the same name.</summary>
    /// <returns>How many are answered otherwise than before: their turns were not on disk when they were answered.</returns>
    public async Task<int> LostAsync(CancellationToken cancel)
    {
        var lost = 0;
        foreach (var (name, reply) in answered)
        {
            lost += await UntilAnsweredAsync(name, OtherWords, cancel) == reply ? 0 : 1;
        }

        return lost;
    }

    private async Task<string> UntilAnsweredAsync(string name, string words, CancellationToken cancel)
    {
        var body =
            $$"""
            {"type":"message","id":"{{name}}","channelId":"emulator","serviceUrl":"http://localhost:9","deliveryMode":"expectReplies","locale":"en-US",
            "text":"{{JsonEncodedText.Encode(words)}}","from":{"id":"endurance"},"recipient":{"id":"bot"},"conversation":{"id":"{{conversation}}"} }
            """;
        var answer = await caller.UntilDoneAsync(HttpMethod.Post, "/api/messages", body, token: "", cancel);
        return answer.GetProperty("activities").GetArrayLength() > 0 ? answer.GetRawText() : throw new InvalidOperationException($"\"{words}\" got no reply: {answer}");
    }
}
