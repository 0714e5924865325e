using System.Collections.Frozen;

namespace TalusBot.Maintenance;

/// <summary>Which files some folders hold, with size and time of change: enough to notice that one was written.</summary>
internal sealed class FolderState : IEquatable<FolderState>
{
    /// <summary>Deeper folders hold nothing of ours.</summary>
    private const int Depth = 3;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    private readonly FrozenSet<(string Path, string Target, long Length, long Written)> files;

    private FolderState(FrozenSet<(string Path, string Target, long Length, long Written)> files) => this.files = files;

    /// <summary>What is there now. A folder that is missing or cannot be read counts as empty.</summary>
    /// <param name="without">Names of folders in them whose files do not count.</param>
    public static FolderState Of(IReadOnlyList<string> folders, params IReadOnlyList<string> without)
    {
        var seen = new HashSet<(string, string, long, long)>();
        foreach (var folder in folders)
        {
            try
            {
                var left = without.Select(name => Path.GetFullPath(Path.Combine(folder, name)) + Path.DirectorySeparatorChar).ToList();
                foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Everything))
                {
                    // Editors keep their own files beside ours under names that begin with a dot.
                    if (file.Name[0] != '.' && !left.Exists(name => file.FullName.StartsWith(name, StringComparison.Ordinal)))
                    {
                        var (target, length, written) = Content(file);
                        seen.Add((file.FullName, target, length, written));
                    }
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                // It may be gone for a moment, as while a checkout replaces it; the reading says what is missing.
                seen.Add((folder, "", -1, 0));
            }
        }

        return new FolderState(seen.ToFrozenSet());
    }

    /// <summary>A link is written when the file is at which it ends. One that leads nowhere, or in a circle, has no content.</summary>
    private static (string Target, long Length, long Written) Content(FileInfo file)
    {
        try
        {
            var content = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
            return content is FileInfo { Exists: true } there
                ? (file == there ? "" : there.FullName, there.Length, there.LastWriteTimeUtc.Ticks)
                : (content?.FullName ?? "", -1, content?.Exists == true ? content.LastWriteTimeUtc.Ticks : 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The system follows a bounded number of links and refuses more.
            return ("", -1, file.LastWriteTimeUtc.Ticks);
        }
    }

    public bool Equals(FolderState? other) => other is not null && files.SetEquals(other.files);

    public override bool Equals(object? obj) => Equals(obj as FolderState);

    public override int GetHashCode() => files.Count;
}
