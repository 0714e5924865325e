using Microsoft.Extensions.Options;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary>What can be done with an entry: open, try, save as a draft, publish, take back. Every change is checked first and noted.</summary>
internal sealed partial class EntryEditor(
    EntryFiles files, KnowledgeBase knowledge, KnowledgeLoader loader, ImpactQuestions asked, MaintainStore store, AuditStore audit, IOptions<KnowledgeOptions> folders, ILogger<EntryEditor> logger)
{
    private const string SomebodyElse = "Somebody has changed this entry since you opened it. Your text is still below; open the entry anew beside it and bring the two together.";

    public KnowledgeBase Knowledge => knowledge;

    public EntryFiles Files => files;

    /// <summary>A form for an entry that is not there yet.</summary>
    public EntryForm Start(string question, IReadOnlyList<string> also)
    {
        var id = question.Length == 0 ? "" : EntryId.For(question, Taken());
        return new EntryForm(id, IsNew: true, EntryDraft.Empty(id, question) with { Also = also }, null, "", [], "");
    }

    /// <summary>The draft where there is one, else what is in use; null where there is neither.</summary>
    public EntryForm? Open(string id)
    {
        if (!EntryId.IsPossible(id) || (files.Draft(id) ?? files.Published(id)) is not { } text)
        {
            return null;
        }

        var opened = EntryDraftReader.Read(id, text);
        return new EntryForm(id, IsNew: false, opened.Draft, opened.Raw, files.StateOf(id), [], "");
    }

    /// <summary>With readers' wordings, which this entry shall answer from now on.</summary>
    public static EntryForm With(EntryForm form, IReadOnlyList<string> wordings) => form with
    {
        Settles = [.. wordings.Select(WordingName.Of)],
        Draft = form.Draft with { Also = [.. form.Draft.Also.Concat(wordings.Select(EntryForm.Line)).Distinct(StringComparer.OrdinalIgnoreCase)] },
        Note = form.Raw is null ? null : "This file is edited as it stands, so please copy these wordings to its “also” yourself: " + string.Join(" · ", wordings.Select(EntryForm.Line)),
    };

    /// <summary>Reads the knowledge as it would stand, asks it the entry's question, and finds out what would change.</summary>
    /// <returns>Why not, in words; or the trial.</returns>
    public async Task<(string? Refused, EntryTrial? Trial)> TryAsync(EntryForm form, CancellationToken cancel)
    {
        form = Named(form);
        if (Refusal(form) is { } refused)
        {
            return (refused, null);
        }

        var trial = await Task.Run(() => Check(form), cancel);

        // What is in use and what lies in the files must be the same but for the entry, or others' changes would be laid at its door.
        if (trial.Knowledge is not { } after || knowledge.Current is not { } before || knowledge.IsBehind || trial.Mistakes.Count > 0)
        {
            return (null, trial);
        }

        // Two states are compared only where both know all that they can.
        if (before.IsLexical || after.IsLexical)
        {
            return (null, trial with { Waiting = before.IsLexical ? Behind.Wait(knowledge) : "So much has changed in the files that the bot has to read it first." });
        }

        return (null, trial with { Impact = await asked.MeasureAsync(before, after, trial.Golden, cancel) });
    }

    /// <returns>Why not, in words; null where it was saved.</returns>
    /// <param name="questions">What it is written for.</param>
    public async Task<string?> SaveDraftAsync(EntryForm form, IEnumerable<string> questions, string who)
    {
        form = Named(form);
        if (Refusal(form) is { } refused)
        {
            return refused;
        }

        if (Written(() => files.SaveDraft(form.Id, form.Text, StateOf(form))) is { } failed)
        {
            return failed;
        }

        // From here on whoever closes the page changes nothing: what is written is noted.
        await store.AssignAsync(questions, form.Id);
        await audit.NoteAsync(who, AuditAction.Drafted, form.Id, "");
        return null;
    }

    /// <returns>Why not, in words, with the trial that says more; or whether the bot answers from it now.</returns>
    /// <param name="questions">What it is written for; they leave the inbox once the entry is in use.</param>
    public async Task<(string? Refused, EntryTrial? Trial, bool InUse)> PublishAsync(EntryForm form, IEnumerable<string> questions, string who, CancellationToken cancel)
    {
        form = Named(form);
        if (Refusal(form) is { } refused)
        {
            return (refused, null, false);
        }

        var trial = await Task.Run(() => Check(form), cancel);
        if (!trial.CanBePublished)
        {
            return ("It has mistakes, so it was not published. They are listed below.", trial, false);
        }

        var version = 0;
        if (Written(() => (version = files.Publish(form.Id, form.Text, StateOf(form))) > 0) is { } failed)
        {
            return (failed, trial, false);
        }

        // From here on whoever closes the page changes nothing: what is written is noted.
        await audit.NoteAsync(who, AuditAction.Published, form.Id, $"version {version}", CancellationToken.None);
        await store.AssignAsync(questions, form.Id, CancellationToken.None);
        var inUse = await UseAsync();
        if (inUse)
        {
            await store.SettleAsync(form.Id, CancellationToken.None);
        }

        return (null, trial, inUse);
    }

    public async Task<string?> UnpublishAsync(EntryForm form, string who)
    {
        if (Refusal(form) is { } refused)
        {
            return refused;
        }

        var others = (await Task.Run(() => Check(form.Id, null))).Elsewhere.Where(problem => !knowledge.Problems.Contains(problem)).ToList();
        if (others.Count > 0)
        {
            return "Other files speak of this entry, so it was not unpublished. Please take it out of them first: " + string.Join(" ", others.Select(problem => problem.ToString()));
        }

        if (Written(() => files.Unpublish(form.Id, form.State)) is { } failed)
        {
            return failed;
        }

        await audit.NoteAsync(who, AuditAction.Unpublished, form.Id, "");
        await store.ReopenAsync(form.Id);
        await UseAsync();
        return null;
    }

    public async Task<string?> DiscardAsync(EntryForm form, string who)
    {
        if (Refusal(form) is { } refused)
        {
            return refused;
        }

        if (Written(() => files.DiscardDraft(form.Id, form.State)) is { } failed)
        {
            return failed;
        }

        await audit.NoteAsync(who, AuditAction.Discarded, form.Id, "");
        return null;
    }

    /// <summary>Puts an old text into use again.</summary>
    /// <param name="state">As the form was given it.</param>
    public async Task<(string? Refused, bool InUse)> RollBackAsync(string id, int number, string state, string who, CancellationToken cancel)
    {
        if (files.Version(id, number) is not { } text)
        {
            return ("There is no such version.", false);
        }

        var trial = await Task.Run(() => Check(id, text), cancel);
        if (!trial.CanBePublished)
        {
            return ("That version has mistakes by now, so it was not put into use: " + string.Join(" ", trial.Mistakes.Select(problem => problem.Message)), false);
        }

        var version = 0;
        if (Written(() => (version = files.Publish(id, text, state, withDraft: false)) > 0) is { } failed)
        {
            return (failed, false);
        }

        await audit.NoteAsync(who, AuditAction.RolledBack, id, $"version {version} is version {number} again", CancellationToken.None);
        return (null, await UseAsync());
    }

    private IEnumerable<string> Taken() => files.PublishedIds().Concat(files.DraftIds());

    /// <summary>A new entry without a name is named after its question.</summary>
    private EntryForm Named(EntryForm form) => !form.IsNew || form.Id.Length > 0 || form.Draft.Question.Length == 0
        ? form
        : EntryId.For(form.Draft.Question, Taken()) is var id ? form with { Id = id, Draft = form.Draft with { Id = id } } : form;

    private string? Refusal(EntryForm form) =>
        form.Draft.Question.Length == 0 && form.Raw is null ? "Please write the question first."
        : !EntryId.IsPossible(form.Id) ? "The name of the file takes small letters, digits and “-” only, such as which-tape."
        : form.IsNew && Taken().Contains(form.Id, StringComparer.Ordinal) ? $"There is an entry named “{form.Id}” already. Give this one another name, or open that one."
        : !form.IsNew && form.State != files.StateOf(form.Id) ? SomebodyElse
        : null;

    /// <summary>Nobody has opened an entry that is not there yet.</summary>
    private string StateOf(EntryForm form) => form.IsNew ? files.StateOfNone : form.State;

    private EntryTrial Check(EntryForm form) => Check(form.Id, form.Text);

    /// <param name="text">Null for the knowledge without this entry.</param>
    private EntryTrial Check(string id, string? text)
    {
        var path = $"entries/{id}.md";
        var changes = text is null ? FileChanges.None.Without(path) : FileChanges.None.With(path, text);
        var read = KnowledgeCheck.Read(folders.Value.Path, folders.Value.Seeds, loader.Vectors, changes, Snapshot.MostEncodedAtOnce);
        var own = Path.GetFullPath(Path.Combine(folders.Value.Path, path));
        bool IsOwn(SourceProblem problem) => Path.GetFullPath(problem.File) == own;

        // The golden questions gate no answer; what is wrong in them is said by check and eval.
        var questions = Path.GetFullPath(Path.Combine(folders.Value.Path, "questions"));
        var errors = read.Problems.Where(problem => problem.Severity is Severity.Error && !Path.GetFullPath(problem.File).StartsWith(questions, StringComparison.Ordinal)).ToList();
        var warnings = read.Problems.Where(problem => problem.Severity is Severity.Warning && (IsOwn(problem) || !knowledge.Problems.Contains(problem))).ToList();
        var question = read.Snapshot?.Entries.FirstOrDefault(entry => entry.Id == id)?.Question;
        var reply = question is null ? null : Dialog.Advance(new DialogState { NoticeGiven = true }, new Said(question, Locale: null), read.Snapshot!).Reply;
        return new EntryTrial(read.Snapshot, [.. errors.Where(IsOwn)], warnings, [.. errors.Where(problem => !IsOwn(problem))], read.Questions, reply, Impact: null);
    }

    /// <summary>Reads the files now and not at the next look.</summary>
    private async Task<bool> UseAsync()
    {
        await Task.Run(() => loader.Load());
        return !knowledge.IsBehind && knowledge.Current is not null;
    }

    /// <param name="write">False where somebody else was faster.</param>
    private string? Written(Func<bool> write)
    {
        try
        {
            return write() ? null : SomebodyElse;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, error.Message);
            return $"The file cannot be written ({error.Message}). Nothing was changed. Let the bot's account write to the knowledge folder, then try again.";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A knowledge file cannot be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
