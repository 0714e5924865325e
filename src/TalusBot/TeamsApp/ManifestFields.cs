using System.Globalization;
using System.Text.Json;

namespace TalusBot.TeamsApp;

/// <summary>Takes values out of a manifest; what is missing, of the wrong kind or too long becomes a problem with its line.</summary>
internal sealed class ManifestFields(JsonLines lines)
{
    /// <summary>More mistakes than this are only counted: nobody reads them all before mending the first.</summary>
    private const int MostProblems = 100;

    private readonly List<PackageProblem> problems = [];

    public JsonLines Lines => lines;

    /// <summary>In the order of their lines.</summary>
    public IReadOnlyList<PackageProblem> Problems => problems.Count <= MostProblems
        ? [.. problems.OrderBy(problem => problem.Line)]
        : [.. problems.OrderBy(problem => problem.Line).Take(MostProblems), new(AppPackage.ManifestName, 0, string.Create(CultureInfo.InvariantCulture, $"{problems.Count - MostProblems} more mistakes are not shown; mend these first."))];

    public void Report(string path, string message) => problems.Add(new(AppPackage.ManifestName, lines[path], message));

    /// <param name="path">Where the text stands; its last part is the key in <paramref name="owner"/>.</param>
    /// <param name="most">UTF-16 units.</param>
    public string? Text(JsonElement owner, string path, int most, bool required = true)
    {
        if (!Find(owner, path, required, out var value))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            Report(path, $"\"{path}\" must be text, in quotation marks.");
            return null;
        }

        var text = value.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
        {
            Report(path, $"\"{path}\" is empty; write a text.");
            return null;
        }

        if (text.Length > most)
        {
            Report(path, string.Create(CultureInfo.InvariantCulture, $"\"{path}\" is {text.Length} characters long, and Teams takes at most {most}; shorten it."));
        }

        return text;
    }

    public JsonElement? Object(JsonElement owner, string path)
    {
        if (!Find(owner, path, required: true, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Object)
        {
            return value;
        }

        Report(path, $"\"{path}\" must be an object, in {{ }}.");
        return null;
    }

    /// <summary>The items of a list, each with its path; none where the key is missing.</summary>
    public IEnumerable<(JsonElement Item, string Path)> Items(JsonElement owner, string path, int most, bool required = false, bool ofObjects = true)
    {
        if (!Find(owner, path, required, out var list))
        {
            return [];
        }

        if (list.ValueKind is not JsonValueKind.Array)
        {
            Report(path, $"\"{path}\" must be a list, in [ ].");
            return [];
        }

        if (list.GetArrayLength() > most)
        {
            Report(path, string.Create(CultureInfo.InvariantCulture, $"\"{path}\" has {list.GetArrayLength()} items, and Teams takes at most {most}; remove some."));
        }

        var items = list.EnumerateArray().Take(most).Select((item, i) => (Item: item, Path: $"{path}[{i}]")).ToList();
        foreach (var (_, wrong) in items.Where(one => ofObjects && one.Item.ValueKind is not JsonValueKind.Object))
        {
            Report(wrong, $"\"{wrong}\" must be an object, in {{ }}.");
        }

        return items.Where(one => !ofObjects || one.Item.ValueKind is JsonValueKind.Object);
    }

    private bool Find(JsonElement owner, string path, bool required, out JsonElement value)
    {
        if (owner.TryGetProperty(path[(path.LastIndexOf('.') + 1)..], out value))
        {
            return true;
        }

        if (required)
        {
            Report(path, $"\"{path}\" is missing; add it.");
        }

        return false;
    }
}
