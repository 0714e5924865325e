using System.Globalization;
using System.Text.Json;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Benchmarks.Turns;

/// <summary>Measures the published program and the peer in turn, each time in a new process; prints a table and writes it as CSV.</summary>
/// <param name="program">The folder that the program is published into.</param>
/// <param name="peer">The folder of the peer, with its packages.</param>
/// <param name="work">A folder for the data file and the passages.</param>
internal sealed class TurnTable(string program, string peer, string work, TurnLoad load, int rounds)
{
    private const string Header = "questions,turns_per_s,p50_ms,p99_ms,cpu_us,peer_turns_per_s,peer_p50_ms,peer_p99_ms,peer_cpu_us,ratio";

    /// <param name="kinds">new, recurring or both; rows of the other in the file stay.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> kinds, string csv)
    {
        Directory.CreateDirectory(work);
        var passages = Path.Combine(work, "passages.json");
        WritePassages(Directory.GetCurrentDirectory(), passages);
        var measured = new List<string>();
        foreach (var kind in kinds)
        {
            measured.Add(await MeasureAsync(kind, passages));
        }

        var kept = File.Exists(csv) ? File.ReadLines(csv).Skip(1).Where(row => !kinds.Contains(row.Split(',')[0])) : [];
        string[] lines = [Header, .. measured.Concat(kept).Order(StringComparer.Ordinal)];
        await File.WriteAllLinesAsync(csv, lines);
        Console.WriteLine();
        foreach (var line in lines)
        {
            Console.WriteLine(string.Join("  ", line.Split(',').Select(cell => $"{cell,16}")));
        }

        return 0;
    }

    private async Task<string> MeasureAsync(string kind, string passages)
    {
        var (ours, theirs) = (new List<TurnFigures>(), new List<TurnFigures>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await MeasureAsync($"{kind}, TalusBot", MeasuredBot.Ours(program, Path.Combine(work, "data")), TurnVerbs.Texts(kind)));
            theirs.Add(await MeasureAsync($"{kind}, peer", MeasuredBot.Peer(peer, passages), TurnVerbs.Texts(kind)));
        }

        var (we, they) = (TurnFigures.MedianOf(ours), TurnFigures.MedianOf(theirs));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind},{we.TurnsPerSecond:0},{we.P50:0.00},{we.P99:0.00},{we.ProcessorMicroseconds:0},{they.TurnsPerSecond:0},{they.P50:0.00},{they.P99:0.00},{they.ProcessorMicroseconds:0},{we.TurnsPerSecond / they.TurnsPerSecond:0.00}");
    }

    private async Task<TurnFigures> MeasureAsync(string what, MeasuredBot bot, AskedTexts texts)
    {
        using (bot)
        {
            await bot.ReadyAsync();
            var figures = await load.RunAsync(bot.Address, texts, () => bot.ProcessorTime);
            Console.WriteLine($"{what,-20} {figures}");
            return figures;
        }
    }

    /// <summary>The paragraphs and comments of the articles, as a list of <c>{"id", "speaker", "text"}</c>.</summary>
    private static void WritePassages(string root, string file)
    {
        var content = KnowledgeReader.Read(Path.Combine(root, "knowledge"), Path.Combine(root, "seeds"));
        using var json = new Utf8JsonWriter(File.Create(file));
        json.WriteStartArray();
        foreach (var passage in content.Articles.SelectMany(article => article.Paragraphs.Concat<Passage>(article.Comments)))
        {
            json.WriteStartObject();
            json.WriteString("id", passage.Id);
            json.WriteString("speaker", passage.Speaker);
            json.WriteString("text", passage.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
