using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The keys of one YAML mapping; what is wrong with them goes to the list of problems, with its line.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly string file;
    private readonly int line;
    private readonly List<SourceProblem> problems;

    private YamlFields(YamlMappingNode mapping, string file, string owner, IReadOnlyList<string> known, List<SourceProblem> problems)
    {
        (this.file, this.problems, line) = (file, problems, LineOf(mapping));
        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && (known.Count == 0 || known.Contains(name)))
                values[name] = value;
            else
                Report(LineOf(key), Unknown((key as YamlScalarNode)?.Value ?? "", owner, known));
        }
    }

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>Reads a mapping; null, with a problem, where the text is no valid YAML or something else than a mapping.</summary>
    /// <param name="linesBefore">How many lines of the file stand before <paramref name="yaml"/>.</param>
    /// <param name="owner">What has these keys, for messages: "an entry".</param>
    public static YamlFields? Read(string yaml, int linesBefore, string file, string owner, IReadOnlyList<string> known, List<SourceProblem> problems)
    {
        if (YamlText.Load(yaml, linesBefore, file, problems) is not { } documents)
            return null;
        if (documents is [{ RootNode: YamlMappingNode mapping }])
            return new(mapping, file, owner, known, problems);
        // A document that is empty begins where the text has ended.
        var at = documents.Count == 0 ? linesBefore + 1 : Math.Min(LineOf(documents[^1].RootNode), linesBefore + 1 + yaml.Count('\n'));
        problems.Add(new(file, at, $"There must be one list of keys here, each written \"key: value\"; {Owned(owner)}{string.Join(", ", known)}."));
        return null;
    }

    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>The line of the key's value, or of the mapping where the key is missing.</summary>
    public int Line(string key) => values.TryGetValue(key, out var node) ? LineOf(node) : line;

    public void Report(int at, string message, Severity severity = Severity.Error) => problems.Add(new(file, at, message, severity));

    /// <summary>A required text.</summary>
    public string? Text(string key, string remedy)
    {
        if (!Has(key))
            Report(line, $"\"{key}\" is missing; {remedy}.");
        return OptionalText(key, remedy);
    }

    /// <summary>A text, or null where the key is missing; an empty one is a mistake.</summary>
    public string? OptionalText(string key, string remedy)
    {
        if (!values.TryGetValue(key, out var node))
            return null;
        if (node is not YamlScalarNode { Value: var value })
            Report(LineOf(node), $"\"{key}\" must be text; {remedy}.");
        else if (string.IsNullOrWhiteSpace(value) || IsNull(node))
            Report(LineOf(node), $"\"{key}\" is empty; {remedy}.");
        else
            return value.Trim();
        return null;
    }

    /// <summary>The items of a list of texts; none where the key is missing.</summary>
    public List<(string Text, int Line)> Texts(string key, string remedy)
    {
        var texts = new List<(string, int)>();
        foreach (var node in Items(key, remedy))
        {
            if (node is YamlScalarNode { Value: var value } && !string.IsNullOrWhiteSpace(value))
                texts.Add((value.Trim(), LineOf(node)));
            else
                Report(LineOf(node), $"An item of \"{key}\" must be text; {remedy}.");
        }

        return texts;
    }

    /// <summary>The items of a list; none where the key is missing.</summary>
    public IReadOnlyList<YamlNode> Items(string key, string remedy)
    {
        if (!values.TryGetValue(key, out var node))
            return [];
        if (node is YamlSequenceNode list)
            return [.. list.Children];
        Report(LineOf(node), $"\"{key}\" must be a list; {remedy}.");
        return [];
    }

    /// <summary>The mapping under a key; null where the key is missing. An empty list of known keys allows any.</summary>
    public YamlFields? Fields(string key, string owner, IReadOnlyList<string> known, string remedy)
    {
        if (!values.TryGetValue(key, out var node))
            return null;
        if (node is YamlMappingNode mapping)
            return new(mapping, file, owner, known, problems);
        Report(LineOf(node), $"\"{key}\" must have keys of its own; {remedy}.");
        return null;
    }

    public static int LineOf(YamlNode node) => (int)node.Start.Line;

    private static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "~" or "null" };

    private static string Unknown(string key, string owner, IReadOnlyList<string> known)
    {
        var said = $"\"{key}\" is no key of {owner}; ";
        return Nearest.To(key, known, 1) is [var near] ? $"{said}did you mean \"{near}\"?" : $"{said}remove it, or use one of: {string.Join(", ", known)}.";
    }

    private static string Owned(string owner) => $"the keys of {owner} are ";
}
