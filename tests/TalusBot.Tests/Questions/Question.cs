using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalusBot.Tests.Questions;

/// <summary>A row of knowledge/questions: what is asked and what a good reply must show.</summary>
internal sealed record Question(string Id, IReadOnlyList<string> Turns, string Expect, IReadOnlyList<string> Must, IReadOnlyList<string> MustNot, string? Cite)
{
    public static List<Question> Read(string file) => [.. File.ReadLines(Path.Combine(Repository.Knowledge, "questions", file)).Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        return new Question(
            row.GetProperty("id").GetString()!,
            Strings(row.GetProperty("turns")),
            row.GetProperty("expect").GetString()!,
            Strings(row.GetProperty("must")),
            Strings(row.GetProperty("mustNot")),
            row.GetProperty("cite").GetString());
    })];

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];
}

/// <summary>Whether a reply is what a row asks for.</summary>
internal static partial class Judge
{
    private const int LongestReply = 1500;
    private const int LongestQuote = 400;

    /// <returns>Null where the reply is right; else why it is not.</returns>
    public static string? Fault(Question row, JsonElement reply, string seed)
    {
        var facts = reply.GetProperty("channelData").GetProperty("talusbot");
        var outcome = facts.GetProperty("outcome").GetString()!;
        var text = Readable(reply.GetProperty("text").GetString()!);
        if (!Allowed(row.Expect).Contains(outcome))
        {
            return $"outcome {outcome}";
        }

        if (row.Must.FirstOrDefault(must => !Regex.IsMatch(text, must, RegexOptions.IgnoreCase)) is { } missing)
        {
            return $"lacks /{missing}/";
        }

        if (row.MustNot.FirstOrDefault(mustNot => Regex.IsMatch(text, mustNot, RegexOptions.IgnoreCase)) is { } forbidden)
        {
            return $"says /{forbidden}/";
        }

        var citations = facts.GetProperty("citations").EnumerateArray().ToList();
        return outcome == "answered" ? CitationFault(row, citations, text, seed) : null;
    }

    private static string? CitationFault(Question row, List<JsonElement> citations, string text, string seed)
    {
        if (citations.Count is < 1 or > 3)
        {
            return $"{citations.Count} citations";
        }

        if (text.Length > LongestReply)
        {
            return $"{text.Length} characters";
        }

        foreach (var citation in citations)
        {
            var quote = citation.GetProperty("quote").GetString()!;
            if (quote.Length > LongestQuote || !seed.Contains(quote, StringComparison.Ordinal))
            {
                return $"quote not verbatim: {quote}";
            }

            if (Seed.Origin(seed, quote) is var (speaker, date) && (date != citation.GetProperty("date").GetString() || (speaker is not null && speaker != citation.GetProperty("speaker").GetString())))
            {
                return $"wrong speaker or date for: {quote}";
            }
        }

        return row.Cite is null || citations.Any(citation => Regex.IsMatch(
            $"{citation.GetProperty("quote")} {citation.GetProperty("speaker")} {citation.GetProperty("date")}", row.Cite, RegexOptions.IgnoreCase))
            ? null
            : $"no citation matches /{row.Cite}/";
    }

    private static string[] Allowed(string expect) => expect switch
    {
        "answer" => ["answered"],
        "clarifyOrAnswer" => ["answered", "clarify", "guide", "notCovered"],
        _ => [expect],
    };

    /// <summary>What a person reads: no link definitions, no escapes, no notice.</summary>
    private static string Readable(string markdown) =>
        Notice().Replace(LinkDefinition().Replace(markdown, ""), "").Replace("\\", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\[\d+\]: .*$", RegexOptions.Multiline)]
    private static partial Regex LinkDefinition();

    [GeneratedRegex(@"^\*These are quotes from a blog.*\*$", RegexOptions.Multiline)]
    private static partial Regex Notice();
}

/// <summary>The seed read by other means than the program's: who said some words, and when.</summary>
internal static partial class Seed
{
    /// <returns>No speaker and no date for the article; the date as ISO text.</returns>
    public static (string? Speaker, string? Date) Origin(string seed, string quote)
    {
        var at = seed.IndexOf(quote, StringComparison.Ordinal);
        var last = Heading().Matches(seed[..at]).LastOrDefault();
        return last is null
            ? (null, null)
            : (last.Groups[1].Value, DateOnly.Parse(last.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(.{1,40})\n((?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4})\n", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
