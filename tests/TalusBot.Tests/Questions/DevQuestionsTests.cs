using System.Text.Json;
using TalusBot.Evaluation;
using TalusBot.Knowledge.Ingest;
using Xunit.Abstractions;

namespace TalusBot.Tests.Questions;

/// <summary>The first set of questions, asked through Direct Line as a reader would.</summary>
public sealed class DevQuestionsTests(ITestOutputHelper output)
{
    private const double LeastRight = 0.93;
    private const double MostFalseRefusals = 0.08;

    [Fact]
    public async Task The_first_set_is_answered_as_it_should_be()
    {
        await using var bot = await RunningBot.StartAsync(settings: ["Limits:TokensPerMinute=10000"]);
        var seed = await File.ReadAllTextAsync(Path.Combine(Repository.Seeds, "ankle-talus.txt"));
        var path = Path.Combine(Repository.Knowledge, "questions", "dev.jsonl");
        var rows = QuestionReader.Read(new SourceFile(path, await File.ReadAllBytesAsync(path))).Questions;
        var faults = new List<(GoldenQuestion Row, string Fault, string Outcome)>();
        foreach (var row in rows)
        {
            var talk = await bot.TalkAsync();
            var last = default(JsonElement);
            foreach (var turn in row.Turns)
            {
                last = await talk.AskAsync(turn);
            }

            var reply = Seen(last);
            if (Judge.Fault(row, reply, citation => Seed.Holds(seed, citation)) is { } fault)
            {
                faults.Add((row, fault, reply.Outcome));
                output.WriteLine($"{row.Id} \"{row.Turns[0]}\": {fault}");
            }
        }

        var right = rows.Count - faults.Count;
        output.WriteLine($"{right} of {rows.Count} right");
        Assert.True(right >= LeastRight * rows.Count, $"{right} of {rows.Count} right");
        Assert.Empty(faults.Where(one => one.Row.Expect == "safety").Select(one => one.Row.Id));
        Assert.Empty(faults.Where(one => one.Row.Expect == "notCovered" && one.Outcome == "answered").Select(one => one.Row.Id));
        var refused = faults.Count(one => one.Row.Expect == "answer" && one.Outcome is "notCovered" or "clarify");
        Assert.True(refused <= MostFalseRefusals * rows.Count(row => row.Expect == "answer"), $"{refused} refused");
    }

    private static SeenReply Seen(JsonElement reply)
    {
        var facts = reply.GetProperty("channelData").GetProperty("talusbot");
        return new SeenReply(
            facts.GetProperty("outcome").GetString()!,
            reply.GetProperty("text").GetString()!,
            [.. facts.GetProperty("citations").EnumerateArray().Select(citation => new SeenCitation(
                citation.GetProperty("id").GetString()!, citation.GetProperty("quote").GetString()!, citation.GetProperty("speaker").GetString()!, citation.GetProperty("date").GetString()))]);
    }
}
