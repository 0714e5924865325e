using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalusBot.Storage;

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
    public async Task A_long_talk_is_handed_out_page_by_page_and_never_held_as_a_whole()
    {
        const int Entries = 600;
        await using var bot = await RunningBot.StartAsync(settings: $"Maintain:Key={ConsoleVisit.Key}");
        var talk = await bot.TalkAsync();
        var body = RunningBot.Message(new string('x', 1 << 16));
        await bot.Services.GetRequiredService<Store>().WriteAsync(talk.Id, session =>
        {
            for (var n = 2L; n <= Entries; n++)
            {
                session.Execute("INSERT INTO log_entry (conversation_id, sequence, at, body) VALUES (@id, @sequence, 0, @body)", ("@id", talk.Id), ("@sequence", n), ("@body", body));
            }

            return session.Execute("UPDATE conversation SET last_sequence = @last WHERE id = @id", ("@id", talk.Id), ("@last", (long)Entries));
        });
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/talks");
        await visit.PressAsync("Find", ("id", talk.Id));

        using var answer = await visit.DownloadAsync("Download");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith("{\"kind\":\"talk\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await bot.Services.GetRequiredService<RetentionStore>().DeleteAsync(talk.Id);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // What had been read by then, and no more.
        Assert.InRange(lines.Length, 1, Entries - 1);
        Assert.All(lines, line => Assert.EndsWith("}", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_journal_cannot_be_emptied_a_deletion_says_so_and_the_history_keeps_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("talusbot.db");
        await using var bot = await RunningBot.StartAsync(dataFile: file, settings: $"Maintain:Key={ConsoleVisit.Key}");
        var talk = await bot.TalkAsync();
        await talk.AskAsync("which unforgettable tape?");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/talks");
        await visit.PressAsync("Find", ("id", talk.Id));
        using (DataFile.Reading(file))
        {
            await visit.PressAsync("Delete for good");
        }

        Assert.Contains("Words of it may still be in the journal of the data file", visit.Text, StringComparison.Ordinal);
        Assert.Empty(DataFile.Rows(file, "SELECT id FROM conversation"));
        await visit.OpenAsync("/maintain/history");
        Assert.Contains("deleted a talk of 3 entries", visit.Text, StringComparison.Ordinal);
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
