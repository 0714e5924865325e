using System.Diagnostics;
using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Debian's Chromium, and the program as a process of its own (this project has JSON reflection on, the program has not).</summary>
/// <remarks>Tests that need other settings derive a fixture of their own and override <see cref="Settings"/>.</remarks>
public class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>The browser that everything here is tried in.</summary>
    public static string Chromium { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talusbot-browser-");
    private Process? bot;
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>Where the bot answers, without a slash at the end; the same after a restart.</summary>
    public string Address { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    /// <summary>Where a test may put a page of another site that the bot is told of.</summary>
    public string BlogOrigin { get; } = $"http://localhost:{LoopbackPort.Free()}";

    /// <summary>More settings of the bot, as in its environment; read at every start.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Settings => [];

    /// <summary>A fresh reader on the article.</summary>
    public Task<IPage> OpenAsync(bool phone = false) => OpenAsync(phone ? Phone() : Desktop());

    /// <summary>A fresh reader with a browser of this kind, on <paramref name="path"/> of the bot or on another site's page.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions kind, string path = "/")
    {
        var page = await NewPageAsync(kind);
        await page.GotoAsync(new Uri(new Uri(Address), path).AbsoluteUri);
        return page;
    }

    /// <summary>A fresh reader who is nowhere yet.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions? kind = null)
    {
        var context = await chromium!.NewContextAsync(kind ?? Desktop());
        return await context.NewPageAsync();
    }

    /// <summary>An upright phone; CSS pixels.</summary>
    public static BrowserNewContextOptions Phone() =>
        new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true };

    /// <summary>A window on a desk, or a narrow one as at high zoom; CSS pixels.</summary>
    public static BrowserNewContextOptions Desktop(int width = 1280, int height = 800) =>
        new() { ViewportSize = new ViewportSize { Width = width, Height = height } };

    /// <summary>Ends the bot as a power cut would.</summary>
    public async Task KillBotAsync()
    {
        // Let go of first: the page may notice its end, and a test start the next one, before the exit is seen here.
        using var killed = bot!;
        bot = null;
        killed.Kill();
        await killed.WaitForExitAsync();
    }

    /// <summary>Starts the bot on its old address and its old file, and waits until it answers.</summary>
    public async Task StartBotAsync()
    {
        bot = StartBot();
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!await IsReadyAsync(http, patience.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    public virtual async Task InitializeAsync()
    {
        await StartBotAsync();
        // Two noisy cores may be slow; a test that passes waits no longer for it.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = Quiet,
        });
    }

    public virtual async Task DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.CloseAsync();
        }

        playwright?.Dispose();
        bot?.Kill();
        bot?.WaitForExit();
        bot?.Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var health = await http.GetAsync("/health", cancel);
            return health.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process StartBot()
    {
        var command = ProgramFolder.Command(ProgramFolder.Tested);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = Repository.Root };
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["Storage__Path"] = Path.Combine(folder.FullName, "talusbot.db");
        start.Environment["DirectLine__AllowedOrigins__0"] = BlogOrigin;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
