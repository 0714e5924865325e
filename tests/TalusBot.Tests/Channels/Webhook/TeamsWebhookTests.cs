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
    public async Task In_a_thread_each_person_has_a_choice_and_a_warning_sign_of_their_own()
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        await SayAsync("29:anna", "1", "start the check");
        Assert.Contains("I have no list open", await SayAsync("29:ben", "2", "2"), StringComparison.Ordinal);
        await SayAsync("29:ben", "3", "I cannot put any weight on the foot since I fell yesterday");

        Assert.Contains("How long have you been at it?", await SayAsync("29:anna", "4", "2"), StringComparison.Ordinal);
        Assert.DoesNotContain("First, please have the sign looked at", await SayAsync("29:anna", "5", "what kind of tape?"), StringComparison.Ordinal);
        Assert.Contains("First, please have the sign looked at", await SayAsync("29:ben", "6", "what kind of tape?"), StringComparison.Ordinal);

        async Task<string> SayAsync(string person, string id, string words)
        {
            using var answer = await PostAsync(bot, Message($"<at>Tape</at> {words}", id, person));
            return await answer.Content.ReadAsStringAsync();
        }
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

    [Theory]
    [InlineData("""{"type":"mention","text":"\ud800","mentioned":{"id":"1","name":"Tape"}}""")]
    [InlineData("""{"type":"mention","text":"x","mentioned":{"id":"\ud800","name":"\udc00"}}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Half_a_character_is_refused_with_what_is_wrong(string entity)
    {
        await using var bot = await RunningBot.StartAsync(settings: Secret);
        using var answer = await PostAsync(bot, $$"""{"type":"message","text":"x","conversation":{"id":"19:a"},"entities":[{{entity}}]}""");

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("half a character", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_setting_there_is_nothing_at_the_address()
    {
        await using var bot = await RunningBot.StartAsync();
        using var answer = await PostAsync(bot, Message("hello"));

        Assert.Equal(404, (int)answer.StatusCode);
    }

    private static string Message(string text, string id = "1", string person = "29:u") => $$"""
        {"type":"message","id":"{{id}}","text":"{{JsonEncodedText.Encode(text)}}","conversation":{"id":"19:team@thread.tacv2;messageid=7"},"from":{"id":"{{person}}"},
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
