using System.Text;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz;

/// <summary>Where valid inputs come from: the files that ship, and our own cases beside the program.</summary>
internal static class Inputs
{
    private static readonly Lazy<KnowledgeContent> Shipped = new(() => KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds));

    /// <summary>What the shipped files hold, for parsers that look things up there.</summary>
    public static KnowledgeContent Content => Shipped.Value;

    /// <summary>The files of a folder, in the order of their names.</summary>
    public static List<byte[]> Files(string folder, string pattern) =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, folder), pattern).Where(path => !path.EndsWith("README.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>Our own valid inputs for a target.</summary>
    public static List<byte[]> Cases(string target) => Files(Path.Combine(AppContext.BaseDirectory, "Cases", target), "*");

    /// <summary>Pieces of a file of one row a line, of a few rows each.</summary>
    public static List<byte[]> Rows(string path, int each, int most) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, path)).Chunk(each).Take(most).Select(rows => Encoding.UTF8.GetBytes(string.Join('\n', rows)))];
}
