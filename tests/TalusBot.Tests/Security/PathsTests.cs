using System.Net;
using TalusBot.Tests.Maintenance.Console;

namespace TalusBot.Tests.Security;

/// <summary>Ways out of the folders that are served and written. Those into entries are tried in EntryRoundTests, too.</summary>
public sealed class PathsTests
{
    [Theory]
    [InlineData("/../appsettings.json")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/widget/..%2f..%2fTalusBot.dll")]
    [InlineData("/widget/%2e%2e%2f%2e%2e%2fTalusBot.runtimeconfig.json")]
    [InlineData("/..%5c..%5cTalusBot.dll")]
    [InlineData("/....//....//etc/passwd")]
    [InlineData("/widget.js/../../TalusBot.dll")]
    [InlineData("//etc/passwd")]
    [InlineData("/widget.js%00.css")]
    [InlineData("/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("/article/..%2f..%2fseeds%2fankle-talus.txt")]
    [InlineData("/seeds/ankle-talus.txt")]
    [InlineData("/knowledge/site.yaml")]
    [InlineData("/data/talusbot.db")]
    public async Task No_address_leads_to_a_file_that_is_not_served(string path)
    {
        await using var bot = await RunningBot.StartAsync();
        using var raw = await RawConnection.OpenAsync(bot.Address);
        await raw.SayAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|404) ", await raw.HearAllAsync());
    }

    [Theory]
    [InlineData("..%2f..%2fsite")]
    [InlineData("%2e%2e%2fsafety%2fstroke")]
    [InlineData("..")]
    [InlineData("a%00b")]
    [InlineData("a%2fb")]
    [InlineData("CON")]
    public async Task No_id_of_an_entry_reads_or_writes_elsewhere(string id)
    {
        using var folder = new TemporaryFolder();
        var knowledge = folder.CopyOf(Repository.Knowledge);
        await using var bot = await RunningBot.StartAsync(null, folder.File("talusbot.db"), $"Knowledge:Path={knowledge}", $"Maintain:Key={ConsoleVisit.Key}");
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await visit.OpenAsync("/maintain/entries/which-tape");
        var form = visit.Page.QuerySelector("input[name=form]")!.GetAttribute("value")!;
        var before = Tree(folder.Path);
        foreach (var path in (string[])[$"/maintain/entries/{id}", $"/maintain/entries/{id}/versions"])
        {
            await visit.OpenAsync(path);
            Assert.True(visit.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.OK, $"{path}: {visit.Status}");
            foreach (var press in (string[])["publish", "draft", "save", "unpublish", "discard", "restore"])
            {
                await visit.ForgeAsync(path, ("form", form), ("do", press), ("version", "../1"), ("entry-question", "Where does this go?"), ("body", "Elsewhere. [1]"), ("sources", "ankle-talus#c12"));
            }
        }

        Assert.Equal(before, Tree(folder.Path));
    }

    private static List<string> Tree(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("talusbot.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => file + File.GetLastWriteTimeUtc(file).Ticks)];
}
