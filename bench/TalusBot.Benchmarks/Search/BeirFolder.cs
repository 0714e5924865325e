using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TalusBot.Benchmarks.Search;

/// <summary>Writes a corpus as a folder in BEIR's form, so that the command and other programs read the same documents.</summary>
internal static class BeirFolder
{
    /// <param name="folder">Made if it is not there; its corpus.jsonl and queries.jsonl are overwritten.</param>
    public static void Write(string folder, ZipfCorpus corpus, int passages, int questions)
    {
        Directory.CreateDirectory(folder);
        using (var rows = Open(CorpusFile(folder)))
        {
            foreach (var passage in corpus.Passages(passages)) Row(rows, passage.Id, passage.Answer);
        }

        using (var rows = Open(QueriesFile(folder)))
        {
            foreach (var (number, question) in corpus.Questions(questions).Index()) Row(rows, string.Create(CultureInfo.InvariantCulture, $"q{number}"), question);
        }
    }

    public static string CorpusFile(string folder) => Path.Combine(folder, "corpus.jsonl");

    public static string QueriesFile(string folder) => Path.Combine(folder, "queries.jsonl");

    private static StreamWriter Open(string path) => new(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 16);

    private static void Row(StreamWriter rows, string id, string text) =>
        rows.Write($"{{\"_id\":\"{JsonEncodedText.Encode(id)}\",\"text\":\"{JsonEncodedText.Encode(text)}\"}}\n");
}
