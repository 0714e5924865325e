using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Conversation;
using TalusBot.Knowledge.Ingest;
using TalusBot.Maintenance;
using TalusBot.Storage;

namespace TalusBot.Commands;

/// <summary><c>export</c>: all questions with their answers in one open file, for other programs; or one talk, for those who talked.</summary>
internal static class ExportCommand
{
    private const string Jsonl = "jsonl";
    private const string Tsv = "tsv";

    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var format = new Option<string>("--format") { Description = "jsonl (one object a line) or tsv (Question, Answer, Source, Metadata; one row for each way to ask).", DefaultValueFactory = _ => Jsonl };
        format.AcceptOnlyFromAmong(Jsonl, Tsv);
        var file = new Option<string?>("--to") { Description = "The file to write; without it everything goes to standard output." };
        var conversation = new Option<string?>("--conversation") { Description = "Write one talk instead, with all that is kept because of it, as JSON lines: for somebody who asks for their data. Its id, or the id of an activity in it." };
        var store = new StoreOption();
        var command = new Command("export", "Write the entries and the author's exchanges with readers to a file that other programs read; or one talk. It may be typed while the bot runs.") { format, file, conversation };
        store.AddTo(command);
        folders.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(conversation) is { } talk)
            {
                return await WriteTalkAsync(talk, store.Of(parsed), parsed.GetValue(file), to, cancel);
            }

            var (knowledge, seeds) = folders.Of(parsed);
            var content = KnowledgeReader.Read(knowledge, seeds);
            if (!content.Usable || content.Site is not { } site)
            {
                await to.Error.WriteLineAsync("The knowledge cannot be used; check says why.");
                return 1;
            }

            var rows = content.Entries.Select(entry => Exported.Of(entry, site)).Concat(content.Articles.SelectMany(article => article.Exchanges).Select(exchange => Exported.Of(exchange, site)));
            var text = parsed.GetValue(format) == Tsv ? AsTsv(rows) : string.Concat(rows.Select(row => JsonSerializer.Serialize(row, ExportJson.Readable.Exported) + "\n"));
            return await WriteAsync(writer => writer.WriteAsync(text.AsMemory(), cancel), parsed.GetValue(file), to);
        });
        return command;
    }

    private static async Task<int> WriteTalkAsync(string named, StorageOptions storage, string? file, CommandOutput to, CancellationToken cancel)
    {
        try
        {
            using var session = Database.LookInto(storage);
            if (TalkFinder.Find(session, named) is { } talk)
            {
                return await WriteAsync(writer => TalkExport.WriteAsync(writer, talk, page => Task.FromResult(page(session)), cancel), file, to);
            }

            await to.Error.WriteLineAsync("There is no such talk, or not any more.");
            return 1;
        }
        catch (StorageUnavailableException error)
        {
            await to.Error.WriteLineAsync(error.Message);
            return 2;
        }
    }

    /// <param name="file">Null for standard output.</param>
    private static async Task<int> WriteAsync(Func<TextWriter, Task> write, string? file, CommandOutput to)
    {
        if (file is null)
        {
            await write(to.Out);
            return 0;
        }

        try
        {
            await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await write(writer);
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await to.Error.WriteLineAsync($"{file} cannot be written: {error.Message}");
            return 2;
        }
    }

    private static string AsTsv(IEnumerable<Exported> rows)
    {
        // A tab or a line end inside a cell would be read as another one.
        var text = new StringBuilder("Question\tAnswer\tSource\tMetadata\n");
        foreach (var row in rows)
        {
            foreach (var question in row.Also.Prepend(row.Question))
            {
                text.Append(CultureInfo.InvariantCulture, $"{OneLine.Of(question)}\t{OneLine.Of(row.Answer)}\t{OneLine.Of(string.Join(' ', row.Sources.Select(source => source.Id)))}\t{OneLine.Of($"id:{row.Id}|kind:{row.Kind}")}\n");
            }
        }

        return text.ToString();
    }
}

/// <summary>A question with its answer, as <c>export</c> writes it.</summary>
/// <param name="Kind">entry or exchange.</param>
/// <param name="Answer">Markdown of a maintainer, or the author's exact words.</param>
internal sealed record Exported(string Id, string Kind, string Question, IReadOnlyList<string> Also, string Answer, IReadOnlyList<ExportedSource> Sources)
{
    public static Exported Of(Entry entry, Site site) =>
        new(entry.Id, "entry", entry.Question, entry.Also, entry.Answer, [.. entry.Sources.Select(source => ExportedSource.Of(source.Said, source.Quote.Text, site))]);

    public static Exported Of(Exchange exchange, Site site) =>
        new(exchange.Id, "exchange", exchange.Question.Text, [], exchange.Answer.Text, [ExportedSource.Of(exchange.Reply, exchange.Answer.Text, site)]);
}

/// <param name="Role">author or reader.</param>
/// <param name="Date">As yyyy-MM-dd; null where the source gives none.</param>
internal sealed record ExportedSource(string Id, string Speaker, string Role, string? Date, string Quote)
{
    public static ExportedSource Of(Passage said, string quote, Site site) =>
        new(said.Id, site.NameOf(said), said.Role is Knowledge.Ingest.Role.Author ? "author" : "reader", said.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), quote);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Exported))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>Apostrophes and accents as they are; the file is no web page.</summary>
    public static ExportJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
