using TalusBot.Knowledge;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests;

/// <summary>The knowledge that ships, read once for all bots and tests of this process: a snapshot never changes, and each takes 200 MB.</summary>
internal static class ShippedKnowledge
{
    private static readonly Lazy<(Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems, byte[] Vectors)> Shipped = new(Make);

    public static Snapshot Snapshot => Shipped.Value.Snapshot!;

    /// <summary>In the place of <see cref="Snapshot.Read"/>; other folders are read as ever.</summary>
    public static (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) Read(string knowledge, string seeds, VectorCache vectors) =>
        knowledge == Repository.Knowledge && seeds == Repository.Seeds ? (Shipped.Value.Snapshot, Shipped.Value.Problems) : Knowledge.Snapshot.Read(knowledge, seeds, vectors);

    /// <summary>Lays the vectors beside a data file, as an earlier start would have left them.</summary>
    public static void LayVectorsBeside(string dataFile)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(dataFile))!, "vectors", "knowledge.bin");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Shipped.Value.Vectors);
        }
    }

    private static (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems, byte[] Vectors) Make()
    {
        using var folder = new TemporaryFolder();
        var vectors = VectorCache.Open(folder.File("knowledge.bin"), SentenceEncoder.Shared);
        var (snapshot, problems) = Knowledge.Snapshot.Read(Repository.Knowledge, Repository.Seeds, vectors);
        vectors.Save();
        return (snapshot, problems, File.ReadAllBytes(folder.File("knowledge.bin")));
    }
}
