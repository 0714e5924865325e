namespace TalusBot.Knowledge.Tests;

/// <summary>The shipped knowledge and seeds in a folder of their own, so that a test can change them; gone afterwards.</summary>
internal sealed class KnowledgeCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("talusbot-test-").FullName;

    /// <param name="judgedRows">How many rows of each judged file are kept; fewer are read sooner.</param>
    public KnowledgeCopy(int judgedRows = int.MaxValue)
    {
        Copy(Repository.Knowledge, Knowledge);
        Copy(Repository.Seeds, Seeds);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Knowledge, "judged"), "*.jsonl"))
        {
            File.WriteAllLines(file, File.ReadAllLines(file).Take(judgedRows));
        }
    }

    public string Knowledge => Path.Combine(folder, "knowledge");

    public string Seeds => Path.Combine(folder, "seeds");

    /// <param name="name">Such as <c>knowledge/entries/which-tape.md</c>.</param>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>The name, such as <c>knowledge/entries/which-tape.md</c>, of a file that a problem names.</summary>
    public string NameOf(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var source in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, source));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy);
        }
    }
}
