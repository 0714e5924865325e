using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Finds the words that entries rest on.</summary>
internal sealed class EntrySources(IReadOnlyList<Article> articles, IReadOnlySet<string> unread)
{
    /// <summary>Longest quote, in UTF-16 units.</summary>
    public const int MaxQuote = 400;

    /// <summary>Most sources: a reply cites no more.</summary>
    public const int MaxSources = 3;

    private const string Remedy = "write each as \"- ankle-talus#c12\" or \"- ankle-talus#c12: exact words\"";

    private readonly Dictionary<string, Passage> passages =
        articles.SelectMany(article => article.Paragraphs.Cast<Passage>().Concat(article.Comments)).ToDictionary(passage => passage.Id);

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
                    if (Find(id, item, fields) is { } whole && Whole(whole, item, fields) is { } all)
                        sources.Add(all);
                    break;
                case YamlMappingNode { Children: [{ Key: YamlScalarNode { Value: { } id }, Value: YamlScalarNode { Value: { } quote } node }] }:
                    if (Find(id, item, fields) is { } passage && Quote(passage, quote.Trim(), node, fields) is { } part)
                        sources.Add(part);
                    break;
                default:
                    fields.Report(YamlFields.LineOf(item), $"A source must be an id, or an id with a quote; {Remedy}.");
                    break;
            }
        }

        return sources;
    }

    private Passage? Find(string id, YamlNode item, YamlFields fields)
    {
        if (passages.TryGetValue(id, out var passage))
            return passage;
        if (!unread.Contains(id.Split('#')[0]))
        {
            var near = Nearest.To(id, passages.Keys, 3);
            fields.Report(YamlFields.LineOf(item), $"There is no \"{id}\" in the seeds; " +
                (near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : "use the id of a paragraph (ankle-talus#p7) or comment (ankle-talus#c12)."));
        }

        return null;
    }

    private static EntrySource? Whole(Passage passage, YamlNode item, YamlFields fields)
    {
        if (passage.Text.Length <= MaxQuote)
            return new(passage, new(passage.Text, passage.Start, passage.End));
        fields.Report(YamlFields.LineOf(item), string.Create(CultureInfo.InvariantCulture,
            $"{passage.Id} has {passage.Text.Length:N0} characters, too many to quote whole; add the exact words (at most {MaxQuote}): \"- {passage.Id}: words\"."));
        return null;
    }

    private static EntrySource? Quote(Passage passage, string quote, YamlNode node, YamlFields fields)
    {
        var line = YamlFields.LineOf(node);
        if (quote.Length == 0)
        {
            fields.Report(line, $"The quote is empty; paste exact words of {passage.Id}, or leave the colon out.");
            return null;
        }

        if (quote.Length > MaxQuote)
        {
            fields.Report(line, string.Create(CultureInfo.InvariantCulture, $"The quote has {quote.Length} characters; choose at most {MaxQuote}."));
            return null;
        }

        var at = passage.Text.IndexOf(quote, StringComparison.Ordinal);
        if (at >= 0)
            return new(passage, new(quote, passage.Start + at, passage.Start + at + quote.Length));

        var (plainText, plainQuote) = (Phrases.Plain(passage.Text), Phrases.Plain(quote));
        if (plainText.IndexOf(plainQuote, StringComparison.Ordinal) is >= 0 and var marks)
            fields.Report(line, $"The quote differs from {passage.Id} only in its quotation marks or apostrophes; paste this: {passage.Text.Substring(marks, quote.Length)}");
        else if (plainText.IndexOf(plainQuote, StringComparison.OrdinalIgnoreCase) is >= 0 and var letters)
            fields.Report(line, $"The quote differs from {passage.Id} in small and capital letters; paste this: {passage.Text.Substring(letters, quote.Length)}");
        else
            fields.Report(line, $"The quote is not in {passage.Id}; paste its exact words.");
        return null;
    }
}
