using System.Globalization;
using TalusBot.Channels.Connector;
using TalusBot.Commands;
using TalusBot.Storage;

namespace TalusBot.Doctor;

/// <summary>All checks of one set-up. They run side by side, each within its time.</summary>
/// <param name="settings">As the bot sees them.</param>
/// <param name="patience">How long one check may ask other servers.</param>
internal sealed class Examination(IConfiguration settings, TimeProvider clock, TimeSpan patience)
{
    /// <summary>How long reading files may take: on a slow disk the knowledge takes a while.</summary>
    private static readonly TimeSpan FilePatience = TimeSpan.FromMinutes(1);

    private readonly BotRegistration bot = settings.Get<BotRegistration>() ?? new();
    private readonly string webhookSecret = settings["TeamsWebhook:Secret"] ?? "";

    /// <summary>The bot's public address, such as https://bot.example; null not to knock there.</summary>
    public string? Host { get; init; }

    public string Package { get; init; } = TeamsCommand.DefaultPackage;

    public async Task<Diagnosis> RunAsync(CancellationToken cancel)
    {
        using var caller = new Caller(patience);
        var login = Told("sign-in", token => LoginCheck.RunAsync(bot, settings, caller, token), cancel);
        var keys = Told("keys", token => KeysCheck.RunAsync(bot, caller, token), cancel);
        var messages = Knock("messages", "/api/messages", bot.HasAppId, "MicrosoftAppId", cancel);
        var webhook = Knock("webhook", "/api/teams/webhook", webhookSecret.Length > 0, "TeamsWebhook__Secret", cancel);
        var package = OfFiles("package", () => FileChecks.Package(Package, bot), cancel);
        var knowledge = OfFiles("knowledge", () => FileChecks.Knowledge(settings.GetSection("Knowledge").Get<KnowledgeOptions>() ?? new()), cancel);
        var store = OfFiles("store", () => FileChecks.Store(settings.GetSection("Storage").Get<StorageOptions>() ?? new()), cancel);
        var (signedIn, serverTime, askedAt) = await login;
        var (fetched, otherTime, otherAskedAt) = await keys;
        List<Finding> findings =
        [
            .. RegistrationChecks.Of(bot, webhookSecret.Length > 0),
            signedIn,
            serverTime is null ? ClockCheck.Of(otherTime, otherAskedAt) : ClockCheck.Of(serverTime, askedAt),
            fetched,
            await messages,
            RegistrationChecks.Webhook(webhookSecret, bot.HasAppId),
            await webhook,
            await package,
            .. SettingsCheck.Of(settings),
            await knowledge,
            await store,
        ];
        return new Diagnosis(findings.TrueForAll(finding => finding.Status is not FindingStatus.Wrong), findings);
    }

    private async Task<Finding> Knock(string check, string path, bool isSetUp, string setting, CancellationToken cancel)
    {
        if (!isSetUp)
        {
            // Somebody who says where the bot is wants to know whether Teams gets through.
            return Host is not null && !bot.HasAppId && webhookSecret.Length == 0
                ? Finding.Warning(check, $"{setting} is not set here, so {Host}{path} was not tried.", "Run the doctor with the settings with which the bot runs.")
                : Finding.Skipped(check, $"{setting} is not set.");
        }

        if (Host is null)
        {
            return Finding.Skipped(check, "Nobody said where the bot is reached.", "Give its public address with --host https://bot.example, and it is tried.");
        }

        // A caller of its own: it keeps the certificate that it saw.
        using var caller = new Caller(patience);
        return await Within(check, token => AddressCheck.RunAsync(check, Host, path, setting, caller, clock, token), finding => finding, finding => finding, cancel);
    }

    private Task<(Finding Finding, DateTimeOffset? ServerTime, DateTimeOffset OurTime)> Told(string check, Func<CancellationToken, Task<(Finding Finding, DateTimeOffset? ServerTime)>> run, CancellationToken cancel) =>
        Within(check, run, found => (found.Finding, found.ServerTime, clock.GetUtcNow()), finding => (finding, (DateTimeOffset?)null, clock.GetUtcNow()), cancel);

    private async Task<TOut> Within<TIn, TOut>(string check, Func<CancellationToken, Task<TIn>> run, Func<TIn, TOut> of, Func<Finding, TOut> late, CancellationToken cancel)
    {
        try
        {
            // A server that answers drop by drop must not hold us longer than one that is silent.
            return of(await run(cancel).WaitAsync(patience, TimeProvider.System, cancel));
        }
        catch (Exception error) when ((error is OperationCanceledException && !cancel.IsCancellationRequested) || error is TimeoutException)
        {
            return late(Finding.Wrong(check, string.Create(CultureInfo.InvariantCulture, $"No answer came within {patience.TotalSeconds:0.#} seconds."), "Look whether a firewall swallows the connection; if the network is slow, give more time with --seconds."));
        }
    }

    private static async Task<Finding> OfFiles(string check, Func<Finding> run, CancellationToken cancel)
    {
        try
        {
            return await Task.Run(run, cancel).WaitAsync(FilePatience, TimeProvider.System, cancel);
        }
        catch (TimeoutException)
        {
            return Finding.Wrong(check, string.Create(CultureInfo.InvariantCulture, $"The files could not be read within {FilePatience.TotalSeconds:0} seconds."), "Look whether the disk, or the share that they lie on, answers.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return Finding.Wrong(check, $"It cannot be read: {error.Message}", "Correct the setting or the rights that the message names.");
        }
    }
}
