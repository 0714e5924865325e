using System.Text.RegularExpressions;

namespace TalusBot.Tests.Channels;

public sealed partial class EmbedPageTests
{
    [Fact]
    public async Task The_page_shows_the_line_that_it_was_made_with()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/embed");

        Assert.Equal($"<script src=\"{bot.Address}/embed.js\" defer></script>", browser.Page.GetElementById("tag")!.TextContent);
        Assert.Equal("/embed.js", Assert.Single(browser.Page.QuerySelectorAll("script")).GetAttribute("src"));
        Assert.Contains($"connect-src {bot.Address} {bot.Address.Replace("http:", "ws:", StringComparison.Ordinal)}", browser.Page.GetElementById("csp")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("DirectLine__AllowedOrigins__0=https://blog.example", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_attribute_and_property_that_the_chat_reads_is_told_and_no_other()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/embed");
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var scripts = string.Concat(Directory.EnumerateFiles(Path.Combine(root, "widget")).Append(Path.Combine(root, "embed.js")).Append(Path.Combine(root, "widget.js")).Select(File.ReadAllText));
        var read = Quoted().Replace(DataSet().Match(scripts).Groups[1].Value, "").Split(',').Select(name => "data-" + name.Split('=')[0].Trim());

        Assert.Equal(Property().Matches(scripts).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal), Property().Matches(browser.Words).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(read.Order(StringComparer.Ordinal), browser.Page.QuerySelectorAll("tbody th").Select(row => row.TextContent.Split('=')[0]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"--talusbot-[a-z]+(-[a-z]+)*(?=[,:)])")]
    private static partial Regex Property();

    /// <summary>A default, which may hold a comma.</summary>
    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"const \{([^}]+)\} = script\.dataset;")]
    private static partial Regex DataSet();
}
