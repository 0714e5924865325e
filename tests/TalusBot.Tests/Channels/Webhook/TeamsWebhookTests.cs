using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TalusBot.Tests.Channels.Webhook;

/// <summary>Teams' outgoing webhook: a signature over the bytes, and the reply in the answer.</summary>
public sealed class TeamsWebhookTests
{
    private static readonly byte[] Key = SHA256.HashData("a key for these tests"u8);
    private static readonly string Secret = "TeamsWebhook:Secret=" + Convert.ToBase64String(Key);

    [Fact]
    public async Task A_signed_question_is_answered_with_its_sources_as_links()
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        using var answer = await PostAsync(bot, Message("<at>Tape</at> what kind of tape?"));
        var reply = await RunningBot.JsonOf(answer);

        Assert.Equal(("message", "markdown"), (reply.GetProperty("type").GetString(), reply.GetProperty("textFormat").GetString()));
        var text = reply.GetProperty("text").GetString()!;
        Assert.Contains("athletic tape", text, StringComparison.Ordinal);
        Assert.Contains($"{bot.Address}/article/ankle-talus#", text, StringComparison.Ordinal);
        Assert.False(reply.TryGetProperty("entities", out _) || reply.TryGetProperty("suggestedActions", out _));
    }

    [Fact]
    public async Task A_thread_is_one_talk_and_the_same_message_is_taken_once()
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        using var first = await PostAsync(bot, Message("<at>Tape</at> what kind of tape?", id: "1"));
        using var second = await PostAsync(bot, Message("<at>Tape</at> who said that?", id: "2"));
        using var again = await PostAsync(bot, Message("<at>Tape</at> who said that?", id: "2"));

        var said = await again.Content.ReadAsStringAsync();
        Assert.Equal(await second.Content.ReadAsStringAsync(), said);
        Assert.Contains("wrote", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mention_alone_means_help()
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        using var answer = await PostAsync(bot, Message("<at>Tape</at>&nbsp;\n"));

        Assert.Contains("a program that looks up answers", (await RunningBot.JsonOf(answer)).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_signed_over_these_very_bytes_is_refused()
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        var message = Message("<at>Tape</at> what kind of tape?");
        var signed = Sign(message);

        foreach (var header in (string?[])[null, "HMAC", "HMAC !", $"Bearer {signed}", $"HMAC {Sign(message + " ")}", $"HMAC {signed[..^4]}", $"HMAC {Convert.ToBase64String(HMACSHA256.HashData("another key"u8, Encoding.UTF8.GetBytes(message)))}"])
        {
            using var answer = await PostAsync(bot, message, header ?? "");
            Assert.Equal(401, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_is_signed_and_no_activity_is_refused_and_what_is_no_message_is_taken_quietly()
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        using var broken = await PostAsync(bot, "{");
        using var none = await PostAsync(bot, "null");
        using var reaction = await PostAsync(bot, """{"type":"messageReaction","conversation":{"id":"19:a"}}""");

        Assert.Equal((400, 400, 200), ((int)broken.StatusCode, (int)none.StatusCode, (int)reaction.StatusCode));
    }

    [Fact]
    public async Task Without_the_setting_there_is_nothing_at_the_address()
    {
        await using var bot = await RunningBot.StartAsync();
        using var answer = await PostAsync(bot, Message("hello"));

        Assert.Equal(404, (int)answer.StatusCode);
    }

    private static string Message(string text, string id = "1") => $$"""
        {"type":"message","id":"{{id}}","text":"{{JsonEncodedText.Encode(text)}}","conversation":{"id":"19:team@thread.tacv2;messageid=7"},"from":{"id":"29:u"},
         "entities":[{"type":"mention","mentioned":{"id":"","name":"Tape"},"text":"<at>Tape</at>"}]}
        """;

    private static string Sign(string body) => Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(body)));

    private static async Task<HttpResponseMessage> PostAsync(RunningBot bot, string body, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/teams/webhook") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? "HMAC " + Sign(body));
        return await bot.Http.SendAsync(request);
    }
}
