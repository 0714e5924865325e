using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Debian's Chromium, and the program as a process of its own (this project has JSON reflection on, the program has not).</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("talusbot-browser-");
    private readonly string address = $"http://127.0.0.1:{FreePort()}";
    private Process? bot;
    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>A fresh reader on the article.</summary>
    public async Task<IPage> OpenAsync(bool phone = false)
    {
        var context = await chromium!.NewContextAsync(phone
            ? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true }
            : new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    public async Task InitializeAsync()
    {
        bot = StartBot();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await IsReadyAsync(http, patience.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }

        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = Quiet,
        });
    }

    public async Task DisposeAsync()
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

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "TalusBot.sln")) ? from : Root(Path.GetDirectoryName(from)!);

    private Process StartBot()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TalusBot.dll")]) { WorkingDirectory = Root(AppContext.BaseDirectory) };
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["Storage__Path"] = Path.Combine(folder.FullName, "talusbot.db");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return Process.Start(start)!;
    }
}
