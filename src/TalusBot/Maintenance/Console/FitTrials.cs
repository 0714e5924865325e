using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TalusBot.Evaluation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>Fits new weights and measures what they would change: once for each state of the knowledge, and never two at a time.</summary>
internal sealed partial class FitTrials(
    KnowledgeBase knowledge, KnowledgeLoader loader, AuditStore audit, IOptions<KnowledgeOptions> folders, TimeProvider clock, ILogger<FitTrials> logger) : IAsyncDisposable
{
    private const string Name = "calibration.yaml";

    /// <summary>How long a page waits for the work; after that it says that it goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim oneWriter = new(1);

    /// <summary>By snapshot, and no longer than it lives.</summary>
    private readonly ConditionalWeakTable<Snapshot, Task<FitTrial>> trials = [];
    private Task last = Task.CompletedTask;

    private string File => Path.Combine(folders.Value.Path, Name);

    /// <summary>The trial of the knowledge in use; null while it is being worked out.</summary>
    public async Task<FitTrial?> NowAsync(CancellationToken cancel)
    {
        if (knowledge.Current is not { } current)
        {
            return FitTrial.Not("The knowledge cannot be used just now. See Files.");
        }

        if (knowledge.IsBehind)
        {
            return FitTrial.Not("The files have mistakes, so the bot answers from an earlier state of them. Mend them first; see Files.");
        }

        if (current.IsLexical)
        {
            return FitTrial.Not(Behind.Wait(knowledge));
        }

        try
        {
            return await Begun(current).WaitAsync(Patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Puts the new weights into use.</summary>
    /// <param name="state">As the page was given it.</param>
    /// <returns>Why not, in words; or whether the bot goes by them now.</returns>
    public async Task<(string? Refused, bool InUse)> UseAsync(string state, string who, CancellationToken cancel)
    {
        await oneWriter.WaitAsync(cancel);
        try
        {
            if (await NowAsync(cancel) is not { } trial)
            {
                return ("The knowledge has changed, and the weights are being worked out again. Please look at them first.", false);
            }

            if (trial.Refusal is { } refused)
            {
                return (refused, false);
            }

            var text = WholeFile.ReadIfThere(File) ?? "";
            if (state != trial.State || StateOf(text) != trial.State)
            {
                return ("The knowledge has changed since you opened this page. Please look at the weights again.", false);
            }

            WholeFile.Write(File, Fitting.Rewritten(text, trial.Fitting!.After));
            await audit.NoteAsync(who, AuditAction.Fitted, "", "", cancel);
            await Task.Run(() => loader.Load(), cancel);
            return (null, !knowledge.IsBehind);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, error.Message);
            return ($"The file cannot be written ({error.Message}). Nothing was changed. Let the bot's account write to the knowledge folder, then try again.", false);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    /// <summary>Once it is over, nothing is read any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
        oneWriter.Dispose();
    }

    private Task<FitTrial> Begun(Snapshot current)
    {
        lock (gate)
        {
            if (trials.TryGetValue(current, out var begun) && begun is { IsFaulted: false, IsCanceled: false })
            {
                return begun;
            }

            var before = last;
            var work = Task.Run(
                async () =>
                {
                    await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    ending.Token.ThrowIfCancellationRequested();
                    return Work(current);
                },
                ending.Token);
            trials.AddOrUpdate(current, work);
            last = work;
            return work;
        }
    }

    private FitTrial Work(Snapshot current)
    {
        if (knowledge.Current != current)
        {
            return FitTrial.Not("The knowledge has changed meanwhile. Please look again.");
        }

        if (Fitting.Of(current) is not { } fitting)
        {
            return FitTrial.Not(Fitting.TooFew);
        }

        ending.Token.ThrowIfCancellationRequested();
        var text = WholeFile.ReadIfThere(File) ?? "";
        var check = KnowledgeCheck.Read(folders.Value.Path, folders.Value.Seeds, loader.Vectors, FileChanges.None.With(Name, Fitting.Rewritten(text, fitting.After)));
        if (check.Snapshot is not { } after || check.Problems.Any(problem => problem.File == File && problem.Severity is Severity.Error))
        {
            return FitTrial.Not("With the new weights the knowledge cannot be used: " + string.Join(" ", check.Problems.Where(problem => problem.Severity is Severity.Error).Take(3)));
        }

        ending.Token.ThrowIfCancellationRequested();
        var leaveOneOut = GoldenFigures.LeaveOneOut(after);
        return new FitTrial(null, fitting, GoldenFigures.Of(current, check.Questions, leaveOneOut), GoldenFigures.Of(after, check.Questions, leaveOneOut), leaveOneOut, StateOf(text));
    }

    private static string StateOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The weights cannot be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}

/// <summary>New weights with what they would change.</summary>
/// <param name="Impossible">Why there are none, in words; null where there are.</param>
/// <param name="Before">The golden questions by the weights in use.</param>
/// <param name="After">By the new ones.</param>
/// <param name="LeaveOneOut">The same before and after; null where there are no entries.</param>
/// <param name="State">Of calibration.yaml when it was read.</param>
internal sealed record FitTrial(string? Impossible, Fitting? Fitting, IReadOnlyList<GoldenFigures> Before, IReadOnlyList<GoldenFigures> After, double? LeaveOneOut, string State)
{
    /// <summary>Why they cannot be put into use, in words; null where they can.</summary>
    public string? Refusal => Impossible
        ?? (Fitting!.ChangesNothing ? "The weights in use are these already."
        : After.SelectMany(half => half.Misses.Select(miss => $"{miss} ({half.Half})")).ToList() is { Count: > 0 } misses
            ? $"With these weights the golden questions would fall below what site.yaml asks for: {string.Join("; ", misses)}. So they cannot be used."
        : null);

    public static FitTrial Not(string impossible) => new(impossible, null, [], [], null, "");
}
