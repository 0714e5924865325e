using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands;

/// <summary><c>ask</c>: one question, one reply, as a chat would give it.</summary>
internal static class AskCommand
{
    /// <summary>For people's eyes and pipes, never for a web page: quotes and dashes stay as they are.</summary>
    private static readonly WireJson Readable = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Make(FolderOptions folders, CommandOutput to)
    {
        var question = new Argument<string>("question") { Description = "What you want to know; in quotation marks." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, for programs." };
        var explain = new Option<bool>("--explain") { Description = "Show how the best finds came by their scores." };
        var command = new Command("ask", "Answer one question and exit.") { question, json, explain };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var (knowledge, seeds) = folders.Of(parsed);
            var (snapshot, problems) = Snapshot.Read(knowledge, seeds, progress: new EncodingLines(to));
            if (snapshot is null)
            {
                foreach (var problem in problems)
                {
                    to.Error.WriteLine(SourceText.OneLine(problem.ToString()));
                }

                to.Error.WriteLine("Nothing can be answered until these are mended.");
                return 1;
            }

            var asked = parsed.GetValue(question)!;
            var reply = Dialog.Advance(new DialogState(), new Said(asked, Locale: null), snapshot).Reply;
            var answer = AskReply.Of(reply, conversation: null);
            if (parsed.GetValue(json))
            {
                to.Out.WriteLine(JsonSerializer.Serialize(answer, Readable.AskReply));
            }
            else
            {
                Show(answer, to.Console);
            }

            if (parsed.GetValue(explain))
            {
                Explain(asked, snapshot, parsed.GetValue(json) ? to.Error : to.Out);
            }

            return 0;
        });
        return command;
    }

    /// <summary>As a person at a terminal reads it, without signs that would move its cursor.</summary>
    public static void Show(AskReply answer, IAnsiConsole console)
    {
        console.WriteLine(SourceText.Lines(answer.Text.Replace("\\", "", StringComparison.Ordinal)));
        if (answer.Citations.Count > 0)
        {
            console.WriteLine();
        }

        foreach (var (citation, i) in answer.Citations.Select((citation, i) => (citation, i)))
        {
            console.WriteLine(SourceText.Lines($"[{i + 1}] {citation.Id}  {SourceText.OneLine(citation.Speaker)}{(citation.Date is { } date ? $", {date:yyyy-MM-dd}" : ", in the article")}  {citation.Url}"));
            if (!answer.Text.Contains(citation.Quote, StringComparison.Ordinal))
            {
                console.WriteLine($"    “{SourceText.Lines(citation.Quote)}”");
            }
        }
    }

    private static void Explain(string question, Snapshot snapshot, TextWriter to)
    {
        var (hits, confidence) = snapshot.Search.Rank(question, 5);
        if (hits.Count > 0)
        {
            to.WriteLine();
            to.WriteLine(SourceText.Lines(confidence.Explain(snapshot.Search.Calibration).ToString()));
        }

        foreach (var hit in hits)
        {
            to.WriteLine(SourceText.Lines(snapshot.Search.Explain(question, hit).ToString()));
        }
    }
}
