using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>What readers asked lately and nobody has judged yet, and what becomes of it once somebody has.</summary>
internal sealed partial class Judging(
    JudgedFile file, KnowledgeBase knowledge, KnowledgeLoader loader, MaintainStore store, AuditStore audit, IOptions<KnowledgeOptions> folders, ILogger<Judging> logger) : IDisposable
{
    /// <summary>How many of the newest messages are looked at, and how many wordings of them.</summary>
    private const int MostMessages = 10_000;
    private const int MostWordings = 2_000;
    private const int MostThumbs = 2_000;
    private const int MostSources = 3;

    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>Wordings as readers typed them that were judged in other words. Kept in memory only: it is what they typed.</summary>
    private readonly ConcurrentDictionary<string, bool> done = new(StringComparer.Ordinal);

    /// <summary>The rows of the console's own file, the newest first.</summary>
    public IReadOnlyList<(string Question, Verdict Verdict)> Judged => [.. JudgedFile.Rows(file.Text).Reverse()];

    /// <summary>Questions to judge: those with a thumb down first, then the most asked. Made one after the other as they are read.</summary>
    public IEnumerable<ToJudge> Waiting(Snapshot current)
    {
        var down = store.ThumbsDown(MostThumbs).GroupBy(one => Key(one.Question), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Sum(one => one.Count), StringComparer.Ordinal);
        var known = current.Judged.Select(judged => judged.Question)
            .Concat(current.Entries.SelectMany(entry => entry.Also.Prepend(entry.Question)))
            .Concat(current.Guides.SelectMany(guide => guide.Also.Prepend(guide.Question)))
            .Concat(QuestionReader.ReadFolder(Path.Combine(folders.Value.Path, "questions")).Questions.SelectMany(question => question.Turns))
            .Select(Key).ToHashSet(StringComparer.Ordinal);
        return store.Asked(MostMessages, MostWordings)
            .Select(asked => (Asked: asked, Key: Key(asked.Question)))
            .Where(one => one.Key.Length > 0 && one.Asked.Question.Length <= EntryReader.MaxPhrasing && !known.Contains(one.Key) && !done.ContainsKey(one.Key))
            .GroupBy(one => one.Key, StringComparer.Ordinal)
            .Select(same => (same.First().Asked.Question, Times: same.Sum(one => one.Asked.Times), Down: down.GetValueOrDefault(same.Key)))
            .OrderByDescending(one => one.Down).ThenByDescending(one => one.Times)
            .Select(one => Told(one.Question, one.Times, one.Down, current)).OfType<ToJudge>();
    }

    /// <summary>Keeps what answers a question.</summary>
    /// <param name="asked">As the reader typed it.</param>
    /// <param name="question">As it is kept.</param>
    /// <param name="shown">What the page said that the bot answers; where it says something else by now, "right" would mean another answer. Null where that does not matter.</param>
    /// <returns>Why not, in words; or whether the bot counts it now.</returns>
    public async Task<(string? Refused, bool InUse)> KeepAsync(string asked, string question, Verdict? verdict, string? shown, string who, CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            if (knowledge.Current is not { } current)
            {
                return ("The knowledge cannot be used just now, so nothing can be judged. See Files.", false);
            }

            verdict ??= Told(asked, 1, 0, current)?.Verdict;
            if (verdict is null || (shown is not null && verdict.Said != shown))
            {
                return ("The bot answers this differently by now. Please look at its answer again.", false);
            }

            question = OneLine.Of(question);
            if (await Task.Run(() => Refusal(question, verdict, current), cancel) is { } refused)
            {
                return (refused, false);
            }

            if (Written(() => file.Write(JudgedFile.With(file.Text, question, verdict))) is { } failed)
            {
                return (failed, false);
            }

            done[Key(asked)] = true;
            await audit.NoteAsync(who, AuditAction.Judged, "", verdict.Said, cancel);
            return (null, await UseAsync(cancel));
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Forgets a row of the console's file.</summary>
    public async Task<(string? Refused, bool InUse)> TakeBackAsync(string question, string who, CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var before = file.Text;
            var after = JudgedFile.Without(before, question);
            if (after == before)
            {
                return ("That question is not there any more. Somebody was faster.", false);
            }

            if (Written(() => file.Write(after)) is { } failed)
            {
                return (failed, false);
            }

            // The wording as it was asked is not kept beside the row, so all that were hidden are shown again until the next judging.
            done.Clear();
            await audit.NoteAsync(who, AuditAction.Judged, "", "taken back", cancel);
            return (null, await UseAsync(cancel));
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    /// <summary>Null where the message is no question, or one that nobody should teach: a warning sign stays one.</summary>
    private static ToJudge? Told(string question, int times, long down, Snapshot current)
    {
        var reply = Dialog.Advance(new DialogState { NoticeGiven = true }, new Said(question, Locale: null), current).Reply;
        return reply.Outcome is Outcome.Answered or Outcome.Clarify or Outcome.NotCovered or Outcome.Guide
            ? new ToJudge(question, times, down, reply, VerdictOf(question, reply, current))
            : null;
    }

    /// <summary>What "right" means for the reply that is given now; null where it cannot be said in one row.</summary>
    private static Verdict? VerdictOf(string question, Reply reply, Snapshot current) => current.Answers.Pick(Courtesy.Without(Courtesy.Calmed(question))) switch
    {
        Answer.Covered { Unit: { } unit } when reply.Outcome is Outcome.Answered && current.Entries.Any(entry => entry.Id == unit) => Verdict.OfEntry(unit),
        Answer.Covered covered when reply.Outcome is Outcome.Answered =>
            new Verdict(null, null, [.. covered.Quotes.Take(MostSources).Select(quote => $"{quote.Citation.Id}: {quote.Citation.Quote}")]),
        Answer.Led led when reply.Outcome is Outcome.Guide => Verdict.OfGuide(led.Guide.Id),
        Answer.NotCovered when reply.Outcome is Outcome.NotCovered => Verdict.Nothing,
        _ => null,
    };

    /// <summary>Why the row would be a mistake; null where it would be none.</summary>
    private string? Refusal(string question, Verdict verdict, Snapshot current)
    {
        var key = Key(question);
        if (key.Length == 0 || question.Length > EntryReader.MaxPhrasing)
        {
            return $"Please leave the words of the question, at most {EntryReader.MaxPhrasing} characters.";
        }

        if (current.Judged.Any(judged => Key(judged.Question) == key))
        {
            return "This question is judged already.";
        }

        var check = KnowledgeCheck.Read(folders.Value.Path, folders.Value.Seeds, loader.Vectors, FileChanges.None.With(JudgedFile.Name, JudgedFile.With(file.Text, question, verdict)), Snapshot.MostEncodedAtOnce);
        if (check.Questions.Any(golden => golden.Turns.Any(turn => Key(turn) == key)))
        {
            return "This is one of the questions that measure the bot. One that it has learned measures nothing, so it is not kept.";
        }

        var mistakes = check.Problems.Where(problem => problem.Severity is Severity.Error && !knowledge.Problems.Contains(problem)).ToList();
        return mistakes.Count == 0 ? null : "It was not kept, for it would be a mistake: " + string.Join(" ", mistakes.Select(problem => problem.Message));
    }

    private async Task<bool> UseAsync(CancellationToken cancel)
    {
        await Task.Run(() => loader.Load(), cancel);
        return !knowledge.IsBehind && knowledge.Current is not null;
    }

    private string? Written(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, error.Message);
            return $"The file cannot be written ({error.Message}). Nothing was changed. Let the bot's account write to the knowledge folder, then try again.";
        }
    }

    /// <summary>Two wordings with the same key are one question to the reader of the judged files.</summary>
    private static string Key(string question) => string.Join(' ', WordBreaker.Words(question).Select(word => word.Of(question).ToLowerInvariant()));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The judged questions cannot be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}

/// <summary>A question with what the bot says to it now.</summary>
/// <param name="Times">How often it was asked lately.</param>
/// <param name="Down">How many thumbs point down.</param>
/// <param name="Verdict">What is noted where the reply is right; null where it is not one answer.</param>
internal sealed record ToJudge(string Question, int Times, long Down, Reply Reply, Verdict? Verdict);
