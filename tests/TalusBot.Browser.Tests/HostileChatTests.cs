using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>A bot whose article, entry and name hold markup, on a blog whose pages would run any script.</summary>
public sealed class HostileKnowledge : BlogFixture
{
    public const string Comment = "Zorblax cream <talusevil>heals</talusevil> \"'><script>window.evil=1</script><img src=x onerror=window.evil=2> [press](javascript:window.evil=3) everything.";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talusbot-hostile-");

    public HostileKnowledge()
    {
        foreach (var name in (string[])["knowledge", "seeds"])
        {
            var from = Path.Combine(Repository.Root, name);
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder.FullName, name, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        File.AppendAllText(Path.Combine(folder.FullName, "seeds", "ankle-talus.txt"), $"\n<talusevil>Eve\nOctober 14, 2020\n{Comment}\n");
        File.WriteAllText(
            Path.Combine(folder.FullName, "knowledge", "entries", "hostile.md"),
            $"---\nquestion: What does <talusevil> zorblax <img src=x onerror=window.evil=4> do?\nalso:\n  - what does zorblax do\nsources:\n  - ankle-talus#c13: '{Comment.Replace("'", "''", StringComparison.Ordinal)}'\nreviewed: 2026-11-22\n---\nIt \\<talusevil\\>heals\\</talusevil\\> everything. [1]\n");
    }

    protected override IEnumerable<(string Name, string Value)> Settings =>
        [.. base.Settings, ("Knowledge__Path", Path.Combine(folder.FullName, "knowledge")), ("Knowledge__Seeds", Path.Combine(folder.FullName, "seeds"))];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>Nobody's words become part of the page that shows them.</summary>
public sealed class HostileChatTests(HostileKnowledge browser) : IClassFixture<HostileKnowledge>
{
    [Fact]
    public async Task Markup_of_either_side_is_shown_as_words_in_the_widget()
    {
        var address = browser.Publish("/", "data-open data-title=\"&lt;talusevil&gt; chat\"");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(address);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);

        await page.AskAsync("what does zorblax do");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        await Assertions.Expect(page.Answers()).ToContainTextAsync("<talusevil>heals</talusevil>");
        const string Said = "<talusevil><script>window.evil=5</script><img src=x onerror=window.evil=6> [go](javascript:window.evil=7) ![x](javascript:window.evil=8) \"' onfocus=window.evil=9";
        await page.AskAsync(Said);
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator(".message.mine").Last).ToContainTextAsync("<talusevil><script>window.evil=5</script>");

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".message")).ToHaveCountAsync(5);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelector('talus-bot').shadowRoot.querySelectorAll('talusevil, script, img, iframe, [onerror], [onfocus]').length + document.querySelectorAll('talusevil').length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelector('talus-bot').shadowRoot.querySelectorAll('a')].filter(link => !/^https?:$/.test(link.protocol)).length"));
        Assert.True(await page.EvaluateAsync<bool>("window.evil === undefined"));
    }
}
