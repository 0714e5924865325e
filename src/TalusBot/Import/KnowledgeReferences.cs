using System.Text.RegularExpressions;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Import;

/// <summary>Finds the lines of the knowledge that refer to words of a seed.</summary>
internal static class KnowledgeReferences
{
    private static readonly (string Folder, string Ending)[] Places = [("entries", "*.md"), ("guides", "*.md"), ("judged", "*.jsonl"), ("questions", "*.jsonl")];

    /// <summary>The lines that name a paragraph or comment which goes, or cite one whole whose words become others.</summary>
    public static IEnumerable<SourceProblem> Losing(string knowledge, string slug, Article before, Article after)
    {
        var was = Passages(before);
        var now = Passages(after);
        var id = new Regex($@"(?<![a-z0-9-]){Regex.Escape(slug)}#[cp][0-9]{{1,18}}(?![0-9])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        foreach (var (folder, ending) in Places)
        {
            var path = Path.Combine(knowledge, folder);
            foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path, ending).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                var number = 0;
                foreach (var line in File.ReadLines(file))
                {
                    number++;
                    foreach (var found in id.Matches(line).DistinctBy(match => match.Value))
                    {
                        if (!was.TryGetValue(found.Value, out var words))
                        {
                            continue;
                        }

                        if (!now.TryGetValue(found.Value, out var next))
                        {
                            yield return new SourceProblem(file, number, $"{found.Value} is named here and would be gone.");
                        }
                        else if (words != next && folder is not "guides" && IsWhole(line, found))
                        {
                            yield return new SourceProblem(file, number, $"{found.Value} is cited whole here, and its words would be others; look whether they still fit.", Severity.Warning);
                        }
                    }
                }
            }
        }
    }

    /// <summary>A quote behind the id is looked for in its words by the check.</summary>
    private static bool IsWhole(string line, Match id) => !line.AsSpan(id.Index + id.Length).StartsWith(": ");

    private static Dictionary<string, string> Passages(Article article) =>
        article.Paragraphs.Cast<Passage>().Concat(article.Comments).ToDictionary(passage => passage.Id, passage => passage.Text, StringComparer.Ordinal);
}
