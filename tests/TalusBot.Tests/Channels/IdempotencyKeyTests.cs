using System.Text;

namespace TalusBot.Tests.Channels;

/// <summary>A request that is sent again, for nobody knew whether it had arrived.</summary>
public sealed class IdempotencyKeyTests
{
    [Fact]
    public async Task Under_the_same_key_a_message_is_taken_once_in_its_conversation()
    {
        await using var bot = await RunningBot.StartAsync();
        var (talk, other) = (await bot.TalkAsync(), await bot.TalkAsync());

        var first = await PostAsync(talk, "k-1");
        Assert.Equal(first, await PostAsync(talk, "k-1"));
        Assert.NotEqual(first, await PostAsync(talk, "k-2"));
        Assert.StartsWith(other.Id, await PostAsync(other, "k-1"), StringComparison.Ordinal);
        Assert.Equal(2, (await talk.ReadAsync()).Count(said => said.GetProperty("from").GetProperty("id").GetString() == "r_test"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with a blank")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890x")]
    public async Task What_is_no_key_names_nothing(string key)
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();

        Assert.NotEqual(await PostAsync(talk, key), await PostAsync(talk, key));
    }

    [Fact]
    public async Task A_question_of_a_talk_that_goes_on_is_asked_once_and_its_reply_comes_again()
    {
        await using var bot = await RunningBot.StartAsync();
        var token = (await AskAsync(bot, """{"question":"what kind of tape?"}""", "k-1")).GetProperty("conversation").GetString();

        var (first, again) = (await AskAsync(bot, $$"""{"question":"and how long?","conversation":"{{token}}"}""", "k-2"), await AskAsync(bot, $$"""{"question":"and how long?","conversation":"{{token}}"}""", "k-2"));

        Assert.Equal(first.GetProperty("text").GetString(), again.GetProperty("text").GetString());
    }

    private static async Task<string> PostAsync(RunningBot.Talk talk, string key)
    {
        using var request = Request(HttpMethod.Post, $"/v3/directline/conversations/{talk.Id}/activities", RunningBot.Message("what kind of tape?"), key);
        request.Headers.Authorization = new("Bearer", talk.Token);
        using var posted = await talk.Http.SendAsync(request);
        Assert.Equal(200, (int)posted.StatusCode);
        return (await RunningBot.JsonOf(posted)).GetProperty("id").GetString()!;
    }

    private static async Task<System.Text.Json.JsonElement> AskAsync(RunningBot bot, string json, string key)
    {
        using var request = Request(HttpMethod.Post, "/api/ask", json, key);
        using var answer = await bot.Http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return await RunningBot.JsonOf(answer);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string json, string key)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }
}
