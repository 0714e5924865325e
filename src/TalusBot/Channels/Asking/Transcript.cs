using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Channels.DirectLine;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Channels.Asking;

/// <summary>What was said in a conversation, message by message.</summary>
/// <param name="Last">The place of the newest entry in the log.</param>
/// <param name="Exchanges">Oldest first; only the newest of a long talk.</param>
internal sealed record Transcript(long Last, IReadOnlyList<Exchange> Exchanges)
{
    /// <summary>Of how many log entries a page is made; two are one exchange.</summary>
    private const int Newest = 60;

    /// <returns>Null where there is no such conversation.</returns>
    public static async Task<Transcript?> ReadAsync(ConversationStore store, string conversation, CancellationToken cancel)
    {
        if (await store.LastSequenceAsync(conversation, cancel) is not { } last)
        {
            return null;
        }

        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        var exchanges = new List<Exchange>();
        foreach (var entry in await store.ReadLogAsync(conversation, Math.Max(0, last - Newest), Newest, cancel))
        {
            var said = JsonSerializer.Deserialize(entry.Body, ActivityJson.Default.Activity)!;
            if (said is { Type: ActivityTypes.Message, From.Role: "user" })
            {
                asked.Add(DirectLineWire.ActivityId(conversation, entry.Sequence), said.Text ?? "");
                exchanges.Add(new Exchange(entry.Sequence, said.Text ?? "", Reply: null));
            }
            else if (said.ReplyToId is { } to && asked.TryGetValue(to, out var question) && SpokenReply.Read(said) is { } reply)
            {
                // The first reply stands below its message; one that comes later, unasked, is the newest thing said.
                var waiting = exchanges.FindIndex(one => one.Reply is null && DirectLineWire.ActivityId(conversation, one.Sequence) == to);
                if (waiting >= 0)
                {
                    exchanges[waiting] = exchanges[waiting] with { Reply = reply, Replied = entry.Sequence };
                }
                else
                {
                    exchanges.Add(new Exchange(entry.Sequence, question, reply, entry.Sequence));
                }
            }
            else if (ThumbIn(said) is var (rated, thumb) && exchanges.FindIndex(one => one.Replied is { } place && DirectLineWire.ActivityId(conversation, place) == rated) is >= 0 and var index)
            {
                exchanges[index] = exchanges[index] with { Thumb = thumb };
            }
        }

        return new Transcript(last, exchanges);
    }

    /// <summary>Which reply was rated, and how; null where the entry is no rating.</summary>
    private static (string Reply, string? Thumb)? ThumbIn(Activity said) =>
        said is { Type: ActivityTypes.Event, Name: ReaderMarks.Feedback, From.Role: "user" } && said.Rest?.TryGetValue("value", out var value) is true
        && JsonSerializer.Deserialize(value, WireJson.Default.MarkValue) is { } mark
            ? (mark.ReplyToId, mark.Thumb)
            : null;
}

/// <param name="Sequence">The place of the message in the log.</param>
/// <param name="Said">What the person said.</param>
/// <param name="Reply">Null where it is still being looked up.</param>
/// <param name="Replied">The place of the reply; null where it is not there yet.</param>
/// <param name="Thumb">What the person thought of the reply at last: up, down or none; null where nothing was said.</param>
internal sealed record Exchange(long Sequence, string Said, SpokenReply? Reply, long? Replied = null, string? Thumb = null);
