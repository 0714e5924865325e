using System.Text.Json;
using TalusBot.Commands;

namespace TalusBot.Tests.Commands;

public sealed class CommandTests
{
    private static readonly string[] Shipped = ["--knowledge", Repository.Knowledge, "--seeds", Repository.Seeds];

    [Fact]
    public async Task Ask_prints_the_answer_with_its_source()
    {
        var (code, output, _) = await RunAsync(["ask", "how long do I leave the tape on?", .. Shipped]);

        Assert.Equal(0, code);
        Assert.Contains("leave it on", output, StringComparison.Ordinal);
        Assert.Contains("ankle-talus#c12  b-reddy, 2020-10-13", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_json_prints_one_object_for_programs()
    {
        var (code, output, _) = await RunAsync(["ask", "--json", "how long do I leave the tape on?", .. Shipped]);
        using var answer = JsonDocument.Parse(output);

        Assert.Equal(0, code);
        Assert.Equal(
            ["conversation", "outcome", "confidence", "text", "citations", "choices", "followups"],
            answer.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("answered", answer.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("2020-10-13", answer.RootElement.GetProperty("citations")[0].GetProperty("date").GetString());
    }

    [Fact]
    public async Task Ask_explain_shows_how_the_scores_came_about()
    {
        var (code, output, _) = await RunAsync(["ask", "--explain", "what kind of tape?", .. Shipped]);

        Assert.Equal(0, code);
        Assert.Contains("idf", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_question_gets_the_same_bytes()
    {
        var first = await RunAsync(["ask", "--json", "how do I tape it?", .. Shipped]);
        Assert.Equal(first.Output, (await RunAsync(["ask", "--json", "how do I tape it?", .. Shipped])).Output);
    }

    [Fact]
    public async Task Check_finds_the_shipped_files_well()
    {
        var (code, output, _) = await RunAsync(["check", .. Shipped]);

        Assert.True(code == 0, output);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
        Assert.Matches(@"^All well: 1 article\(s\), \d+ entries, 2 guides, \d+ units in all\.\s*$", output);
    }

    [Fact]
    public async Task Check_names_file_line_and_remedy_of_a_broken_entry()
    {
        using var folder = new TemporaryFolder();
        var knowledge = folder.CopyOf(Repository.Knowledge);
        var broken = Path.Combine(knowledge, "entries", "which-tape.md");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(broken)).Replace("sources:", "sorces:", StringComparison.Ordinal));

        var (code, output, _) = await RunAsync(["check", "--knowledge", knowledge, "--seeds", Repository.Seeds]);

        Assert.Equal(1, code);
        Assert.Matches(@"entries/which-tape\.md\(\d+\): .*sources", output);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_with_the_way_to_help()
    {
        var (code, _, error) = await RunAsync(["dance"]);

        Assert.Equal(2, code);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_file_refuses_in_words()
    {
        using var folder = new TemporaryFolder();
        await using var first = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var second = BotProcess.Start([], [("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Storage__Path", folder.File("talusbot.db"))]);

        Assert.Equal(2, await second.EndAsync());
        Assert.Contains("already using", second.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits__BodyBytes", "7", "Limits__BodyBytes")]
    [InlineData("Limits__BodyBytes", "-5", "Limits__BodyBytes")]
    [InlineData("Limits__BodyBytes", "abc", "Limits:BodyBytes")]
    [InlineData("Storage__Retention", "soon", "Storage:Retention")]
    [InlineData("Web__TrustedProxies__0", "foo", "Web__TrustedProxies")]
    [InlineData("DirectLine__AllowedOrigins__0", "blog.example", "DirectLine__AllowedOrigins__0")]
    public async Task A_wrong_setting_is_named_in_words_before_anything_is_served(string setting, string value, string named)
    {
        using var folder = new TemporaryFolder();
        using var bot = BotProcess.Start([], [("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Storage__Path", folder.File("talusbot.db")), (setting, value)]);

        Assert.Equal(2, await bot.EndAsync());
        Assert.Contains(named, bot.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bot.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("check")]
    public async Task Without_tables_of_characters_it_says_what_is_missing(string command)
    {
        using var bot = BotProcess.Start([command], [("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]);

        Assert.Equal(2, await bot.EndAsync());
        Assert.Contains("Install ICU", bot.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bot.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_it_ends_in_peace_though_a_socket_does_not_answer()
    {
        using var folder = new TemporaryFolder();
        var url = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var bot = BotProcess.Start([], [("ASPNETCORE_URLS", url), ("Storage__Path", folder.File("talusbot.db"))]);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await bot.ReadyAsync(http);
        using var granted = await http.PostAsync("/api/chat/token", content: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        request.Headers.Authorization = new("Bearer", (await RunningBot.JsonOf(granted)).GetProperty("token").GetString());
        using var started = await http.SendAsync(request);
        using var mute = new System.Net.WebSockets.ClientWebSocket();
        await mute.ConnectAsync(new Uri((await RunningBot.JsonOf(started)).GetProperty("streamUrl").GetString()!), CancellationToken.None);

        bot.Terminate();

        Assert.Equal(0, await bot.EndAsync());
    }

    [Fact]
    public async Task Broken_safety_rules_mean_not_ready_instead_of_unsafe()
    {
        using var folder = new TemporaryFolder();
        var knowledge = folder.CopyOf(Repository.Knowledge);
        foreach (var rule in Directory.EnumerateFiles(Path.Combine(knowledge, "safety"), "*.md"))
        {
            await File.WriteAllTextAsync(rule, "---\nnot: [closed\n---\n");
        }

        await using var bot = await RunningBot.StartAsync(settings: $"Knowledge:Path={knowledge}");
        using var health = await bot.Http.GetAsync("/health");
        using var token = await bot.Http.PostAsync("/api/chat/token", content: null);

        Assert.Equal(503, (int)health.StatusCode);
        Assert.Equal(503, (int)token.StatusCode);
        Assert.NotEmpty((await RunningBot.JsonOf(health)).GetProperty("knowledge").GetProperty("problems").EnumerateArray());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, CommandOutput.To(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
