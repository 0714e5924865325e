using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TalusBot.Knowledge.Curation;

namespace TalusBot.Maintenance;

/// <summary>
/// The files that maintainers change in the console: <c>entries/</c> is in use, <c>drafts/</c> is not, and <c>history/{id}/</c> keeps
/// every text that ever was, numbered, so that any of them can be in use again. All of it is plain files, for people and for version control.
/// </summary>
internal sealed class EntryFiles(IOptions<KnowledgeOptions> folders, TimeProvider clock)
{
    /// <summary>Folders inside the knowledge that the bot does not answer from.</summary>
    public const string Drafts = "drafts";
    public const string History = "history";

    private const string Entries = "entries";
    private const string TimeForm = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Lock gate = new();

    /// <summary>The text in use; null where there is none.</summary>
    public string? Published(string id) => WholeFile.ReadIfThere(In(Entries, id));

    /// <summary>The text that nobody sees yet; null where there is none.</summary>
    public string? Draft(string id) => WholeFile.ReadIfThere(In(Drafts, id));

    /// <summary>What stands for "nothing has changed meanwhile" in a form.</summary>
    public string StateOf(string id) => Fingerprint(Published(id), Draft(id));

    /// <summary>That of an entry that is not there.</summary>
    public string StateOfNone { get; } = Fingerprint(null, null);

    public IReadOnlyList<string> PublishedIds() => Ids(Entries);

    public IReadOnlyList<string> DraftIds() => Ids(Drafts);

    /// <summary>Every text there ever was, newest first.</summary>
    public IReadOnlyList<EntryVersion> Versions(string id)
    {
        var folder = HistoryOf(id);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*.md")
                .Select(path => Path.GetFileNameWithoutExtension(path).Split('.'))
                .Where(name => name.Length == 2)
                .Select(name => int.TryParse(name[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && DateTimeOffset.TryParseExact(name[1], TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                        ? new EntryVersion(number, at) : null)
                .OfType<EntryVersion>()
                .OrderByDescending(version => version.Number),
        ];
    }

    /// <summary>The text of a version; null where there is none of that number.</summary>
    public string? Version(string id, int number) => Versions(id).FirstOrDefault(version => version.Number == number) is { } version ? WholeFile.ReadIfThere(PathOf(id, version)) : null;

    /// <param name="state">From <see cref="StateOf"/>, as the change was begun; the same for all changes.</param>
    /// <returns>False, here as below, where somebody else has changed the entry since, and nothing was written.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public bool SaveDraft(string id, string text, string state)
    {
        lock (gate)
        {
            if (StateOf(id) != state)
            {
                return false;
            }

            WholeFile.Write(In(Drafts, id), text);
            return true;
        }
    }

    /// <summary>Keeps it in the history first.</summary>
    public bool DiscardDraft(string id, string state)
    {
        lock (gate)
        {
            if (StateOf(id) != state)
            {
                return false;
            }

            if (Draft(id) is { } text)
            {
                Keep(id, text);
                Delete(In(Drafts, id));
            }

            return true;
        }
    }

    /// <summary>Puts a text into use. What was in use before is in the history, also where somebody had written it past the console.</summary>
    /// <param name="withDraft">The draft went into this text; without, it stays.</param>
    /// <returns>The number of the new version; 0 where somebody else has changed the entry since.</returns>
    public int Publish(string id, string text, string state, bool withDraft = true)
    {
        lock (gate)
        {
            if (StateOf(id) != state)
            {
                return 0;
            }

            if (Published(id) is { } before)
            {
                Keep(id, before);
            }

            if (withDraft && Draft(id) is { } draft)
            {
                Keep(id, draft);
            }

            var number = Keep(id, text);
            WholeFile.Write(In(Entries, id), text);
            if (withDraft)
            {
                Delete(In(Drafts, id));
            }

            return number;
        }
    }

    /// <summary>Takes it out of use; the text stays as a draft.</summary>
    public bool Unpublish(string id, string state)
    {
        lock (gate)
        {
            if (StateOf(id) != state)
            {
                return false;
            }

            if (Published(id) is { } text)
            {
                Keep(id, text);
                if (Draft(id) is null)
                {
                    WholeFile.Write(In(Drafts, id), text);
                }

                Delete(In(Entries, id));
            }

            return true;
        }
    }

    /// <summary>An id is all that comes from outside, and only a slug is one, so no path leads elsewhere.</summary>
    private string In(string folder, string id) => Path.Combine(folders.Value.Path, folder, Checked(id) + ".md");

    private string HistoryOf(string id) => Path.Combine(folders.Value.Path, History, Checked(id));

    private string PathOf(string id, EntryVersion version) =>
        Path.Combine(HistoryOf(id), string.Create(CultureInfo.InvariantCulture, $"{version.Number:0000}.{version.At.ToString(TimeForm, CultureInfo.InvariantCulture)}.md"));

    private static string Checked(string id) => EntryId.IsPossible(id) ? id : throw new ArgumentException($"\"{id}\" is no entry's id.", nameof(id));

    private List<string> Ids(string folder)
    {
        var path = Path.Combine(folders.Value.Path, folder);
        return !Directory.Exists(path) ? [] : [.. Directory.EnumerateFiles(path, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(EntryId.IsPossible).Order(StringComparer.Ordinal)];
    }

    /// <returns>The number of the version that holds the text: the newest one where it is that, else a new one.</returns>
    private int Keep(string id, string text)
    {
        var newest = Versions(id) is [var first, ..] ? first : null;
        if (newest is not null && WholeFile.ReadIfThere(PathOf(id, newest)) == text)
        {
            return newest.Number;
        }

        var version = new EntryVersion((newest?.Number ?? 0) + 1, clock.GetUtcNow());
        WholeFile.Write(PathOf(id, version), text);
        return version.Number;
    }

    private static void Delete(string path)
    {
        // Where the folder is missing, so is the file.
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static string Fingerprint(string? published, string? draft) =>
        Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes($"{published}\0{draft}")).AsSpan(0, 12));
}

/// <param name="Number">From 1.</param>
internal sealed record EntryVersion(int Number, DateTimeOffset At);
