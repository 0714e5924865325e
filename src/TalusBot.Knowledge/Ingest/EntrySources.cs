using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the list of words that an entry rests on.</summary>
internal sealed class EntrySources(SourceWords words)
{
    /// <summary>Most sources: a reply cites no more.</summary>
    public const int MaxSources = 3;

    private const string Remedy = "write each as \"- ankle-talus#c12\" or \"- ankle-talus#c12: exact words\"";

    /// <summary>The sources that are right.</summary>
    /// <param name="lines">The line of every source, right or wrong, in the order of their numbers.</param>
    public List<EntrySource> Read(YamlFields fields, out List<int> lines)
    {
        var items = fields.Items("sources", Remedy);
        var sources = new List<EntrySource>();
        lines = [.. items.Select(YamlFields.LineOf)];
        if (items.Count == 0 && fields.Has("sources"))
            fields.Report(fields.Line("sources"), "\"sources\" is empty; list the paragraphs and comments that the answer rests on.");
        if (items.Count > MaxSources)
            fields.Report(lines[MaxSources], string.Create(CultureInfo.InvariantCulture, $"\"sources\" has {items.Count} items; keep at most {MaxSources}."));
        foreach (var item in items.Take(MaxSources))
        {
            switch (item)
            {
                case YamlScalarNode { Value: { Length: > 0 } id }:
                    if (words.Find(id, quote: null, problem => fields.Report(YamlFields.LineOf(item), problem)) is { } whole)
                        sources.Add(whole);
                    break;
                case YamlMappingNode { Children: [{ Key: YamlScalarNode { Value: { } id }, Value: YamlScalarNode { Value: { } quote } node }] }:
                    if (words.Find(id, quote, problem => fields.Report(YamlFields.LineOf(node), problem)) is { } part)
                        sources.Add(part);
                    break;
                default:
                    fields.Report(YamlFields.LineOf(item), $"A source must be an id, or an id with a quote; {Remedy}.");
                    break;
            }
        }

        return sources;
    }
}
