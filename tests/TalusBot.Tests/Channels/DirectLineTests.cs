using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace TalusBot.Tests.Channels;

public sealed class DirectLineTests
{
    private const string Secret = "a-secret-for-these-tests";

    [Fact]
    public async Task A_page_gets_a_token_a_welcome_and_a_cited_answer()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        var welcome = Assert.Single(await talk.ReadAsync());
        Assert.Equal("bot", welcome.GetProperty("from").GetProperty("role").GetString());

        var reply = await talk.AskAsync("what kind of tape?");

        Assert.Equal("markdown", reply.GetProperty("textFormat").GetString());
        Assert.Contains("athletic tape", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
        var facts = reply.GetProperty("channelData").GetProperty("talusbot");
        Assert.Equal("answered", facts.GetProperty("outcome").GetString());
        var citation = facts.GetProperty("citations")[0];
        Assert.Equal("ankle-talus#c12", citation.GetProperty("id").GetString());
        Assert.Equal("b-reddy", citation.GetProperty("speaker").GetString());
        Assert.Equal("author", citation.GetProperty("role").GetString());
        Assert.Equal("2020-10-13", citation.GetProperty("date").GetString());
        Assert.Equal("/article/ankle-talus#c12", citation.GetProperty("url").GetString());
        Assert.Contains(citation.GetProperty("quote").GetString()!, await File.ReadAllTextAsync(Path.Combine(Repository.Seeds, "ankle-talus.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("How long should I keep the tape on?", "2020-10-13", "leave it on")]
    [InlineData("how long until it gets better?", "2018-06-12", "4-6 weeks")]
    public async Task The_main_questions_are_answered_with_the_right_date(string question, string date, string words)
    {
        await using var bot = await RunningBot.StartAsync();
        var reply = await (await bot.TalkAsync()).AskAsync(question);

        Assert.Contains(words, reply.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("citations").EnumerateArray(), citation => citation.GetProperty("date").GetString() == date);
    }

    [Fact]
    public async Task A_sign_of_danger_is_met_before_anything_is_looked_up()
    {
        await using var bot = await RunningBot.StartAsync();
        var reply = await (await bot.TalkAsync()).AskAsync("I fell and cannot put any weight on my foot, what tape should I use?");

        Assert.Equal("safety", reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString());
        Assert.DoesNotContain("athletic tape", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_wrote_about_is_said_to_be_missing()
    {
        await using var bot = await RunningBot.StartAsync();
        var reply = await (await bot.TalkAsync()).AskAsync("who wrote hamlet");

        Assert.Equal("notCovered", reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString());
        Assert.Empty(reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("citations").EnumerateArray());
    }

    [Fact]
    public async Task The_notice_stands_under_the_first_reply_only()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();

        Assert.Contains("not medical advice", (await talk.AskAsync("what kind of tape?")).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("not medical advice", (await talk.AskAsync("what kind of tape?")).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_replays_the_log_then_brings_echo_and_reply_in_order()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var socket = await talk.OpenStreamAsync();
        var seen = new List<JsonElement>();
        await CollectAsync(socket, seen, 1);

        using var posted = await talk.PostAsync("""{"type":"message","from":{"id":"r_x"},"text":"what kind of tape?","channelData":{"keep":[1,null,"x"]},"value":{"a":1},"id":"mine","timestamp":"2001-01-01T00:00:00Z"}""");
        var id = (await RunningBot.JsonOf(posted)).GetProperty("id").GetString();
        await CollectAsync(socket, seen, 3);

        Assert.Equal(id, seen[1].GetProperty("id").GetString());
        Assert.Equal("""{"keep":[1,null,"x"]}""", seen[1].GetProperty("channelData").GetRawText());
        Assert.Equal(1, seen[1].GetProperty("value").GetProperty("a").GetInt32());
        Assert.Equal("user", seen[1].GetProperty("from").GetProperty("role").GetString());
        Assert.Equal(id, seen[2].GetProperty("replyToId").GetString());
        Assert.True(string.CompareOrdinal(seen[1].GetProperty("timestamp").GetString(), seen[2].GetProperty("timestamp").GetString()) <= 0);
        Assert.All(seen, activity => Assert.False(activity.TryGetProperty("serviceUrl", out _)));
    }

    [Fact]
    public async Task The_newest_socket_of_a_conversation_wins()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var older = await talk.OpenStreamAsync();
        Assert.NotNull(await RunningBot.NextFrameAsync(older));

        using var newer = await talk.OpenStreamAsync();

        Assert.Null(await RunningBot.NextFrameAsync(older));
        Assert.Equal("collision", older.CloseStatusDescription);
        Assert.NotNull(await RunningBot.NextFrameAsync(newer));
    }

    [Fact]
    public async Task Tabs_of_one_conversation_hear_the_same_side_by_side_and_the_newest_socket_of_a_tab_wins()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var first = await talk.OpenStreamAsync($"{talk.StreamUrl}&tab=1");
        using var second = await talk.OpenStreamAsync($"{talk.StreamUrl}&tab=2");

        await talk.AskAsync("what kind of tape?");

        List<JsonElement> firstHeard = [], secondHeard = [];
        await CollectAsync(first, firstHeard, 3);
        await CollectAsync(second, secondHeard, 3);
        Assert.Equal(firstHeard.Select(activity => activity.GetProperty("id").GetString()), secondHeard.Select(activity => activity.GetProperty("id").GetString()));

        using var again = await talk.OpenStreamAsync($"{talk.StreamUrl}&tab=2");
        Assert.Null(await RunningBot.NextFrameAsync(second));
        Assert.Equal("collision", second.CloseStatusDescription);
        await talk.AskAsync("how long do I wear the tape?");
        await CollectAsync(first, firstHeard, 5);
    }

    [Fact]
    public async Task An_answer_tells_the_question_that_gets_it_without_the_talk_around_it()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();

        Assert.Equal("what kind of tape?", QuestionOf(await talk.AskAsync("what kind of tape?")));
        Assert.Equal("How long should I leave the tape on?", QuestionOf(await talk.AskAsync("how long do I keep it on?")));
        Assert.Equal("How long should I leave the tape on?", QuestionOf(await talk.AskAsync("show more")));
        Assert.Null(QuestionOf(await talk.AskAsync("thank you")));
    }

    [Fact]
    public async Task A_reconnect_without_watermark_brings_only_what_comes_after_it()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        await talk.AskAsync("what kind of tape?");
        using var again = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}", talk.Token);
        using var socket = await talk.OpenStreamAsync((await RunningBot.JsonOf(again)).GetProperty("streamUrl").GetString());

        var second = await talk.AskAsync("how long do I wear the tape?");

        var seen = new List<JsonElement>();
        await CollectAsync(socket, seen, 2);
        Assert.Equal(second.GetProperty("replyToId").GetString(), seen[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_same_message_sent_again_is_taken_once()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var first = await talk.PostAsync(RunningBot.Message("what kind of tape?", clientId: "k1"));
        using var again = await talk.PostAsync(RunningBot.Message("what kind of tape?", clientId: "k1"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await talk.ReplyToAsync((await RunningBot.JsonOf(first)).GetProperty("id").GetString()!);
        Assert.Equal(3, (await talk.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_cleared_chat_is_gone_on_our_side_too()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        await talk.AskAsync("what kind of tape?");

        using var cleared = await talk.PostAsync("""{"type":"event","name":"talusbot/clear","from":{"id":"r_x"}}""");
        using var read = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}/activities", talk.Token);

        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        using var again = await bot.SendAsync(HttpMethod.Post, "/v3/directline/conversations", talk.Token, "{}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("""{"type":"message","from":{"id":"u"},"text":"hi","channelData":{"clientActivityID":"\ud800"}}""")]
    [InlineData("""{"type":"message","from":{"id":"u"},"text":"hi","channelData":{"x":"\ud800"}}""")]
    public async Task Half_a_character_is_refused_as_unreadable(string body)
    {
        await using var bot = await RunningBot.StartAsync();
        using var refused = await (await bot.TalkAsync()).PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("blog.example")]
    [InlineData("https://blog.example/page")]
    public async Task What_is_no_origin_is_no_setting_and_opens_nothing(string origin)
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RunningBot.StartAsync(settings: $"DirectLine:AllowedOrigins:0={origin}"));
        Assert.Contains("DirectLine__AllowedOrigins__0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_one_page_forgives_a_slash_and_refuses_what_is_no_origin()
    {
        await using var bot = await RunningBot.StartAsync(settings: [$"DirectLine:Secret={Secret}", "DirectLine:AllowedOrigins:0=https://blog.example/"]);
        using var made = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", Secret, """{"trustedOrigins":["https://blog.example/"]}""");
        using var refused = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", Secret, """{"trustedOrigins":[null]}""");
        var token = (await RunningBot.JsonOf(made)).GetProperty("token").GetString();
        using var started = await bot.SendAsync(HttpMethod.Post, "/v3/directline/conversations", token, "{}", origin: "https://blog.example");

        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_body_of_unstated_length_is_read()
    {
        await using var bot = await RunningBot.StartAsync(settings: $"DirectLine:Secret={Secret}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/generate") { Content = new StreamContent(new MemoryStream("""{"user":{"id":"nobody"}}"""u8.ToArray())) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", Secret);
        request.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        using var refused = await bot.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Errors_let_an_allowed_page_read_them_and_keep_their_headers()
    {
        await using var bot = await RunningBot.StartAsync(settings: "DirectLine:AllowedOrigins:0=https://blog.example");
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/v3/directline/nothing"), (HttpMethod.Delete, "/v3/directline/conversations/x/activities"), (HttpMethod.Post, "/v3/directline/conversations") })
        {
            using var refused = await bot.SendAsync(method, path, origin: "https://blog.example");

            Assert.Equal("https://blog.example", Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Equal("nosniff", Assert.Single(refused.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task Another_conversations_token_is_refused()
    {
        await using var bot = await RunningBot.StartAsync();
        var mine = await bot.TalkAsync();
        var theirs = await bot.TalkAsync();

        using var peek = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{theirs.Id}/activities", mine.Token);
        using var socket = new ClientWebSocket();
        var swapped = theirs.StreamUrl.Replace(theirs.Id, mine.Id, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, peek.StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(swapped), CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_token_is_no_token_for_requests()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        var stream = talk.StreamUrl[(talk.StreamUrl.IndexOf("t=", StringComparison.Ordinal) + 2)..];

        using var refused = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", stream);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        var clock = new ManualClock(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var bot = await RunningBot.StartAsync(clock);
        var talk = await bot.TalkAsync();
        clock.Advance(TimeSpan.FromSeconds(1801));

        using var refused = await talk.PostAsync(RunningBot.Message("hi"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("TokenExpired", (await RunningBot.JsonOf(refused)).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{\"type\":\"message\",")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":7,"from":{"id":"u"}}""")]
    [InlineData("""{"type":"message","from":{"id":"u"},"text":{"a":1}}""")]
    public async Task What_is_no_activity_gets_a_clear_400(string body)
    {
        await using var bot = await RunningBot.StartAsync();
        using var refused = await (await bot.TalkAsync()).PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotEmpty((await RunningBot.JsonOf(refused)).GetProperty("error").GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_the_talk_goes_on()
    {
        await using var bot = await RunningBot.StartAsync();
        var talk = await bot.TalkAsync();
        using var refused = await talk.PostAsync(RunningBot.Message(new string('x', 300_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("answered", (await talk.AskAsync("what kind of tape?")).GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Too_many_messages_are_told_how_long_to_wait()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:MessagesPerMinute=2");
        var talk = await bot.TalkAsync();
        await talk.AskAsync("what kind of tape?");
        await talk.AskAsync("what kind of tape?");

        using var refused = await talk.PostAsync(RunningBot.Message("what kind of tape?"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_page_of_another_origin_gets_nothing_until_it_is_configured()
    {
        await using var closed = await RunningBot.StartAsync();
        await using var open = await RunningBot.StartAsync(settings: "DirectLine:AllowedOrigins:0=https://blog.example");

        using var refused = await closed.SendAsync(HttpMethod.Post, "/api/chat/token", origin: "https://blog.example");
        using var granted = await open.SendAsync(HttpMethod.Post, "/api/chat/token", origin: "https://blog.example");
        using var stranger = await open.SendAsync(HttpMethod.Post, "/api/chat/token", origin: "https://evil.example");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        Assert.Equal("https://blog.example", Assert.Single(granted.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    public async Task Unconfigured_it_serves_nobody_behind_a_proxy_or_another_host_name()
    {
        await using var bot = await RunningBot.StartAsync();
        using var proxied = new HttpRequestMessage(HttpMethod.Get, "/");
        proxied.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/");
        rebound.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.Forbidden, (await bot.Http.SendAsync(proxied)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bot.Http.SendAsync(rebound)).StatusCode);
    }

    [Fact]
    public async Task The_secret_makes_tokens_and_nothing_else_does()
    {
        await using var bot = await RunningBot.StartAsync(settings: $"DirectLine:Secret={Secret}");
        using var made = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", Secret, """{"user":{"id":"dl_a"}}""");
        using var wrong = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", Secret + "x");
        using var none = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate");
        using var unprefixed = await bot.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", Secret, """{"user":{"id":"a"}}""");

        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unprefixed.StatusCode);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_method_are_answered_in_words()
    {
        await using var bot = await RunningBot.StartAsync();
        using var unknown = await bot.SendAsync(HttpMethod.Get, "/v3/directline/nothing/here");
        using var method = await bot.SendAsync(HttpMethod.Delete, "/v3/directline/conversations/x/activities");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
        Assert.Equal("MethodNotAllowed", (await RunningBot.JsonOf(method)).GetProperty("error").GetProperty("code").GetString());
    }

    private static string? QuestionOf(JsonElement reply) =>
        reply.GetProperty("channelData").GetProperty("talusbot").TryGetProperty("question", out var question) ? question.GetString() : null;

    private static async Task CollectAsync(ClientWebSocket socket, List<JsonElement> seen, int wanted)
    {
        while (seen.Count < wanted)
        {
            var frame = await RunningBot.NextFrameAsync(socket);
            Assert.NotNull(frame);
            seen.AddRange(frame.Value.GetProperty("activities").EnumerateArray());
        }
    }
}
