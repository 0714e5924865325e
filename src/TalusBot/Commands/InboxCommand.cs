using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Commands;

/// <summary><c>inbox</c>: what was asked and not answered well, grouped by meaning. It may be typed while the bot runs.</summary>
internal static class InboxCommand
{
    private const int MostRows = 20_000;
    private const int WordingsShown = 5;

    public static Command Make(CommandOutput to)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line, one for each group." };
        var top = new Option<int>("--top") { Description = "How many groups to show, 1 to 10000.", DefaultValueFactory = _ => 20 };
        top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
            {
                result.AddError("--top takes 1 to 10000.");
            }
        });
        var store = new StoreOption();
        var command = new Command("inbox", "Show the questions that wait for a maintainer, the same ones together, newest first. It only looks; the console at /maintain settles them.") { json, top };
        store.AddTo(command);
        command.SetAction(parsed =>
        {
            try
            {
                using var session = Database.LookInto(store.Of(parsed));
                var rows = Inbox.Unsettled(session, MostRows);
                var groups = QuestionGroups.Of([.. rows.Select(row => new AskedRow(row.Question, row.At))]);
                foreach (var group in groups.Take(parsed.GetValue(top)))
                {
                    to.Out.WriteLine(parsed.GetValue(json) ? Json(group, rows) : Words(group, rows));
                }

                if (!parsed.GetValue(json))
                {
                    to.Out.WriteLine(groups.Count == 0 ? "Nothing waits." : $"{Counted(rows.Count, "question")} in {Counted(groups.Count, "group")}.");
                }

                return 0;
            }
            catch (StorageUnavailableException error)
            {
                to.Error.WriteLine(error.Message);
                return 2;
            }
        });
        return command;
    }

    private static string Json(QuestionGroup group, List<InboxRow> rows) => JsonSerializer.Serialize(
        new InboxLine(group.Title, group.Count, DateTimeOffset.FromUnixTimeMilliseconds(group.Newest), Reasons(group, rows), [.. group.Members.Select(member => member.Text)]),
        InboxJson.Default.InboxLine);

    /// <summary>Readers can write anything: what would move a terminal's cursor, or ring its bell, is left out.</summary>
    private static string Words(QuestionGroup group, List<InboxRow> rows)
    {
        var reasons = string.Join(", ", Reasons(group, rows).Select(one => $"{one.Key} {one.Value}"));
        var lines = new List<string> { $"{SourceText.OneLine(group.Title)}  ({reasons}; last {DateTimeOffset.FromUnixTimeMilliseconds(group.Newest).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)})" };
        var others = group.Members.Where(member => member.Text != group.Title).ToList();
        lines.AddRange(others.Take(WordingsShown).Select(member => $"    {SourceText.OneLine(member.Text)}{(member.Count > 1 ? $" ({member.Count} times)" : "")}"));
        if (others.Count > WordingsShown)
        {
            lines.Add($"    and {others.Count - WordingsShown} more");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static SortedDictionary<string, int> Reasons(QuestionGroup group, List<InboxRow> rows) => new(
        group.Members.SelectMany(member => member.Rows).CountBy(row => rows[row].Reason, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

/// <summary>A group as <c>inbox --json</c> prints it.</summary>
/// <param name="Question">The wording that stands for all.</param>
/// <param name="Reasons">notCovered, noneOfThese, thumbsDown and sent, with how often.</param>
internal sealed record InboxLine(string Question, int Count, DateTimeOffset Newest, SortedDictionary<string, int> Reasons, IReadOnlyList<string> Wordings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InboxLine))]
internal sealed partial class InboxJson : JsonSerializerContext;
