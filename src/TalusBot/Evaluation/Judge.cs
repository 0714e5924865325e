using System.Text.RegularExpressions;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Evaluation;

/// <summary>What a client got to see of a reply.</summary>
/// <param name="Text">Markdown.</param>
internal sealed record SeenReply(string Outcome, string Text, IReadOnlyList<SeenCitation> Citations);

/// <param name="Date">The day in ISO form; null where the source gives none.</param>
internal sealed record SeenCitation(string Id, string Quote, string Speaker, string? Date);

/// <summary>Whether a reply is what a golden question asks for.</summary>
internal static partial class Judge
{
    private const int LongestReply = 1_500;
    private const int LongestQuote = 400;
    private const int MostCitations = 3;

    /// <param name="isVerbatim">Whether the words stand in the source that the citation names.</param>
    /// <returns>Null where the reply is right; else why it is not.</returns>
    public static string? Fault(GoldenQuestion question, SeenReply reply, Func<SeenCitation, bool> isVerbatim)
    {
        if (!Allowed(question.Expect).Contains(reply.Outcome))
        {
            return reply.Outcome;
        }

        try
        {
            return FaultInWords(question, reply, isVerbatim);
        }
        catch (RegexMatchTimeoutException slow)
        {
            return $"{reply.Outcome}, /{slow.Pattern}/ takes too long to look for; write it with fewer repetitions";
        }
    }

    private static string? FaultInWords(GoldenQuestion question, SeenReply reply, Func<SeenCitation, bool> isVerbatim)
    {
        var text = Readable(reply.Text);
        if (question.Must.FirstOrDefault(must => !must.IsMatch(text)) is { } missing)
        {
            return $"{reply.Outcome}, lacks /{missing}/";
        }

        if (question.MustNot.FirstOrDefault(mustNot => mustNot.IsMatch(text)) is { } forbidden)
        {
            return $"{reply.Outcome}, says /{forbidden}/";
        }

        return reply.Outcome == "answered" ? CitationFault(question, reply, text, isVerbatim) : null;
    }

    private static string? CitationFault(GoldenQuestion question, SeenReply reply, string text, Func<SeenCitation, bool> isVerbatim) =>
        reply.Citations.Count is < 1 or > MostCitations ? $"answered with {reply.Citations.Count} citations"
        : text.Length > LongestReply ? $"answered in {text.Length} characters"
        : reply.Citations.FirstOrDefault(citation => citation.Quote.Length > LongestQuote) is { } tooLong ? $"answered with a quote of {tooLong.Quote.Length} characters"
        : reply.Citations.FirstOrDefault(citation => !isVerbatim(citation)) is { } changed ? $"answered with words that {changed.Id} does not hold: {changed.Quote}"
        : question.Cite is null || reply.Citations.Any(citation => question.Cite.IsMatch($"{citation.Quote} {citation.Speaker} {citation.Date}")) ? null
        : $"answered, no citation matches /{question.Cite}/";

    private static string[] Allowed(string expect) => expect switch
    {
        "answer" => ["answered"],
        "clarifyOrAnswer" => ["answered", "clarify", "guide", "notCovered"],
        _ => [expect],
    };

    /// <summary>What a person reads: no link definitions, no escapes, no standing notice.</summary>
    private static string Readable(string markdown) =>
        Notice().Replace(LinkDefinition().Replace(markdown, ""), "").Replace("\\", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\[\d+\]: .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkDefinition();

    [GeneratedRegex(@"^\*These are quotes from a blog.*\*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notice();
}
