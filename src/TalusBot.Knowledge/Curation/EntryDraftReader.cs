using System.Globalization;
using System.Text.RegularExpressions;
using TalusBot.Knowledge.Ingest;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Curation;

/// <summary>An entry's file, opened to be edited.</summary>
/// <param name="Draft">All that could be read of it.</param>
/// <param name="Raw">The file's text, where writing the draft would lose something in it: then it should be edited as it stands. Null where the draft holds all.</param>
public sealed record OpenedEntry(EntryDraft Draft, string? Raw);

/// <summary>Reads an entry's file into a draft, whatever is wrong with it.</summary>
public static partial class EntryDraftReader
{
    /// <param name="id">The file's name without its ending.</param>
    /// <param name="text">The whole file.</param>
    public static OpenedEntry Read(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        var problems = new List<SourceProblem>();
        var parts = FrontMatter.Of(SourceFile.WithoutByteOrderMark(text), id, "", "", problems);
        if (parts is null)
            return new(EntryDraft.Empty(id, "") with { Body = text.Trim() }, text);
        var draft = (YamlText.Load(parts.Yaml, 0, id, problems) is [{ RootNode: YamlMappingNode mapping }] ? OfYaml(id, mapping) : OfLines(id, parts.Yaml)) with { Body = parts.Body.Trim() };
        return new(draft, problems.Count == 0 && HoldsAll(draft, parts) ? null : text);
    }

    /// <summary>Written and read again, the front matter must say the same; a remark or an unknown key would be gone.</summary>
    private static bool HoldsAll(EntryDraft draft, FrontMatter parts)
    {
        var problems = new List<SourceProblem>();
        var written = FrontMatter.Of(EntryWriter.Write(draft), draft.Id, "", "", problems)!;
        return !Remark().IsMatch(parts.Yaml)
            && YamlText.Load(parts.Yaml, 0, "", problems) is [{ RootNode: var before }] && YamlText.Load(written.Yaml, 0, "", problems) is [{ RootNode: var after }]
            && before.Equals(after) && written.Body.Trim() == parts.Body.Trim();
    }

    private static EntryDraft OfYaml(string id, YamlMappingNode mapping)
    {
        return new(id, Text("question"), Texts("also"), [.. Items("sources").Select(Source).OfType<DraftSource>()], Texts("followups"), Texts("tags"), Day(Text("reviewed")), "");

        YamlNode? Value(string key) => mapping.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: { } name } && name == key).Value;

        string Text(string key) => (Value(key) as YamlScalarNode)?.Value?.Trim() ?? "";

        // Who forgot the dash meant a list all the same.
        IEnumerable<YamlNode> Items(string key) => Value(key) switch
        {
            YamlSequenceNode list => list.Children,
            YamlScalarNode { Value.Length: > 0 } or YamlMappingNode => [Value(key)!],
            _ => [],
        };

        List<string> Texts(string key) => [.. Items(key).OfType<YamlScalarNode>().Select(node => node.Value?.Trim() ?? "").Where(text => text.Length > 0)];
    }

    private static DraftSource? Source(YamlNode node) => node switch
    {
        YamlScalarNode { Value.Length: > 0 } id => new(id.Value.Trim(), null),
        YamlMappingNode { Children: [{ Key: YamlScalarNode { Value.Length: > 0 } id, Value: YamlScalarNode quote }, ..] } => new(id.Value.Trim(), quote.Value?.Trim()),
        _ => null,
    };

    /// <summary>Where the front matter is no valid YAML, its lines mostly still say what was meant.</summary>
    private static EntryDraft OfLines(string id, string yaml)
    {
        var (question, reviewed, key) = ("", "", "");
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["also"] = [], ["sources"] = [], ["followups"] = [], ["tags"] = [] };
        foreach (var line in yaml.Split('\n'))
        {
            if (Item().Match(line) is { Success: true } item && lists.TryGetValue(key, out var list))
            {
                list.Add(Unquoted(item.Groups["text"].Value));
            }
            else if (Key().Match(line) is { Success: true } found)
            {
                key = found.Groups["key"].Value;
                var value = Unquoted(found.Groups["text"].Value);
                (question, reviewed) = (key == "question" ? value : question, key == "reviewed" ? value : reviewed);
            }
        }

        return new(id, question, lists["also"], lists["sources"].ConvertAll(Source), lists["followups"], lists["tags"], Day(reviewed), "");

        static DraftSource Source(string written) => written.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? new(written[..colon].Trim(), Unquoted(written[(colon + 2)..]))
            : new(written.TrimEnd(':'), null);
    }

    private static string Unquoted(string text) => text.Trim() is ['"' or '\'', .. var inner, '"' or '\''] && inner.Length > 0 ? inner : text.Trim();

    private static DateOnly? Day(string written) => DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"(^|\n)[^\S\n]*#|[^\S\n]#", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();

    [GeneratedRegex(@"^\s*-\s+(?<text>.+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s*(?<key>[a-z]+)\s*:\s*(?<text>.*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
