using System.Diagnostics.CodeAnalysis;
using TalusBot.Knowledge.Ingest;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Safety;

/// <summary>One file of the safety folder.</summary>
/// <param name="Path">As messages should name it.</param>
public sealed record SafetyFile(string Path, string Text)
{
    /// <summary>It is there and could not be read, which is a problem of its own.</summary>
    internal bool IsUnread { get; init; }
}

/// <summary>What reading the safety folder came to.</summary>
/// <param name="Screen">Null as soon as there is one problem: a half-working set is not used.</param>
/// <param name="Problems">Every problem found, by file and line.</param>
public sealed record SafetyReading(SafetyScreen? Screen, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Whether the set can be used.</summary>
    [MemberNotNullWhen(true, nameof(Screen))]
    public bool IsUsable => Screen is not null;
}

/// <summary>Reads knowledge/safety: the vocabulary, the places and one file for each rule.</summary>
public static class SafetyReader
{
    private const string VocabularyName = "vocabulary.yaml";
    private const string PlacesName = "places.yaml";

    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Reads a folder; files named README.md are left out.</summary>
    /// <param name="folder">A path such as <c>knowledge/safety</c>; problems name files as it does.</param>
    public static SafetyReading ReadFolder(string folder) => Read(new SourceFolder(folder, FileChanges.None), "");

    /// <param name="folder">Of the rules, in the knowledge folder.</param>
    internal static SafetyReading Read(SourceFolder knowledge, string folder)
    {
        if (!knowledge.HasFolder(folder))
        {
            return new SafetyReading(null, [new SourceProblem(knowledge.PathOf(folder), 0, "this folder is missing; the safety rules live here.")]);
        }

        var unread = new List<SourceProblem>();
        var files = new List<SafetyFile>();
        foreach (var name in knowledge.Names(folder, ".md", required: false, unread).Concat(knowledge.Names(folder, ".yaml", required: false, [])).Order(StringComparer.Ordinal))
        {
            if (!name.EndsWith("README.md", StringComparison.OrdinalIgnoreCase))
            {
                files.Add(ReadFile(knowledge, name, unread));
            }
        }

        return Read(files, unread, knowledge.PathOf(folder).Replace('\\', '/'));
    }

    /// <summary>A file that cannot be read is there all the same, and must not make the others look wrong.</summary>
    private static SafetyFile ReadFile(SourceFolder knowledge, string name, List<SourceProblem> problems)
    {
        var before = problems.Count;
        var text = knowledge.Read(name, MaxBytes, problems)?.DecodeLines(MaxBytes, problems);
        return new SafetyFile(knowledge.PathOf(name).Replace('\\', '/'), text ?? "") { IsUnread = problems.Count > before };
    }

    /// <summary>Reads files that are already in memory.</summary>
    public static SafetyReading Read(IReadOnlyList<SafetyFile> files) => Read(files, [], "knowledge/safety");

    /// <param name="problems">What was wrong with them before.</param>
    private static SafetyReading Read(IReadOnlyList<SafetyFile> files, List<SourceProblem> problems, string folder)
    {
        var lexicon = new Lexicon();
        // Where the vocabulary cannot be read, no word in the rules is called unknown.
        var names = Named(VocabularyName) is { IsUnread: false } vocabulary ? VocabularyReader.Read(vocabulary, lexicon, problems) : null;
        Func<string, bool> isSet = names is null ? _ => true : names.Contains;
        var places = Named(PlacesName) is { IsUnread: false } placesFile ? PlacesReader.Read(placesFile, problems) : null;
        var drafts = files.Where(f => f.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !f.IsUnread)
            .Select(f => RuleReader.Read(f, lexicon, isSet, places, problems)).OfType<RuleDraft>().ToList();
        if (drafts.Count == 0 && problems.Count == 0)
        {
            problems.Add(new SourceProblem(folder, 0, "there is no rule; add at least one .md file as README.md describes."));
        }

        foreach (var again in drafts.GroupBy(d => d.Watch.Rule.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            var first = drafts.First(d => d.Watch.Rule.Id == again.Watch.Rule.Id);
            problems.Add(new SourceProblem(again.Watch.Rule.File, again.IdLine, $"the id \"{again.Watch.Rule.Id}\" is already used by {first.Watch.Rule.File}; give this rule another one."));
        }

        if (problems.Count == 0 && places is not null)
        {
            var screen = new SafetyScreen([.. drafts.Select(d => d.Watch)], lexicon, places);
            CheckExamples(drafts, screen, problems);
            if (problems.Count == 0)
            {
                return new SafetyReading(screen, []);
            }
        }

        return new SafetyReading(null, [.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)]);

        SafetyFile? Named(string name)
        {
            var file = files.FirstOrDefault(f => Path.GetFileName(f.Path) == name);
            if (file is null)
            {
                problems.Add(new SourceProblem($"{folder}/{name}", 0, "this file is missing; no rule can be read without it."));
            }

            return file;
        }
    }

    private static void CheckExamples(IReadOnlyList<RuleDraft> drafts, SafetyScreen screen, List<SourceProblem> problems)
    {
        foreach (var draft in drafts)
        {
            var rule = draft.Watch.Rule;
            foreach (var (text, line) in draft.MustFire)
            {
                if (!screen.CheckAll(text).Any(f => f.Rule.Id == rule.Id))
                {
                    problems.Add(new SourceProblem(rule.File, line, $"\"{text}\" must fire and does not; widen a pattern, or take the example out."));
                }
            }

            foreach (var (text, line) in draft.MustNotFire)
            {
                if (screen.CheckAll(text) is [var found, ..])
                {
                    var words = string.Join(" ... ", found.Words.Select(w => w.Text));
                    problems.Add(new SourceProblem(rule.File, line, $"\"{text}\" must not fire, but rule {found.Rule.Id} sees \"{words}\"; narrow its pattern, or add the harmless meaning under \"unless\"."));
                }
            }
        }
    }
}

/// <summary>A rule with the lines of its file that later checks speak of.</summary>
internal sealed record RuleDraft(Watch Watch, int IdLine, IReadOnlyList<(string Text, int Line)> MustFire, IReadOnlyList<(string Text, int Line)> MustNotFire);

/// <summary>YAML with line numbers, and with every complaint in words.</summary>
internal sealed class YamlMap(YamlMappingNode node, string file, int firstLine, List<SourceProblem> problems)
{
    public static YamlMap? Parse(string text, string file, int firstLine, List<SourceProblem> problems)
    {
        // The lines before are read along, so that every node knows its line.
        if (YamlText.Load(text, firstLine - 1, file, problems) is not { } documents)
        {
            return null;
        }

        if (documents is [{ RootNode: YamlMappingNode root }, ..])
        {
            return new YamlMap(root, file, firstLine, problems);
        }

        problems.Add(new SourceProblem(file, firstLine, "this should be \"name: value\" lines; see README.md for an example."));
        return null;
    }

    public int Line => LineOf(node);

    public IEnumerable<(string Key, YamlNode Value, int Line)> Entries =>
        node.Children.Select(c => ((c.Key as YamlScalarNode)?.Value ?? "", c.Value, LineOf(c.Key)));

    public static int LineOf(YamlNode at) => (int)at.Start.Line;

    public int LineOfKey(string key) => node.Children.Keys.FirstOrDefault(k => k is YamlScalarNode s && s.Value == key) is { } found ? LineOf(found) : firstLine;

    public void Complain(int line, string message) => problems.Add(new SourceProblem(file, line, message));

    public string? Text(string key)
    {
        if (node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar)
        {
            return scalar.Value.Trim();
        }

        Complain(LineOfKey(key), $"\"{key}\" is missing or empty; write \"{key}: ...\".");
        return null;
    }

    public YamlMap? Map(string key, bool required = true)
    {
        if (node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlMappingNode map)
        {
            return new YamlMap(map, file, firstLine, problems);
        }

        if (required || value is not null)
        {
            Complain(LineOfKey(key), $"\"{key}\" is missing or has nothing under it; write \"{key}:\" and its lines, indented.");
        }

        return null;
    }

    public IReadOnlyList<(string Text, int Line)> List(string key, bool required = true)
    {
        if (node.Children.TryGetValue(new YamlScalarNode(key), out var value))
        {
            return Lines(value, key);
        }

        if (required)
        {
            Complain(firstLine, $"\"{key}\" is missing; write \"{key}:\" and at least one line \"- ...\" under it.");
        }

        return [];
    }

    public IReadOnlyList<(string Text, int Line)> Lines(YamlNode value, string key)
    {
        if (value is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Complain(LineOfKey(key), $"\"{key}\" is empty; write at least one line \"- ...\" under it.");
            return [];
        }

        var lines = new List<(string, int)>();
        foreach (var item in list)
        {
            if (item is YamlScalarNode { Value.Length: > 0 } scalar)
            {
                lines.Add((scalar.Value, LineOf(item)));
            }
            else
            {
                Complain(LineOf(item), $"this line under \"{key}\" is not plain text; put it in double quotes.");
            }
        }

        return lines;
    }
}
