using System.Globalization;
using System.Text.Json;

namespace TalusBot.Knowledge.Tests.Golden;

/// <summary>What Lucene 8.7 answered; Golden/lucene/README.md says how the files are laid out.</summary>
internal static class LuceneGolden
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "Golden", "lucene");

    public static IReadOnlyList<(string Id, string Text)> Corpus { get; } = ReadTexts("corpus.jsonl");

    public static IReadOnlyList<(string Id, string Text)> Queries { get; } = ReadTexts("queries.jsonl");

    /// <summary>The text of each row with the tokens it must give.</summary>
    public static IReadOnlyList<(string Text, string Tokens)> Tokens { get; } = ReadTokens();

    /// <summary>Texts of all kinds of code points, with <c>start-end</c> of each word.</summary>
    public static IReadOnlyList<(string Text, string Words)> Words { get; } =
    [
        .. File.ReadLines(Path.Combine(folder, "words.tsv"))
            .Select(line => line.Split('\t'))
            .Select(row => (string.Concat(row[0].Chunk(4).Select(unit => (char)Convert.ToUInt16(new string(unit), 16))), row[1])),
    ];

    public static IReadOnlyList<(string Word, string Stem)> Stems { get; } =
    [
        .. File.ReadLines(Path.Combine(folder, "stems.tsv")).Select(line => line.Split('\t')).Select(row => (row[0], row[1])),
    ];

    public static ILookup<string, (string Document, double Score)> Run { get; } =
        File.ReadLines(Path.Combine(folder, "run.tsv"))
            .Select(line => line.Split('\t'))
            .ToLookup(row => row[0], row => (row[1], double.Parse(row[2], CultureInfo.InvariantCulture)));

    private static List<(string Text, string Tokens)> ReadTokens()
    {
        var texts = Corpus.ToDictionary(row => row.Id, row => row.Text);
        return
        [
            .. File.ReadLines(Path.Combine(folder, "tokens.tsv"))
                .Select(line => line.Split('\t'))
                .Select(row => row[0] == "extra" ? (row[1], row[2]) : (texts[row[0]], row[1])),
        ];
    }

    private static List<(string Id, string Text)> ReadTexts(string file)
    {
        var rows = new List<(string, string)>();
        foreach (var line in File.ReadLines(Path.Combine(folder, file)))
        {
            using var row = JsonDocument.Parse(line);
            rows.Add((row.RootElement.GetProperty("_id").GetString()!, row.RootElement.GetProperty("text").GetString()!));
        }

        return rows;
    }
}
