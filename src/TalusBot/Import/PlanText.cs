using TalusBot.Knowledge.Ingest;

namespace TalusBot.Import;

/// <summary>Says in words what an import would change.</summary>
/// <param name="whole">Every change with all its words; else the first ones, cut to what differs.</param>
internal sealed class PlanText(TextWriter to, bool whole)
{
    private const int MostShown = 40;
    private const int LongestShown = 240;
    private const int Around = 40;

    public void Show(SeedPlan plan)
    {
        var article = plan.Article;
        to.WriteLine($"{plan.Path}{(plan.IsNew ? " (new)" : "")}: \"{article.Title}\" by {article.Paragraphs[0].Speaker}, {Count(article.Paragraphs.Count, "paragraph")}, {Count(article.Comments.Count, "comment")}, {Count(article.Exchanges.Count, "exchange")}.");
        Show("front matter", plan.Changes.Head);
        Show("paragraph", plan.Changes.Paragraphs);
        Show("comment", plan.Changes.Comments);
        if (plan.Changes.IsEmpty && !plan.IsSame)
        {
            to.WriteLine("No words change, only marks of the file.");
        }

        if (plan.References.Count > 0)
        {
            to.WriteLine("What the knowledge would lose:");
            foreach (var problem in plan.References)
            {
                to.WriteLine(problem.Severity is Severity.Warning ? $"  {problem} (warning)" : $"  {problem}");
            }
        }
    }

    private void Show(string what, IReadOnlyList<WordChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var (added, removed) = (changes.Count(change => change.Before is null), changes.Count(change => change.After is null));
        var counts = new[] { (added, "added"), (changes.Count - added - removed, "changed"), (removed, "removed") }.Where(count => count.Item1 > 0);
        to.WriteLine($"{what}s: {string.Join(", ", counts.Select(count => FormattableString.Invariant($"{count.Item1} {count.Item2}")))}");
        foreach (var change in whole ? changes : changes.Take(MostShown))
        {
            Show(change);
        }

        if (!whole && changes.Count > MostShown)
        {
            to.WriteLine(FormattableString.Invariant($"  and {changes.Count - MostShown} more; --verbose shows them all."));
        }
    }

    private void Show(WordChange change)
    {
        var (sign, words) = change switch { { Before: null } => ('+', change.After), { After: null } => ('-', change.Before), _ => ('~', null) };
        to.WriteLine($"{sign} {change.Where}");
        if (words is not null)
        {
            to.WriteLine($"    {Cut(words, 0)}");
            return;
        }

        // From a little before the first difference.
        var (before, after) = (change.Before!, change.After!);
        var same = before.AsSpan().CommonPrefixLength(after);
        var from = same > 2 * Around ? same - Around : 0;
        to.WriteLine($"    - {Cut(before, from)}");
        to.WriteLine($"    + {Cut(after, from)}");
    }

    private string Cut(string words, int from)
    {
        var line = words.ReplaceLineEndings(" / ");
        if (whole)
        {
            return line;
        }

        from = Math.Min(from, line.Length);
        var end = Math.Min(line.Length, from + LongestShown);
        if (from > 0 && from < line.Length && char.IsLowSurrogate(line[from]))
        {
            from--;
        }

        if (end < line.Length && char.IsLowSurrogate(line[end]))
        {
            end--;
        }

        return $"{(from > 0 ? "…" : "")}{line[from..end]}{(end < line.Length ? "…" : "")}";
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
