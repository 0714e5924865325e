using System.Globalization;
using TalusBot.Channels.Page;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Channels.Teams;

/// <summary>A citation as a link.</summary>
/// <param name="Number">What stands as <c>[1]</c> in the text, from 1.</param>
/// <param name="Name">Who, in which role, and when or where, such as "Tom, a reader, 5 May 2019".</param>
/// <param name="Url">The very words on our own pages; null where our address is not known.</param>
internal sealed record Source(int Number, string Name, string? Url)
{
    public static IReadOnlyList<Source> Of(IReadOnlyList<Citation> citations, string? baseUrl) => [.. citations.Select((citation, i) =>
    {
        var data = CitationData.Of(citation);
        var when = citation.Date is { } date ? date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
            : citation.Id.Contains("#c", StringComparison.Ordinal) ? "in a comment"
            : "in the article";
        return new Source(i + 1, $"{SentenceLink.Named(data)}, {when}", baseUrl is null ? null : baseUrl + SentenceLink.To(data));
    })];

    /// <summary>As a line of Markdown, such as <c>[1] [Tom, a reader, 5 May 2019](https://…)</c>.</summary>
    public string Line() => string.Create(CultureInfo.InvariantCulture, $"[{Number}] {(Url is null ? TeamsMarkdown.Escape(Name) : $"[{TeamsMarkdown.Escape(Name)}]({Url})")}");
}
