using System.Net;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>Deleting one talk, or handing it out, while the bot runs.</summary>
public sealed class TalksPageTests
{
    [Fact]
    public async Task A_talk_is_found_and_deleted_and_the_history_keeps_neither_words_nor_id()
    {
        await using var bot = await RunningBot.StartAsync(settings: $"Maintain:Key={ConsoleVisit.Key}");
        var talk = await bot.TalkAsync();
        await talk.AskAsync("which unforgettable tape?");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/talks");
        Assert.Contains("nothing has been said in them for 30 days", visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Find", ("id", "nobody"));
        Assert.Equal(HttpStatusCode.NotFound, visit.Status);

        await visit.PressAsync("Find", ("id", $"{talk.Id}|0000002"));
        Assert.Contains("A talk by directline", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("unforgettable", visit.Text, StringComparison.Ordinal);

        await visit.PressAsync("Delete for good");
        Assert.Contains("The talk is deleted for good", visit.Text, StringComparison.Ordinal);
        using var gone = await bot.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}/activities", talk.Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        await visit.OpenAsync("/maintain/history");
        Assert.Contains("deleted a talk of 3 entries", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(talk.Id, visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_talk_is_downloaded_whole_and_the_history_says_so()
    {
        await using var bot = await RunningBot.StartAsync(settings: $"Maintain:Key={ConsoleVisit.Key}");
        var talk = await bot.TalkAsync();
        await talk.AskAsync("which unforgettable tape?");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/talks");
        await visit.PressAsync("Find", ("id", talk.Id));

        await visit.PressAsync("Download");
        var lines = visit.Page.Body!.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("{\"kind\":\"talk\"", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("which unforgettable tape?", StringComparison.Ordinal));

        await visit.OpenAsync("/maintain/history");
        Assert.Contains("downloaded a talk of 3 entries", visit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_deletes_a_talk_without_signing_in()
    {
        await using var bot = await RunningBot.StartAsync(settings: $"Maintain:Key={ConsoleVisit.Key}");
        var talk = await bot.TalkAsync();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("id", talk.Id), KeyValuePair.Create("do", "delete")]);
        using var refused = await bot.Http.PostAsync("/maintain/talks", form);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.NotEmpty(await talk.ReadAsync());
    }
}
