using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace TalusBot.Tests.Scripts;

/// <summary>Talks of many turns, from files, through Direct Line as a page would lead them.</summary>
public sealed class ScriptTests(ITestOutputHelper output)
{
    private static readonly string[] Settings = ["Limits:TokensPerMinute=100000", "Limits:MessagesPerMinute=100000", "Limits:RequestsPerMinute=1000000"];

    [Fact]
    public async Task Every_talk_goes_as_it_is_written()
    {
        var scripts = Script.ReadAll(Path.Combine(AppContext.BaseDirectory, "Scripts", "talks")).ToList();
        using var folder = new TemporaryFolder();
        var data = folder.File("talks.db");
        var bot = await RunningBot.StartAsync(dataFile: data, settings: Settings);
        var failed = new List<string>();
        try
        {
            foreach (var script in scripts)
            {
                var talk = await bot.TalkAsync();
                var reply = default(JsonElement);
                foreach (var line in script.Lines)
                {
                    if (line.Kind == "restart")
                    {
                        await bot.DisposeAsync();
                        bot = await RunningBot.StartAsync(dataFile: data, settings: Settings);
                        talk = talk with { Http = bot.Http };
                    }
                    else if (line.Kind == "bot")
                    {
                        if (Fault(line, reply) is { } fault)
                        {
                            failed.Add($"{script.File}({line.Number}) {script.Title}: {fault}");
                            break;
                        }
                    }
                    else
                    {
                        reply = await DoAsync(line, talk, reply);
                    }
                }
            }
        }
        finally
        {
            await bot.DisposeAsync();
        }

        output.WriteLine($"{scripts.Count} talks, {failed.Count} not as written");
        Assert.True(failed.Count == 0, string.Join("\n", failed));
        Assert.InRange(scripts.Count, 60, 1_000);
    }

    private static async Task<JsonElement> DoAsync(ScriptLine line, RunningBot.Talk talk, JsonElement before)
    {
        switch (line.Kind)
        {
            case "reader":
                return await talk.AskAsync(line.Words);
            case "press":
                Assert.Contains(line.Words, Buttons(before));
                return await talk.AskAsync(line.Words);
            case "thumb":
                var parts = line.Words.Split(' ', 2);
                return await EventAsync(talk, before, "talusbot/feedback", $"\"thumb\":\"{parts[0]}\"{(parts.Length > 1 ? $",\"reason\":\"{JsonEncodedText.Encode(parts[1])}\"" : "")}");
            case "send":
                return await EventAsync(talk, before, "talusbot/send-to-maintainers", "");
            default:
                throw new InvalidOperationException($"Line {line.Number} begins with \"{line.Kind}\", which nobody knows.");
        }
    }

    private static async Task<JsonElement> EventAsync(RunningBot.Talk talk, JsonElement before, string name, string value)
    {
        var to = before.GetProperty("id").GetString();
        var more = value.Length > 0 ? "," + value : "";
        using var posted = await talk.PostAsync("{\"type\":\"event\",\"name\":\"" + name + "\",\"from\":{\"id\":\"r_test\"},\"value\":{\"replyToId\":\"" + to + "\"" + more + "}}");
        var answer = await RunningBot.JsonOf(posted);
        Assert.True(posted.IsSuccessStatusCode, answer.ToString());
        return await talk.ReplyToAsync(answer.GetProperty("id").GetString()!);
    }

    private static string? Fault(ScriptLine line, JsonElement reply)
    {
        var facts = reply.GetProperty("channelData").GetProperty("talusbot");
        var text = reply.GetProperty("text").GetString()!.Replace("\\", "", StringComparison.Ordinal);
        var outcome = facts.GetProperty("outcome").GetString()!;
        if (line.Outcome != "*" && !line.Outcome.Split('|').Contains(outcome))
        {
            return $"{outcome} instead of {line.Outcome}: {text}";
        }

        foreach (var (where, pattern) in line.Wanted)
        {
            var found = where switch
            {
                "cites" => facts.GetProperty("citations").EnumerateArray().Any(citation => Matches(citation.ToString(), pattern)),
                "button" or "no-button" => Buttons(reply).Any(button => Matches(button, pattern)),
                _ => Matches(text, pattern),
            };
            if (found == where is "not" or "no-button")
            {
                return $"{where} /{pattern}/ fails: {text} [{string.Join(" | ", Buttons(reply))}]";
            }
        }

        return null;
    }

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase);

    private static List<string> Buttons(JsonElement reply) => reply.TryGetProperty("suggestedActions", out var suggested)
        ? [.. suggested.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("value").GetString()!)]
        : [];
}
