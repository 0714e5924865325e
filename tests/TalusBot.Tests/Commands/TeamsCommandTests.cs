using TalusBot.Commands;
using TalusBot.Tests.TeamsApp;

namespace TalusBot.Tests.Commands;

public sealed class TeamsCommandTests
{
    private const string Addresses = "  website: https://blog.example\n  privacy: https://blog.example/privacy\n  terms: https://blog.example/terms\n";

    [Theory]
    [InlineData("1.30")]
    [InlineData("1.22")]
    public async Task Package_writes_what_check_finds_well(string schema)
    {
        using var folder = new TemporaryFolder();
        var knowledge = folder.CopyOf(Repository.Knowledge);
        await File.AppendAllTextAsync(Path.Combine(knowledge, "site.yaml"), Addresses);
        var zip = folder.File("app.zip");
        using var package = BotProcess.Start(["teams", "package", "--knowledge", knowledge, "--out", zip, "--schema", schema, "--host", Packages.Host], [("MicrosoftAppId", Packages.AppId)]);

        Assert.True(await package.EndAsync() == 0, package.Said);
        var (code, output, _) = await RunAsync("teams", "check", zip);
        Assert.Equal((0, $"All well: TalusBot 1.0.0, schema {schema}."), (code, output.Trim()));
    }

    [Fact]
    public async Task Package_names_every_mistake_at_once_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var package = BotProcess.Start(["teams", "package", "--out", folder.File("app.zip"), "--host", "bot.example"], [("MicrosoftAppId", "mine")]);

        Assert.Equal(1, await package.EndAsync());
        Assert.Contains("MicrosoftAppId: \"mine\" is no app id; ", package.Said, StringComparison.Ordinal);
        Assert.Contains("--host: \"bot.example\" is no address of a host; ", package.Said, StringComparison.Ordinal);
        Assert.Matches(@"site\.yaml\(\d+\): ""privacy"" is missing under ""teams""; ", package.Said);
        Assert.False(File.Exists(folder.File("app.zip")));
    }

    [Fact]
    public async Task Another_schema_is_refused_with_those_that_there_are()
    {
        var (code, _, error) = await RunAsync("teams", "package", "--schema", "1.17");
        Assert.Equal(2, code);
        Assert.Contains("1.30", error, StringComparison.Ordinal);
        Assert.Contains("1.22", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_a_file_that_is_not_there_says_so()
    {
        var (code, _, error) = await RunAsync("teams", "check", "no-such-file.zip");
        Assert.Equal(2, code);
        Assert.StartsWith("no-such-file.zip cannot be read: ", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, CommandOutput.To(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
