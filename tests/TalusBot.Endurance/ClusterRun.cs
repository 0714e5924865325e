using System.Diagnostics;
using TalusBot.Tests;

namespace TalusBot.Endurance;

/// <summary>Microsoft's Direct Line client against three processes behind nginx, of which one after the other may be killed meanwhile.</summary>
internal sealed class ClusterRun(TimeSpan killEvery)
{
    private const int Processes = 3;
    private const string Secret = "conformance-direct-line-secret";

    /// <summary>Of the origin that the script says it comes from.</summary>
    private const string PagePort = "5056";
    private readonly TimeProvider clock = TimeProvider.System;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        (string, string)[] settings = [("DirectLine__Secret", Secret), ("DirectLine__AllowedOrigins__0", $"http://127.0.0.1:{PagePort}"), ("DirectLine__TokenLifetimeSeconds", "1800"), ("Web__TrustedProxies__0", "127.0.0.1")];
        using var machines = new Machines(isPostgreSql: true, Processes, settings);
        using var shortLived = machines.Add([.. settings, ("DirectLine__TokenLifetimeSeconds", "5")]);
        using var nginx = new Nginx(machines.File("nginx"), machines.Bots);
        using var nginxOfShortLived = new Nginx(machines.File("nginx-short"), [shortLived]);
        using var http = new HttpClient();
        await machines.ReadyAsync(http, cancel);
        await shortLived.ReadyAsync(http, cancel);

        using var killing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var kills = KillAsync(machines, killing.Token);
        var code = await RunScriptAsync(machines, nginx.Address, nginxOfShortLived.Address, cancel);
        await killing.CancelAsync();
        Console.WriteLine($"{Processes} processes behind nginx over one PostgreSQL database, {await kills} kills: {(code == 0 ? "good" : "not good")}");
        return code;
    }

    private static async Task<int> RunScriptAsync(Machines machines, Uri address, Uri shortLived, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("node", ["directline.mjs"]) { WorkingDirectory = Path.Combine(Repository.Root, "tests", "conformance") };
        foreach (var (name, value) in ((string, string)[])[
            ("BASE_URL", address.AbsoluteUri), ("SHORT_URL", shortLived.AbsoluteUri), ("DIRECTLINE_SECRET", Secret), ("WEBCHAT_PORT", PagePort), ("OUT", machines.File("conformance"))])
        {
            start.Environment[name] = value;
        }

        using var script = Process.Start(start)!;
        await script.WaitForExitAsync(cancel);
        return script.ExitCode;
    }

    private async Task<int> KillAsync(Machines machines, CancellationToken cancel)
    {
        var kills = 0;
        if (killEvery == TimeSpan.Zero)
        {
            return kills;
        }

        try
        {
            while (true)
            {
                await Task.Delay(killEvery, clock, cancel);
                machines.Bots[kills++ % machines.Bots.Count].KillAndStart();
            }
        }
        catch (OperationCanceledException)
        {
            return kills;
        }
    }
}
