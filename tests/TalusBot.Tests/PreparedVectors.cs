using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;

namespace TalusBot.Tests;

/// <summary>The vectors of the shipped knowledge, made once for all tests and laid beside each data file, as an earlier start would have left them.</summary>
internal static class PreparedVectors
{
    private static readonly Lazy<byte[]> Made = new(Make);

    public static void LayBeside(string dataFile)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(dataFile))!, "vectors", "knowledge.bin");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Made.Value);
        }
    }

    private static byte[] Make()
    {
        using var folder = new TemporaryFolder();
        var vectors = VectorCache.Open(folder.File("knowledge.bin"), SentenceEncoder.Shared);
        Snapshot.Read(Repository.Knowledge, Repository.Seeds, vectors);
        vectors.Save();
        return File.ReadAllBytes(folder.File("knowledge.bin"));
    }
}
