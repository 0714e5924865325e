using System.Globalization;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Maintenance.Console;

/// <summary><c>/maintain/passages</c>: which paragraphs and comments carry answers, and which never do.</summary>
internal static class PassagesPage
{
    private const int UsualDays = 90;
    private const int MostDays = 3650;
    private const int LongestShown = 160;
    private const string NeverUsed = "never";
    private static readonly int[] Spans = [7, 30, UsualDays, 365];

    public static void MapPassages(this IEndpointRouteBuilder rooms) => rooms.MapGet(
        ConsoleRoutes.Passages, (HttpContext context, KnowledgeBase knowledge, MaintainStore store, TimeProvider clock, string? days, string? show) =>
    {
        var span = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? Math.Clamp(chosen, 1, MostDays) : UsualDays;
        return ConsoleFrame.Page(
            context,
            "Passages",
            ConsoleRoutes.Passages,
            knowledge.Current is { } current ? Shown(Use(current, store, clock, span), knowledge, span, show == NeverUsed) : Behind.Note(knowledge));
    });

    private static PassageUse Use(Snapshot knowledge, MaintainStore store, TimeProvider clock, int days) => PassageUse.Of(
        knowledge,
        store.Tallies(Tally.Cited, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1 - days))
            .GroupBy(row => row.Name, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Count), StringComparer.Ordinal));

    private static Html Shown(PassageUse use, KnowledgeBase knowledge, int days, bool onlyUnused)
    {
        var unused = use.Passages.Count(used => used.IsUnused);
        var most = use.Passages.Max(used => used.Share);
        var shown = onlyUnused ? use.Passages.Where(used => used.IsUnused).ToList() : use.Passages;
        return Html.Of(
            $"""
            <p>How often each paragraph and comment was cited in a reply of the last {days} days. What is never used is either no answer to anything that readers ask, or an answer that the bot does not find: then an entry that rests on it helps.</p>
            {Behind.Note(knowledge)}
            <nav aria-label="How far back"><ul>
            {Html.Join(Spans, span => Link(Address(span, onlyUnused), $"{span} days", span == days))}
            </ul></nav>
            <nav aria-label="Which of them"><ul>
            {Link(Address(days, false), $"All ({use.Passages.Count})", !onlyUnused)}
            {Link(Address(days, true), $"Never used ({unused})", onlyUnused)}
            </ul></nav>
            {Html.If(use.Citations == 0, () => Html.Of($"<p><strong>Nothing was cited in this time.</strong> Counting begins with the first question that is answered.</p>"))}
            {(shown.Count == 0 ? Html.Of($"<p>Every paragraph and comment was used.</p>") : Table(shown, most))}
            {Html.If(use.Gone.Count > 0, () => Gone(use.Gone))}
            """);
    }

    private static Html Table(IReadOnlyList<UsedPassage> shown, double most) => Html.Of(
        $"""
        <div class="table"><table class="wide">
        <caption class="hint">In the order of the article. The bar shows the share of all citations; the longest bar is the most cited passage.</caption>
        <thead><tr><th scope="col">Passage</th><th scope="col">Cited</th><th scope="col">Share</th><th scope="col">Entries that rest on it</th></tr></thead>
        <tbody>
        {Html.Join(shown, used => Row(used, most))}
        </tbody></table></div>
        """);

    private static Html Row(UsedPassage used, double most) => Html.Of(
        $"""
        <tr>
        <td><a href="/article/{used.Passage.Id}">{Place(used.Passage)}</a><br>{OneLine.Cut(used.Passage.Text, LongestShown)}</td>
        <td data-name="Cited">{used.Count}{Html.If(used.IsUnused, () => Html.Of($" <span class=\"tag warn\">never used</span>"))}</td>
        <td data-name="Share"><span class="share">{Bar(most == 0 ? 0 : used.Share / most)}{used.Share:0.0 %}</span></td>
        <td data-name="Entries">{(used.Entries.Count == 0 ? Html.Of($"none") : Html.Join(used.Entries, id => Html.Of($"<a href=\"{EntryPage.PathOf(id)}\">{id}</a> ")))}</td>
        </tr>

        """);

    /// <summary>Says the same as the number beside it, so it is for the eye alone.</summary>
    /// <param name="length">0 to 1.</param>
    private static Html Bar(double length) => Html.Of(
        $"<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"rest\" width=\"100\" height=\"10\"/><rect class=\"full\" width=\"{length * 100:0.#}\" height=\"10\"/></svg>");

    private static string Place(Passage passage) => passage is Comment { Date: { } day }
        ? $"{passage.Id}, {passage.Speaker}, {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}"
        : $"{passage.Id}, {(passage is Comment ? passage.Speaker : "article")}";

    private static Html Gone(IReadOnlyList<KeyValuePair<string, long>> gone) => Html.Of(
        $"""
        <h2>Cited, but not there any more</h2>
        <p>These were in the article or its comments when they were cited. They were removed since, or counted anew.</p>
        <ul>
        {Html.Join(gone, one => Html.Of($"<li><code>{one.Key}</code>: {one.Value}</li>\n"))}
        </ul>
        """);

    private static string Address(int days, bool onlyUnused) => $"{ConsoleRoutes.Passages}?days={days}{(onlyUnused ? $"&show={NeverUsed}" : "")}";

    private static Html Link(string address, string words, bool isCurrent) => Html.Of(
        $"<li><a href=\"{address}\"{Html.If(isCurrent, () => Html.Of($" aria-current=\"true\""))}>{words}</a></li>\n");
}
