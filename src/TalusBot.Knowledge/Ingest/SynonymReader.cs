using System.Globalization;
using System.Text;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Ingest;

/// <summary>
/// Reads synonyms.txt in Solr's format: <c>shin bone, shinbone, tibia</c> reads all of them as the first,
/// <c>dorsi, dorsiflex => dorsiflexion</c> reads those on the left as what stands on the right; <c>#</c> begins a comment and a
/// backslash takes a comma, an arrow or itself as it stands.
/// </summary>
public static class SynonymReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string Name = "synonyms.txt";
    private const int MostWords = 6;
    private const int LongestPhrase = 60;

    /// <summary>Reads the file where there is one; without it, no two words mean the same.</summary>
    internal static (Synonyms Synonyms, IReadOnlyList<SourceProblem> Problems) Read(SourceFolder knowledge)
    {
        var problems = new List<SourceProblem>();
        return knowledge.Has(Name) && knowledge.Read(Name, MaxBytes, problems) is { } file ? Read(file) : (Synonyms.None, problems);
    }

    /// <summary>The lines without mistakes, and every mistake with its line.</summary>
    public static (Synonyms Synonyms, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = new List<SourceProblem>();
        var pairs = new List<(IReadOnlyList<string>, string)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = file.DecodeLines(MaxBytes, problems)?.Split('\n') ?? [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]) || lines[i].TrimStart().StartsWith('#'))
            {
                continue;
            }

            var found = new List<string>();
            var line = Line(lines[i], found);
            foreach (var (phrase, _) in line.Where(pair => !seen.TryAdd(string.Join(' ', pair.Phrase), i + 1)))
            {
                found.Add($"\"{string.Join(' ', phrase)}\" stands in line {seen[string.Join(' ', phrase)]} already; keep it in one of them.");
            }

            problems.AddRange(found.Select(problem => new SourceProblem(file.Path, i + 1, problem)));
            if (found.Count == 0)
            {
                pairs.AddRange(line);
            }
        }

        return (new Synonyms(pairs), problems);
    }

    private static List<(IReadOnlyList<string> Phrase, string Meant)> Line(string line, List<string> problems)
    {
        var sides = Sides(line);
        if (sides.Count > 2)
        {
            problems.Add("There are two arrows; write one rule a line.");
            return [];
        }

        var left = sides[0].ConvertAll(WordsOf);
        if (left.Exists(phrase => phrase.Count == 0))
        {
            problems.Add("A phrase is empty; remove the comma, or write the words before it.");
        }

        foreach (var phrase in left.Where(phrase => phrase.Count > MostWords || phrase.Sum(word => word.Length) > LongestPhrase))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"\"{string.Join(' ', phrase)}\" is too long; keep phrases to {MostWords} words."));
        }

        if (sides.Count == 2)
        {
            if (sides[1] is not [var meant] || WordsOf(meant).Count == 0)
            {
                problems.Add(sides[1].Count > 1 ? "Several phrases stand behind the arrow; write the one to read instead." : "Nothing stands behind the arrow; write what to read instead.");
                return [];
            }

            return [.. left.Select(phrase => ((IReadOnlyList<string>)phrase, meant.Trim()))];
        }

        if (left.Count < 2)
        {
            problems.Add("One phrase alone means nothing; write at least two with a comma between, or \"phrase => what to read\".");
            return [];
        }

        return [.. left.Skip(1).Select(phrase => ((IReadOnlyList<string>)phrase, string.Join(' ', left[0])))];
    }

    private static List<string> WordsOf(string phrase) => [.. WordBreaker.Words(phrase).Select(word => word.Of(phrase).ToLowerInvariant())];

    /// <summary>What stands before and behind the arrow, by commas; a backslash takes the next character as it stands.</summary>
    private static List<List<string>> Sides(string line)
    {
        var sides = new List<List<string>> { new() };
        var phrase = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
            {
                phrase.Append(line[++i]);
            }
            else if (line[i] == ',')
            {
                sides[^1].Add(phrase.ToString());
                phrase.Clear();
            }
            else if (line[i] == '=' && i + 1 < line.Length && line[i + 1] == '>')
            {
                sides[^1].Add(phrase.ToString());
                phrase.Clear();
                sides.Add([]);
                i++;
            }
            else
            {
                phrase.Append(line[i]);
            }
        }

        sides[^1].Add(phrase.ToString());
        return sides;
    }
}
