namespace TalusBot.Knowledge.Ingest;

/// <summary>A folder of files that people write, as it stands or would stand. What cannot be read is a problem and never thrown.</summary>
/// <param name="root">Problems name files as this path begins.</param>
/// <param name="changes">What is to be read instead of what is on disk.</param>
internal sealed class SourceFolder(string root, FileChanges changes)
{
    /// <summary>Whether something is to be read instead of what is on disk.</summary>
    public bool IsChanged => changes.Texts.Count > 0;

    public string PathOf(string name) => Path.Combine(root, name);

    /// <summary>Whether something has this name, a file or not.</summary>
    public bool Has(string name) => changes.Texts.TryGetValue(name, out var text) ? text is not null : Path.Exists(PathOf(name)) || IsLink(PathOf(name));

    /// <summary>Whether there is such a folder, or would be one.</summary>
    public bool HasFolder(string name) => Directory.Exists(PathOf(name)) || changes.Texts.Any(change => change.Value is not null && change.Key.StartsWith(name + "/", StringComparison.Ordinal));

    /// <summary>Null, with a problem, where there is no such file or it cannot be read.</summary>
    /// <param name="name">From the folder, with <c>/</c>.</param>
    public SourceFile? Read(string name, int maxBytes, List<SourceProblem> problems)
    {
        var path = PathOf(name);
        if (changes.Texts.TryGetValue(name, out var text))
        {
            if (text is not null)
                return SourceFile.FromText(path, text);
            problems.Add(new(path, 0, "There is no such file; write it, or take back that it is removed."));
            return null;
        }

        try
        {
            if (Directory.Exists(path))
            {
                problems.Add(new(path, 0, "This is a folder and not a file; give it a name without this ending, or move it elsewhere."));
                return null;
            }

            using var stream = File.OpenRead(path);
            // One byte more than allowed is enough to be refused as too large.
            var bytes = new byte[Math.Min(stream.Length, maxBytes + 1L)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return new(path, bytes.AsMemory(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path, 0, $"The file cannot be read ({e.Message.TrimEnd('.')}); check who may read it, or where its link leads.") { IsOfAccess = true });
            return null;
        }
    }

    /// <summary>The names, from the root with <c>/</c>, of what ends so in a folder; ordinal order makes the result the same on every machine. Names that begin with a dot are editors' own.</summary>
    /// <param name="folder">Empty for the root.</param>
    public List<string> Names(string folder, string ending, bool required, List<SourceProblem> problems)
    {
        var path = PathOf(folder);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            if (Directory.Exists(path))
                names.UnionWith(Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).OfType<string>());
            else if (required)
                problems.Add(new(path, 0, "There is no such folder; create it, or correct the path in the settings."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path, 0, $"The folder cannot be read ({e.Message.TrimEnd('.')}); check who may read it.") { IsOfAccess = true });
        }

        foreach (var (name, text) in changes.Texts.Where(change => FolderOf(change.Key) == folder))
        {
            if (text is null)
                names.Remove(name[(name.LastIndexOf('/') + 1)..]);
            else
                names.Add(name[(name.LastIndexOf('/') + 1)..]);
        }

        var ours = names.Where(name => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name[0] != '.').Select(name => folder.Length == 0 ? name : $"{folder}/{name}");
        return OneOfEach(ours, ending, problems);
    }

    /// <summary>Names that differ in the case of their ending only would be one id twice. The usual ending comes first, then ordinal order; the others are problems.</summary>
    private List<string> OneOfEach(IEnumerable<string> names, string ending, List<SourceProblem> problems)
    {
        var kept = new List<string>();
        foreach (var same in names.GroupBy(name => name[..^ending.Length], StringComparer.Ordinal))
        {
            var first = same.FirstOrDefault(name => name.EndsWith(ending, StringComparison.Ordinal)) ?? same.First();
            kept.Add(first);
            problems.AddRange(same.Where(name => name != first).Select(again =>
                new SourceProblem(PathOf(again), 0, $"\"{again[(again.LastIndexOf('/') + 1)..]}\" and \"{first[(first.LastIndexOf('/') + 1)..]}\" have the same id; rename or remove one of them.")));
        }

        kept.Sort(StringComparer.Ordinal);
        return kept;
    }

    /// <summary>The files of a folder that could be read.</summary>
    public List<SourceFile> Files(string folder, string ending, int maxBytes, List<SourceProblem> problems) =>
        [.. Names(folder, ending, required: false, problems).Select(name => Read(name, maxBytes, problems)).OfType<SourceFile>()];

    /// <summary>A link that leads nowhere is there all the same.</summary>
    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static string FolderOf(string name) => name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : "";
}
