using AngleSharp.Dom;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>Which paragraphs and comments carry answers.</summary>
public sealed class PassagesPageTests
{
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 3, 6, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_replies_cite_is_counted_and_what_they_never_cite_can_be_listed_alone()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        var cited = CitedBy(await talk.AskAsync("Which tape should I use?")).Concat(CitedBy(await talk.AskAsync("What kind of tape is it?"))).ToList();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);

        await visit.OpenAsync("/maintain/passages");

        var row = RowOf(visit, cited[0])!;
        Assert.Equal($"{cited.Count(id => id == cited[0])}", row.QuerySelector("td[data-name=Cited]")!.TextContent.Trim());
        Assert.Contains("which-tape", row.QuerySelector("td[data-name=Entries]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("100", row.QuerySelector("svg .full")!.GetAttribute("width"));
        Assert.Equal($"{(double)cited.Count(id => id == cited[0]) / cited.Count:0.0 %}", row.QuerySelector("td[data-name=Share]")!.TextContent.Trim());
        var order = visit.Page.QuerySelectorAll("tbody a[href^='/article/ankle-talus']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal("/article/ankle-talus#p1", order[0]);
        Assert.True(order.IndexOf("/article/ankle-talus#c1") > order.IndexOf("/article/ankle-talus#p2"));

        await visit.OpenAsync(visit.Page.QuerySelectorAll("main nav a").Single(link => link.TextContent.StartsWith("Never used", StringComparison.Ordinal)).GetAttribute("href")!);
        Assert.Null(RowOf(visit, cited[0]));
        Assert.All(visit.Page.QuerySelectorAll("tbody td[data-name=Cited]"), cell => Assert.Equal("0 never used", cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Only_the_chosen_days_count_and_ids_that_are_gone_are_named()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await StartAsync(folder.File("talusbot.db"));
        var cited = CitedBy(await (await bot.TalkAsync()).AskAsync("Which tape should I use?"));
        DataFile.Execute(folder.File("talusbot.db"), $"INSERT INTO tally (day, what, name, count) VALUES ({clock.GetUtcNow().ToUnixTimeSeconds() / 86_400}, 'source', 'old-post#c7', 3)");
        clock.Advance(TimeSpan.FromDays(40));
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);

        await visit.OpenAsync("/maintain/passages?days=30");
        Assert.Equal("0 never used", RowOf(visit, cited[0])!.QuerySelector("td[data-name=Cited]")!.TextContent.Trim());
        Assert.Contains("Nothing was cited in this time.", visit.Text, StringComparison.Ordinal);
        await visit.OpenAsync("/maintain/passages");
        Assert.Equal("1", RowOf(visit, cited[0])!.QuerySelector("td[data-name=Cited]")!.TextContent.Trim());
        Assert.Contains("old-post#c7: 3", visit.Text, StringComparison.Ordinal);
        foreach (var odd in (string[])["0", "-5", "9999999", "x", ""])
        {
            await visit.OpenAsync("/maintain/passages?days=" + odd);
            Assert.Equal(System.Net.HttpStatusCode.OK, visit.Status);
        }
    }

    private static IElement? RowOf(ConsoleVisit visit, string id) => visit.Page.QuerySelectorAll("tbody tr").SingleOrDefault(row => row.QuerySelector($"a[href='/article/{id}']") is not null);

    private static List<string> CitedBy(System.Text.Json.JsonElement reply) =>
        [.. reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("citations").EnumerateArray().Select(citation => citation.GetProperty("id").GetString()!).Distinct()];

    private Task<RunningBot> StartAsync(string? dataFile = null) => RunningBot.StartAsync(clock, dataFile, $"Maintain:Key={ConsoleVisit.Key}");
}
