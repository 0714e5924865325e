using System.Globalization;
using System.Xml.Linq;

namespace TalusBot.Fuzz.Running;

/// <summary>Which lines of which files were run, from a report in Cobertura's form.</summary>
internal sealed class LineCoverage
{
    /// <summary>Least share of a parser's lines that a run must reach, in percent.</summary>
    public const double Least = 90;

    private readonly Dictionary<string, SortedDictionary<int, bool>> files = new(StringComparer.Ordinal);

    /// <param name="path">The report, with the names of files as the compiler knows them.</param>
    public static LineCoverage Read(string path)
    {
        var coverage = new LineCoverage();
        foreach (var part in XDocument.Load(path).Descendants("class"))
        {
            var name = ((string)part.Attribute("filename")!).Replace('\\', '/');
            if (name.IndexOf("src/TalusBot", StringComparison.Ordinal) is >= 0 and var at)
                name = name[at..];
            else
                name = name.StartsWith("TalusBot", StringComparison.Ordinal) ? "src/" + name : name;
            if (!coverage.files.TryGetValue(name, out var lines))
                coverage.files[name] = lines = [];
            foreach (var line in part.Descendants("line"))
            {
                var number = int.Parse((string)line.Attribute("number")!, CultureInfo.InvariantCulture);
                lines[number] = lines.GetValueOrDefault(number) || (string)line.Attribute("hits")! != "0";
            }
        }

        return coverage;
    }

    /// <summary>Lines that were run, lines there are, and where the others stand: <c>EntryReader.cs:17,20</c>.</summary>
    public (int Run, int All, string Missed) Of(IReadOnlyList<string> parser)
    {
        var (run, all, missed) = (0, 0, new List<string>());
        foreach (var file in parser)
        {
            if (!files.TryGetValue(file, out var lines))
                throw new ArgumentException($"The report says nothing of {file}; correct its name in the target.");
            run += lines.Count(line => line.Value);
            all += lines.Count;
            if (lines.Any(line => !line.Value))
                missed.Add($"{Path.GetFileName(file)}:{string.Join(',', lines.Where(line => !line.Value).Select(line => line.Key))}");
        }

        return (run, all, string.Join(' ', missed));
    }
}
