using System.Globalization;
using TalusBot.Conversation;
using TalusBot.Knowledge.Curation;

namespace TalusBot.Maintenance.Console;

/// <summary>What the form of an entry holds, between one press of a button and the next.</summary>
/// <param name="IsNew">Its id can still be chosen.</param>
/// <param name="Raw">The whole file, where its fields cannot hold all of it; else null.</param>
/// <param name="State">Of the files when the form was made; another one by now means that somebody else was faster.</param>
/// <param name="Settles">The inbox questions that this entry is written for, by their <see cref="WordingName"/>.</param>
/// <param name="Find">What sources are looked for with.</param>
internal sealed record EntryForm(string Id, bool IsNew, EntryDraft Draft, string? Raw, string State, IReadOnlyList<string> Settles, string Find)
{
    /// <summary>How many inbox questions one entry takes along.</summary>
    public const int MostSettled = 200;

    private const int LongestLine = 2_000;

    /// <summary>What somebody has to do by hand; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The file as it would be written.</summary>
    public string Text => Raw ?? EntryWriter.Write(Draft);

    public static EntryForm Read(IFormCollection form, string? id)
    {
        var isNew = id is null;
        var question = Line(form["entry-question"]);
        var named = id ?? form["id"].ToString().Trim();
        var sources = Lines(form["sources"]).Concat(form["add-source"].OfType<string>()).Select(Source).Distinct();
        var draft = new EntryDraft(
            named,
            question,
            [.. Lines(form["also"]).Where(other => !string.Equals(other, question, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. sources],
            [.. Words(form["followups"])],
            [.. Words(form["tags"])],
            DateOnly.TryParseExact(form["reviewed"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            form["body"].ToString().ReplaceLineEndings("\n").Trim());
        return new EntryForm(
            named,
            isNew,
            draft,
            form.ContainsKey("raw") ? form["raw"].ToString().ReplaceLineEndings("\n") : null,
            form["state"].ToString(),
            [.. form[InboxPage.QuestionField].OfType<string>().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Take(MostSettled)],
            Line(form["find"]));
    }

    /// <summary>A source as one line: its id and, behind a colon, the words in it that count.</summary>
    public static string LineOf(DraftSource source) => source.Quote is null ? source.Id : $"{source.Id}: {Line(source.Quote)}";

    private static DraftSource Source(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? new DraftSource(line.TrimEnd(':'), null) : new DraftSource(line[..colon].Trim(), line[(colon + 2)..].Trim());
    }

    private static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Length > LongestLine ? line[..LongestLine] : line);

    private static IEnumerable<string> Words(string? text) =>
        (text ?? "").Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    /// <summary>A reader's words as one line.</summary>
    public static string Line(string? text) => OneLine.Of(text ?? "");
}
