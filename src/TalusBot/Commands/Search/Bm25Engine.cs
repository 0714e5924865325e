using System.IO.Hashing;
using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands.Search;

/// <summary>Plain BM25, as Lucene scores it; keeps nothing of the documents but their index.</summary>
internal sealed class Bm25Engine : SearchEngine
{
    private readonly PassageIndex index;
    private readonly IReadOnlyList<string>? groups; // by document; null where each is a group of its own

    private Bm25Engine(PassageIndex index, IReadOnlyList<string>? groups) => (this.index, this.groups) = (index, groups);

    public override int Count => index.Count;

    /// <param name="snapshot">A file to keep the index in; null to build it every time.</param>
    /// <param name="tell">What became of the snapshot, in words.</param>
    /// <returns>The engine, or what is wrong with the corpus.</returns>
    public static Reading<SearchEngine> Open(string corpus, string? snapshot, TextWriter tell)
    {
        if (snapshot is null || !File.Exists(corpus))
        {
            return Build(corpus);
        }

        var documents = HashOf(corpus);
        if (IndexSnapshot.Open(snapshot, documents, out var problem) is { } index)
        {
            return new(new Bm25Engine(index, null), []);
        }

        tell.WriteLine($"The index is built: {problem}");
        var built = Build(corpus);
        if (built.Value is not null && HashOf(corpus) != documents)
        {
            tell.WriteLine("No snapshot is written: the corpus changed while it was read.");
        }
        else if (built.Value is Bm25Engine { groups: null } engine)
        {
            Keep(engine.index, snapshot, documents, tell);
        }
        else if (built.Value is not null)
        {
            tell.WriteLine("No snapshot is written: the documents are in groups, which it does not hold.");
        }

        return built;
    }

    public override SearchResult Search(string question, int top)
    {
        var hits = index.SearchBm25(question, groups is null ? top : index.Count);
        var rows = (groups is null ? hits : hits.DistinctBy(hit => groups[hit.Document]).Take(top)).Select(hit => (hit.Id, hit.Score)).ToList();
        return new SearchResult(null, rows.Count > 0 ? "answered" : "notCovered", rows);
    }

    private static Reading<SearchEngine> Build(string corpus)
    {
        var builder = new PassageIndexBuilder();
        var groups = new List<string>();
        var grouped = false;
        var problems = BeirReader.ReadCorpus(corpus, document =>
        {
            builder.Add(new IndexDocument(document.Id, document.Question, document.Answer));
            groups.Add(document.Group);
            grouped |= document.Group != document.Id;
        });
        return problems.Count > 0 ? new(null, problems) : new(new Bm25Engine(builder.Build(), grouped ? groups : null), []);
    }

    private static void Keep(PassageIndex index, string snapshot, UInt128 documents, TextWriter tell)
    {
        try
        {
            IndexSnapshot.Write(snapshot, index, documents);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            tell.WriteLine($"The snapshot cannot be written: {error.Message}");
        }
    }

    private static UInt128 HashOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var hash = new XxHash128();
        var buffer = new byte[1 << 20];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            hash.Append(buffer.AsSpan(0, read));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
