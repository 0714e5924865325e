using System.Reflection;
using TalusBot.Storage;

namespace TalusBot.Tests;

public sealed class ConfigurationTests
{
    /// <summary>Every options class of the program, by the suffix that they share.</summary>
    public static TheoryData<string> Settings { get; } = [.. typeof(StorageOptions).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Namespace?.StartsWith("TalusBot", StringComparison.Ordinal) == true && type.GetProperties().Length > 0)
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{type.Name[..^"Options".Length]}__{property.Name}"))];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Every_setting_is_documented(string setting)
    {
        var documented = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "configuration.md"));
        Assert.Contains(setting, documented, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_settings_to_document() => Assert.NotEmpty(Settings);

    [Fact]
    public async Task The_environment_moves_the_address()
    {
        using var folder = new TemporaryFolder();
        var url = $"http://127.0.0.1:{LoopbackPort.Free()}";
        using var bot = BotProcess.Start([], [("ASPNETCORE_URLS", url), ("Storage__Path", folder.File("talusbot.db"))]);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await bot.ReadyAsync(http);

        Assert.Contains("id=\"c12\"", await http.GetStringAsync("/"), StringComparison.Ordinal);
    }
}
