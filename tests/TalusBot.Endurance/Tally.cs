using System.Text.Json;

namespace TalusBot.Endurance;

/// <summary>What became of the messages of all talkers.</summary>
internal sealed record Tally(int Messages, int Acknowledged, int Lost, int Unanswered, int Doubled, int TakenTwice, int OutOfOrder, int Gaps, int Misplaced, int Reconnects)
{
    public bool IsGood => Acknowledged > 0 && Lost + Unanswered + Doubled + TakenTwice + OutOfOrder + Gaps + Misplaced == 0;

    public static Tally operator +(Tally a, Tally b) => new(
        a.Messages + b.Messages, a.Acknowledged + b.Acknowledged, a.Lost + b.Lost, a.Unanswered + b.Unanswered, a.Doubled + b.Doubled,
        a.TakenTwice + b.TakenTwice, a.OutOfOrder + b.OutOfOrder, a.Gaps + b.Gaps, a.Misplaced + b.Misplaced, a.Reconnects + b.Reconnects);

    public static async Task<Tally> OfAsync(Talker talker, CancellationToken cancel)
    {
        var log = await talker.ReadAsync(cancel);
        var messages = log.Where(said => !IsReply(said) && said.GetProperty("from").GetProperty("id").GetString() == "r_endurance").ToList();
        var ids = messages.Select(Id).ToHashSet(StringComparer.Ordinal);
        var replies = log.Where(IsReply).Select(said => said.GetProperty("replyToId").GetString()!).ToList();
        var answered = replies.CountBy(to => to, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var places = messages.Select((said, place) => (Id: Id(said), Place: place)).ToDictionary(one => one.Id, one => one.Place, StringComparer.Ordinal);
        return new Tally(
            messages.Count,
            talker.Acknowledged.Count,
            talker.Acknowledged.Keys.Count(id => !ids.Contains(id)),
            ids.Count(id => !answered.ContainsKey(id)),
            answered.Values.Count(times => times > 1),
            messages.Count - messages.Select(said => said.GetProperty("channelData").GetProperty("clientActivityID").GetString()).Distinct().Count(),
            replies.Zip(replies.Skip(1)).Count(pair => places.GetValueOrDefault(pair.First) > places.GetValueOrDefault(pair.Second)),
            log.Where((said, i) => Talker.PlaceOf(said) != i + 1).Count(),
            talker.Misplaced,
            talker.Reconnects);
    }

    public override string ToString() =>
        $"""
        messages in the logs      {Messages}
        acknowledged              {Acknowledged}
        acknowledged and lost     {Lost}
        unanswered                {Unanswered}
        answered twice            {Doubled}
        taken twice               {TakenTwice}
        replies out of order      {OutOfOrder}
        gaps in logs              {Gaps}
        out of place on sockets   {Misplaced}
        sockets opened again      {Reconnects}
        """;

    private static bool IsReply(JsonElement said) => said.TryGetProperty("replyToId", out _);

    private static string Id(JsonElement said) => said.GetProperty("id").GetString()!;
}
