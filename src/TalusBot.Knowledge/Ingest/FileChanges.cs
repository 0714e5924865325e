using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Files of the knowledge folder as they would stand: new or other text, or gone. Immutable; nothing is written.</summary>
/// <remarks>For previews: <c>Snapshot.Read(knowledge, seeds, vectors, FileChanges.None.With("entries/which-tape.md", text))</c>.</remarks>
public sealed partial class FileChanges
{
    private readonly ImmutableSortedDictionary<string, string?> texts;

    private FileChanges(ImmutableSortedDictionary<string, string?> texts) => this.texts = texts;

    /// <summary>The folder as it stands.</summary>
    public static FileChanges None { get; } = new(ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal));

    /// <summary>By path from the knowledge folder, with <c>/</c>: the whole text of the file, or null where it is gone.</summary>
    public IReadOnlyDictionary<string, string?> Texts => texts;

    /// <summary>
    /// Whether a file of the knowledge can have this path: <c>site.yaml</c>, <c>synonyms.txt</c>, <c>calibration.yaml</c>, or a
    /// slug in one of the known folders, such as <c>entries/which-tape.md</c>. Nothing else is, so no path leads elsewhere.
    /// </summary>
    public static bool IsPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length <= 200 && Known().Match(path) is { Success: true } match && (!match.Groups["slug"].Success || Slugs.Is(match.Groups["slug"].Value));
    }

    /// <summary>The folder of the seeds with a seed that holds this text.</summary>
    internal static FileChanges OfSeed(string slug, string text) => new(None.texts.SetItem(slug + ".txt", text));

    /// <summary>With a file that holds this text, whether there is one yet or not.</summary>
    /// <exception cref="ArgumentException">No file of the knowledge can have this path.</exception>
    public FileChanges With(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(texts.SetItem(Checked(path), text));
    }

    /// <summary>Without a file, whether there is one or not.</summary>
    /// <exception cref="ArgumentException">No file of the knowledge can have this path.</exception>
    public FileChanges Without(string path) => new(texts.SetItem(Checked(path), null));

    private static string Checked(string path) => IsPath(path)
        ? path
        : throw new ArgumentException($"\"{path}\" is no file of the knowledge; name one such as \"entries/which-tape.md\".", nameof(path));

    [GeneratedRegex(@"^(site\.yaml|synonyms\.txt|calibration\.yaml|safety/(vocabulary|places)\.yaml|(entries|guides|safety)/(?<slug>[a-z0-9-]+)\.md|(judged|questions)/(?<slug>[a-z0-9-]+)\.jsonl)\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Known();
}
