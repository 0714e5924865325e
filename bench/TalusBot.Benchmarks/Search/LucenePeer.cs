using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Benchmarks.Search;

/// <summary>
/// Lucene.NET 4.8 on the same files, where somebody has put a build of it; found by name, so that this project builds
/// without. Its questions are made ready before the clock runs, ours are read while it does.
/// </summary>
internal static class LucenePeer
{
    /// <summary>An environment variable: the folder with Lucene.Net.dll, Lucene.Net.Analysis.Common.dll and what they need.</summary>
    public const string FolderVariable = "LUCENE_NET_FOLDER";

    private const int Passes = 3;
    private const int Top = 10;
    private const string Field = "text";

    /// <summary>Why there is no peer in that folder; null if there is.</summary>
    public static string? ProblemOf(string folder)
    {
        string[] missing = [.. ((string[])["Lucene.Net.dll", "Lucene.Net.Analysis.Common.dll"]).Where(name => !File.Exists(Path.Combine(folder, name)))];
        return missing.Length == 0 ? null : $"{folder} has no {string.Join(" and no ", missing)}.";
    }

    public static int Run(string folder, string beir)
    {
        if (ProblemOf(folder) is { } problem)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }

        var lucene = new Types(Path.GetFullPath(folder));
        var begun = Stopwatch.GetTimestamp();
        var (searcher, documents) = Index(lucene, BeirFolder.CorpusFile(beir));
        var built = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var questions = BeirReader.ReadQueries(BeirFolder.QueriesFile(beir)).Value!.Select(query => (object)Query(lucene, query.Text)).ToList();
        foreach (dynamic question in questions) searcher.Search(question, Top);

        var times = new List<double>();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (dynamic question in questions)
            {
                var asked = Stopwatch.GetTimestamp();
                searcher.Search(question, Top);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMicroseconds);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"docs\":{documents},\"index_s\":{built:0.###},\"p50_us\":{times[times.Count / 2]:0.#},\"p99_us\":{times[times.Count * 99 / 100]:0.#},\"qps_1thread\":{times.Count / times.Sum() * 1e6:0.#},\"rss_mb\":{Environment.WorkingSet / 1_048_576.0:0.#}}}"));
        return 0;
    }

    private static (dynamic Searcher, int Documents) Index(Types lucene, string corpus)
    {
        var version = lucene.Value("Lucene.Net.Util.LuceneVersion", "LUCENE_48");
        var analyzer = lucene.New("Lucene.Net.Analysis.En.EnglishAnalyzer", version);
        var similarity = lucene.New("Lucene.Net.Search.Similarities.BM25Similarity", 1.2f, 0.75f);
        var directory = lucene.New("Lucene.Net.Store.RAMDirectory");
        var settings = lucene.New("Lucene.Net.Index.IndexWriterConfig", version, analyzer);
        settings.Similarity = similarity;
        var writer = lucene.New("Lucene.Net.Index.IndexWriter", directory, settings);
        var (stored, unstored) = (lucene.Value("Lucene.Net.Documents.Field+Store", "YES"), lucene.Value("Lucene.Net.Documents.Field+Store", "NO"));
        var count = 0;
        BeirReader.ReadCorpus(corpus, row =>
        {
            var document = lucene.New("Lucene.Net.Documents.Document");
            document.Add(lucene.New("Lucene.Net.Documents.StringField", "id", row.Id, stored));
            document.Add(lucene.New("Lucene.Net.Documents.TextField", Field, row.Answer, unstored));
            writer.AddDocument(document);
            count++;
        });
        writer.ForceMerge(1);
        writer.Commit();
        dynamic reader = lucene.Of("Lucene.Net.Index.DirectoryReader").GetMethod("Open", [lucene.Of("Lucene.Net.Store.Directory")])!.Invoke(null, [directory])!;
        var searcher = lucene.New("Lucene.Net.Search.IndexSearcher", reader);
        searcher.Similarity = similarity;
        return (searcher, count);
    }

    /// <summary>The OR of the question's distinct terms; both analyzers give the same ones.</summary>
    private static dynamic Query(Types lucene, string question)
    {
        var all = lucene.New("Lucene.Net.Search.BooleanQuery");
        var should = lucene.Value("Lucene.Net.Search.Occur", "SHOULD");
        foreach (var term in EnglishAnalyzer.Tokens(question).Distinct(StringComparer.Ordinal))
        {
            all.Add(lucene.New("Lucene.Net.Search.TermQuery", lucene.New("Lucene.Net.Index.Term", Field, term)), should);
        }

        return all;
    }

    /// <summary>The types of a build of Lucene.NET by their full names.</summary>
    private sealed class Types
    {
        private readonly Assembly[] assemblies;

        public Types(string folder)
        {
            var context = AssemblyLoadContext.Default;
            context.Resolving += (_, name) => Path.Combine(folder, $"{name.Name}.dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
            assemblies = [context.LoadFromAssemblyPath(Path.Combine(folder, "Lucene.Net.dll")), context.LoadFromAssemblyPath(Path.Combine(folder, "Lucene.Net.Analysis.Common.dll"))];
        }

        public Type Of(string name) => assemblies.Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null) ?? throw new InvalidOperationException($"This build of Lucene.NET has no {name}; version 4.8 is expected.");

        public dynamic New(string name, params object[] arguments) => Activator.CreateInstance(Of(name), arguments)!;

        public dynamic Value(string enumeration, string name) => Enum.Parse(Of(enumeration), name);
    }
}
