using System.Globalization;
using System.Text.Json;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>What the weeks say, counted from real talks.</summary>
public sealed class NumbersPageTests
{
    /// <summary>A Wednesday, in week 10.</summary>
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 3, 6, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Weeks_show_what_was_asked_and_what_came_of_it()
    {
        await using var bot = await StartAsync();
        var first = await bot.TalkAsync();
        await first.AskAsync("hello");
        var answered = await first.AskAsync("Which tape should I use?");
        await first.RateAsync(Id(answered), "up");
        await first.RateAsync(Id(answered), "down");
        await first.AskAsync("who painted the night watch");
        await first.AskAsync("my calf is swollen, hot and red since the flight");
        clock.Advance(TimeSpan.FromDays(7));
        var second = await bot.TalkAsync();
        await second.AskAsync("Which tape should I use?");
        var missing = await second.AskAsync("who painted the night watch");
        await second.SendToMaintainersAsync(Id(missing));
        await second.SendToMaintainersAsync(Id(missing));
        await second.AskAsync("start the check");
        await second.AskAsync("1");
        await second.AskAsync("not sure");
        await second.AskAsync("back");
        await second.AskAsync("leave");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);

        await visit.OpenAsync("/maintain/numbers");

        Assert.Equal(26, visit.Page.QuerySelectorAll("table.numbers tbody tr").Length);
        Assert.Equal(
            "2030-W10: Asked 3, Answered 1, Guides 0, Asked back 0, Not covered 1, Warning signs 1, Thumbs up 0, Thumbs down 1, None of these 0, Sent 0, Answer rate 50 %, Signs of false refusals 0 %",
            Week(visit, "2030-W10"));
        Assert.Equal(
            "2030-W11: Asked 3, Answered 1, Guides 1, Asked back 1, Not covered 1, Warning signs 0, Thumbs up 0, Thumbs down 0, None of these 0, Sent 1, Answer rate 67 %, Signs of false refusals 100 %",
            Week(visit, "2030-W11"));
        Assert.Contains("Greetings, thanks, thumbs and the steps inside a guide are none.", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_that_is_taken_belongs_to_the_question_that_led_to_it()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        Assert.Equal("clarify", Outcome(await talk.AskAsync("start the check")));
        await talk.AskAsync("None of these");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/numbers");

        Assert.StartsWith("2030-W10: Asked 1, Answered 0, Guides 0, Asked back 1, Not covered 1,", Week(visit, "2030-W10"), StringComparison.Ordinal);
        Assert.Contains("None of these 1,", Week(visit, "2030-W10"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plots_draw_those_numbers_and_say_them_in_words()
    {
        await using var bot = await StartAsync();
        var talk = await bot.TalkAsync();
        await talk.AskAsync("Which tape should I use?");
        await talk.AskAsync("How long should I leave the tape on?");
        await talk.AskAsync("who painted the night watch");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);

        await visit.OpenAsync("/maintain/numbers");

        var plot = visit.Page.QuerySelector("svg.plot")!;
        Assert.Equal("img", plot.GetAttribute("role"));
        Assert.All(plot.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotNull(visit.Page.GetElementById(id)));
        Assert.StartsWith("3 questions in 26 weeks, 3 of them in the last one, 2030-W10.", visit.Page.GetElementById("outcomes-said")!.TextContent, StringComparison.Ordinal);
        var bars = plot.QuerySelectorAll("rect");
        Assert.Equal(["2030-W10, Answered: 2", "2030-W10, Not covered: 1"], bars.Select(bar => bar.TextContent));
        var heights = bars.Select(bar => Number(bar.GetAttribute("height"))).ToList();
        Assert.Equal(2, heights[0] / heights[1], 3);

        // They stand on each other, the first one on the axis.
        Assert.Equal(Number(bars[0].GetAttribute("y")), Number(bars[1].GetAttribute("y")) + heights[1], 2);
        Assert.Equal(150, Number(bars[0].GetAttribute("y")) + heights[0], 2);
        Assert.Equal(["0", "2", "4"], plot.QuerySelectorAll("text").Take(3).Select(text => text.TextContent));
        Assert.Contains("W10", plot.QuerySelectorAll("text").Select(text => text.TextContent));
        Assert.Equal("2030-W10, Answer rate: 67 %", visit.Page.QuerySelectorAll("svg.plot")[1].QuerySelector("rect")!.TextContent);
        Assert.Empty(visit.Page.QuerySelectorAll("[style], script, style"));
    }

    [Fact]
    public async Task Before_the_first_question_it_says_so()
    {
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/numbers");
        Assert.Contains("Nothing was asked in the last 26 weeks.", visit.Text, StringComparison.Ordinal);
        Assert.Empty(visit.Page.QuerySelectorAll("svg.plot"));
    }

    private static string Week(ConsoleVisit visit, string name)
    {
        var row = visit.Page.QuerySelectorAll("table.numbers tbody tr").Single(one => one.QuerySelector("th")!.TextContent.StartsWith(name, StringComparison.Ordinal));
        return $"{name}: {string.Join(", ", row.QuerySelectorAll("td").Select(cell => $"{cell.GetAttribute("data-name")} {cell.TextContent.Trim()}"))}";
    }

    private static double Number(string? written) => double.Parse(written!, CultureInfo.InvariantCulture);

    private static string Id(JsonElement reply) => reply.GetProperty("id").GetString()!;

    private static string Outcome(JsonElement reply) => reply.GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString()!;

    private Task<RunningBot> StartAsync() => RunningBot.StartAsync(clock, null, $"Maintain:Key={ConsoleVisit.Key}");
}
