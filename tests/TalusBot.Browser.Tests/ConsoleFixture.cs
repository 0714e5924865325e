using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>A bot with a console, over knowledge of its own that tests may change.</summary>
public sealed class ConsoleFixture : BrowserFixture
{
    public const string Key = "a key of 20 letters!";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talusbot-console-");

    public string Knowledge => Path.Combine(folder.FullName, "knowledge");

    protected override IEnumerable<(string Name, string Value)> Settings => [("Maintain__Key", Key), ("Knowledge__Path", Knowledge)];

    private Task<string>? signedIn;

    /// <summary>The cookies of a maintainer.</summary>
    public Task<string> SignedInAsync() => signedIn ??= SignInAsync();

    public override Task InitializeAsync()
    {
        var shipped = Repository.Knowledge;
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Knowledge, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Readers have been there, so that no room is empty.</summary>
    private async Task AskAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        foreach (var question in (string[])["does insurance pay for tape?", "is taping paid by my insurance", "who wrote hamlet", "what kind of tape?", "how soon does it get better?", "is it my calf or my talus?", "my calf is hot and swollen since the flight"])
        {
            using var body = new StringContent($"{{\"question\":\"{question}\"}}", System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/api/ask", body);
            answer.EnsureSuccessStatusCode();
        }
    }

    private async Task<string> SignInAsync()
    {
        await AskAsync();
        var page = await OpenAsync(Desktop(), "/maintain");
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("Key").FillAsync(Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Inbox");
        return await page.Context.StorageStateAsync();
    }
}
