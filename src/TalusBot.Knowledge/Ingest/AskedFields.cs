using System.Globalization;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The keys that entries and guides have in common.</summary>
/// <param name="Question">Null where it is missing or wrong.</param>
/// <param name="Also">Other ways to ask the same.</param>
/// <param name="Reviewed">Null where nobody said, or where it is no date.</param>
/// <param name="Lines">Of the question, where there is one, and of each other phrasing.</param>
internal sealed record AskedFields(string? Question, IReadOnlyList<string> Also, DateOnly? Reviewed, IReadOnlyList<int> Lines)
{
    private const string QuestionRemedy = "write the question as a reader would put it";
    private const string AlsoRemedy = "write each phrasing on a line of its own after \"- \"";

    /// <param name="kind">What has these keys, for messages: "entry".</param>
    /// <param name="asked">Where each phrasing stands, folded, in this file and those before it; what this file asks is added.</param>
    public static AskedFields Read(YamlFields fields, string file, string kind, Dictionary<string, (string File, int Line)> asked)
    {
        var question = fields.Text("question", QuestionRemedy);
        var also = fields.Texts("also", AlsoRemedy);
        if (also.Count > EntryReader.MaxPhrasings)
            fields.Report(also[EntryReader.MaxPhrasings].Line, string.Create(CultureInfo.InvariantCulture, $"There are {also.Count} phrasings; keep at most {EntryReader.MaxPhrasings} that differ in their words."));
        List<(string Text, int Line)> phrasings = question is null ? also : [(question, fields.Line("question")), .. also];
        foreach (var (text, line) in phrasings)
        {
            if (text.Length > EntryReader.MaxPhrasing)
                fields.Report(line, string.Create(CultureInfo.InvariantCulture, $"This phrasing has {text.Length} characters; keep it under {EntryReader.MaxPhrasing + 1}."));
            if (FoldedWords.Of(text) is not { Length: > 0 } folded || asked.TryAdd(folded, (file, line)))
                continue;
            var first = asked[folded];
            fields.Report(
                line,
                first.File == file
                    ? $"\"{text}\" stands in line {first.Line} too; remove one of them."
                    : $"\"{text}\" is asked in {first.File}({first.Line}) too; keep it in the {kind} that answers it best.",
                Severity.Warning);
        }

        return new(question, also.ConvertAll(phrasing => phrasing.Text), ReadReviewed(fields), phrasings.ConvertAll(phrasing => phrasing.Line));
    }

    private static DateOnly? ReadReviewed(YamlFields fields)
    {
        const string Remedy = "write the day as year-month-day, such as 2026-11-20";
        if (fields.OptionalText("reviewed", Remedy) is not { } written)
            return null;
        if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        fields.Report(fields.Line("reviewed"), $"\"{written}\" is no date; {Remedy}.");
        return null;
    }
}
