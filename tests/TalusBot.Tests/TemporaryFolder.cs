namespace TalusBot.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("talusbot-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Copies a folder of the repository here, so that a test can break it.</summary>
    public string CopyOf(string folder)
    {
        var target = File(System.IO.Path.GetFileName(folder));
        foreach (var source in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(folder, source));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(source, copy);
        }

        return target;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
