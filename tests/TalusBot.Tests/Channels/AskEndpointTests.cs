using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Channels.Asking;
using TalusBot.Commands;

namespace TalusBot.Tests.Channels;

public sealed class AskEndpointTests
{
    private static readonly string[] Fields = ["conversation", "outcome", "confidence", "text", "citations", "choices", "followups"];

    [Fact]
    public async Task A_question_gets_the_answer_that_the_command_line_prints()
    {
        await using var bot = await RunningBot.StartAsync();
        var answer = await AskAsync(bot, """{"question":"what kind of tape?"}""");

        Assert.Equal(Fields, answer.EnumerateObject().Select(field => field.Name));
        Assert.Equal("answered", answer.GetProperty("outcome").GetString());
        Assert.NotEmpty(answer.GetProperty("citations").EnumerateArray());
        Assert.NotEmpty(answer.GetProperty("conversation").GetString()!);
        using var printed = JsonDocument.Parse(await PrintedAsync("what kind of tape?"));
        foreach (var field in Fields.Skip(1))
        {
            Assert.True(JsonElement.DeepEquals(printed.RootElement.GetProperty(field), answer.GetProperty(field)), field);
        }
    }

    [Fact]
    public async Task A_conversation_goes_on_by_its_token()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        var first = await AskAsync(bot, """{"question":"Is it my calf or my talus?"}""");
        Assert.Equal("guide", first.GetProperty("outcome").GetString());
        Assert.Contains("No", Strings(first, "choices"));

        var second = await AskAsync(bot, $$"""{"question":"No","conversation":"{{first.GetProperty("conversation")}}"}""");
        Assert.Equal("guide", second.GetProperty("outcome").GetString());
        Assert.Contains("Back", Strings(second, "choices"));
        Assert.Equal(["api"], DataFile.Rows(folder.File("talusbot.db"), "SELECT channel FROM conversation"));

        var alone = await AskAsync(bot, """{"question":"No"}""");
        Assert.NotEqual("guide", alone.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Many_questions_at_once_in_one_conversation_all_get_their_own_answer()
    {
        string[] questions = ["what kind of tape?", "should I use heat or ice?", "I fell this morning and cannot put weight on my foot"];
        await using var bot = await RunningBot.StartAsync(settings: ["Limits:QuestionsPerMinute=1000", "Limits:RequestsPerMinute=1000"]);
        var expected = new List<string?>();
        foreach (var question in questions)
        {
            expected.Add((await AskAsync(bot, $$"""{"question":"{{question}}"}""")).GetProperty("outcome").GetString());
        }

        var token = (await AskAsync(bot, """{"question":"hello"}""")).GetProperty("conversation").GetString();
        var asked = Enumerable.Range(0, 30).Select(number => number % questions.Length).ToList();
        var answers = await Task.WhenAll(asked.Select(question => AskAsync(bot, $$"""{"question":"{{questions[question]}}","conversation":"{{token}}"}""")));

        Assert.Equal(3, expected.Distinct().Count());
        Assert.Equal(asked.Select(question => expected[question]), answers.Select(answer => answer.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_reply_is_found_however_much_was_said_in_between()
    {
        await using var bot = await RunningBot.StartAsync();
        var asker = bot.Services.GetRequiredService<Asker>();
        var conversation = Asker.NewConversation();
        var first = await asker.SayAsync(conversation, "api", new Words("what kind of tape?", Locale: null), onceAs: null, bot.Address, CancellationToken.None);
        var others = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ =>
            asker.SayAsync(conversation, "api", new Words("should I use heat or ice?", Locale: null), onceAs: null, bot.Address, CancellationToken.None)));

        Assert.Equal("answered", (await asker.ReplyAsync(conversation, first.Sequence, CancellationToken.None))!.Facts.Outcome);
        foreach (var other in others)
        {
            Assert.Equal("notCovered", (await asker.ReplyAsync(conversation, other.Sequence, CancellationToken.None))!.Facts.Outcome);
        }
    }

    [Fact]
    public async Task A_strangers_conversation_is_out_of_reach()
    {
        await using var bot = await RunningBot.StartAsync();
        var chat = await bot.TalkAsync();
        var mine = (await AskAsync(bot, """{"question":"what kind of tape?"}""")).GetProperty("conversation").GetString()!;
        foreach (var token in (string[])[chat.Id, chat.Token, "", "nonsense", mine[..^4] + "AAAA"])
        {
            await Refused(bot, $$"""{"question":"who said that?","conversation":"{{token}}"}""", HttpStatusCode.Forbidden, "BadArgument");
        }

        using var read = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{chat.Id}/activities", mine);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
    }

    [Fact]
    public async Task A_conversation_is_closed_a_day_after_its_last_reply()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var bot = await RunningBot.StartAsync(clock);
        var token = (await AskAsync(bot, """{"question":"what kind of tape?"}""")).GetProperty("conversation").GetString()!;
        clock.Advance(TimeSpan.FromDays(1));

        await Refused(bot, $$"""{"question":"who said that?","conversation":"{{token}}"}""", HttpStatusCode.Forbidden, "TokenExpired");
    }

    [Theory]
    [InlineData("", 400, "MissingProperty")]
    [InlineData("{}", 400, "MissingProperty")]
    [InlineData("""{"question":"  "}""", 400, "MissingProperty")]
    [InlineData("null", 400, "BadArgument")]
    [InlineData("[]", 400, "BadArgument")]
    [InlineData("""{"question":7}""", 400, "BadArgument")]
    [InlineData("""{"question":"tape""", 400, "BadArgument")]
    [InlineData("""{"question":"half \ud83d a sign"}""", 400, "BadArgument")]
    public async Task What_cannot_be_understood_is_told_how_to_mend_it(string body, int status, string code)
    {
        await using var bot = await RunningBot.StartAsync();
        await Refused(bot, body, (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task What_is_no_JSON_or_too_large_is_told_so()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:BodyBytes=4096");
        using var form = await bot.Http.PostAsync("/api/ask", new FormUrlEncodedContent([new("question", "what tape?")]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
        Assert.Equal("BadArgument", Code(await RunningBot.JsonOf(form)));

        await Refused(bot, $$"""{"question":"{{new string('a', 5000)}}"}""", HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig");
    }

    [Fact]
    public async Task A_question_that_is_too_long_is_told_the_limit_and_not_kept()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var refused = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: $$"""{"question":"{{new string('a', 4001)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("4,000 characters", (await RunningBot.JsonOf(refused)).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT body FROM log_entry"));
        await AskAsync(bot, $$"""{"question":"{{new string('a', 4000)}}"}""");
    }

    [Fact]
    public async Task Too_many_questions_are_told_when_to_come_back()
    {
        await using var bot = await RunningBot.StartAsync(settings: "Limits:QuestionsPerMinute=1");
        await AskAsync(bot, """{"question":"what kind of tape?"}""");
        using var refused = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("TooManyRequests", Code(await RunningBot.JsonOf(refused)));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task Only_pages_of_allowed_origins_may_ask()
    {
        await using var bot = await RunningBot.StartAsync(settings: "DirectLine:AllowedOrigins:0=https://blog.example");
        using var allowed = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""", origin: "https://blog.example");
        using var refused = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: """{"question":"what kind of tape?"}""", origin: "https://elsewhere.example");

        Assert.Equal("https://blog.example", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_warning_sign_and_a_question_without_an_answer_are_treated_as_in_the_chat()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        var sign = await AskAsync(bot, """{"question":"I fell this morning and cannot put weight on my foot"}""");
        var missing = await AskAsync(bot, """{"question":"should I use heat or ice?"}""");

        Assert.Equal("safety", sign.GetProperty("outcome").GetString());
        Assert.Equal("notCovered", missing.GetProperty("outcome").GetString());
        Assert.Equal(["should I use heat or ice?"], DataFile.Rows(folder.File("talusbot.db"), "SELECT question FROM inbox"));
    }

    [Fact]
    public async Task The_description_fits_what_is_answered()
    {
        await using var bot = await RunningBot.StartAsync();
        using var described = await bot.Http.GetAsync("/openapi.json");
        var document = await RunningBot.JsonOf(described);
        Assert.Equal("application/json", described.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["/api/ask"], document.GetProperty("paths").EnumerateObject().Select(path => path.Name));

        var schemas = document.GetProperty("components").GetProperty("schemas");
        var operation = document.GetProperty("paths").GetProperty("/api/ask").GetProperty("post");
        Assert.Equal(["200", "400", "403", "404", "413", "415", "429", "503"], operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name));
        Fits(await AskAsync(bot, """{"question":"what kind of tape?"}"""), SchemaOf(operation, "200"), schemas);
        Fits(await AskAsync(bot, """{"question":"Is it my calf or my talus?"}"""), SchemaOf(operation, "200"), schemas);
        using var refused = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: "{}");
        Fits(await RunningBot.JsonOf(refused), SchemaOf(operation, "400"), schemas);
        Fits(JsonDocument.Parse("""{"question":"a","conversation":"b"}""").RootElement, schemas.GetProperty("AskRequest"), schemas);
    }

    private static JsonElement SchemaOf(JsonElement operation, string status) =>
        operation.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("schema");

    /// <summary>The value has the fields that the schema describes, all that it requires and no other, of the types that it names.</summary>
    private static void Fits(JsonElement value, JsonElement schema, JsonElement schemas)
    {
        if (schema.TryGetProperty("$ref", out var named))
        {
            schema = schemas.GetProperty(named.GetString()!.Split('/')[^1]);
        }

        var type = schema.GetProperty("type");
        Assert.Contains(
            value.ValueKind switch { JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Number => "number", JsonValueKind.Null => "null", _ => "boolean" },
            type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()) : [type.GetString()]);
        if (schema.TryGetProperty("enum", out var allowed))
        {
            Assert.Contains(value.GetString(), allowed.EnumerateArray().Select(one => one.GetString()));
        }

        if (value.ValueKind is JsonValueKind.Array)
        {
            Assert.All(value.EnumerateArray(), item => Fits(item, schema.GetProperty("items"), schemas));
        }
        else if (value.ValueKind is JsonValueKind.Object)
        {
            Assert.All(schema.GetProperty("required").EnumerateArray(), field => Assert.True(value.TryGetProperty(field.GetString()!, out _), field.GetString()));
            Assert.All(value.EnumerateObject(), field => Fits(field.Value, schema.GetProperty("properties").GetProperty(field.Name), schemas));
        }
    }

    private static async Task<JsonElement> AskAsync(RunningBot bot, string body)
    {
        using var answer = await bot.SendAsync(HttpMethod.Post, "/api/ask", json: body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await RunningBot.JsonOf(answer);
    }

    private static async Task Refused(RunningBot bot, string body, HttpStatusCode status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await bot.Http.PostAsync("/api/ask", content);
        Assert.Equal(status, answer.StatusCode);
        var error = await RunningBot.JsonOf(answer);
        Assert.Equal(code, Code(error));
        Assert.NotEmpty(error.GetProperty("error").GetProperty("message").GetString()!);
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetString();

    private static IEnumerable<string?> Strings(JsonElement answer, string field) => answer.GetProperty(field).EnumerateArray().Select(one => one.GetString());

    private static async Task<string> PrintedAsync(string question)
    {
        using var printed = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["ask", "--json", "--knowledge", Repository.Knowledge, "--seeds", Repository.Seeds, question], CommandOutput.To(printed, TextWriter.Null)));
        return printed.ToString();
    }
}
