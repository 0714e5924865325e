using System.Globalization;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Finds the exact words of articles and comments that maintainers refer to.</summary>
/// <param name="unread">Slugs of seeds that could not be read; what refers to them is not called unknown.</param>
internal sealed class SourceWords(IReadOnlyList<Article> articles, IReadOnlySet<string> unread)
{
    /// <summary>Longest quote, in UTF-16 units.</summary>
    public const int MaxQuote = 400;

    private readonly Dictionary<string, Passage> passages =
        articles.SelectMany(article => article.Paragraphs.Cast<Passage>().Concat(article.Comments)).ToDictionary(passage => passage.Id);

    public bool Knows(string id) => passages.ContainsKey(id);

    /// <param name="id">Of a paragraph or comment.</param>
    /// <param name="quote">Exact words in it; null for all of it.</param>
    /// <param name="report">Told what is wrong, and how to mend it.</param>
    /// <returns>Null where there are no such words.</returns>
    public EntrySource? Find(string id, string? quote, Action<string> report)
    {
        if (passages.TryGetValue(id, out var passage))
            return quote is null ? Whole(passage, report) : Quote(passage, quote.Trim(), report);
        if (!unread.Contains(id.Split('#')[0]))
        {
            var near = Nearest.To(id, passages.Keys, 3);
            report($"There is no \"{id}\" in the seeds; " +
                (near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : "use the id of a paragraph (ankle-talus#p7) or comment (ankle-talus#c12)."));
        }

        return null;
    }

    private static EntrySource? Whole(Passage passage, Action<string> report)
    {
        if (passage.Text.Length <= MaxQuote)
            return new(passage, new(passage.Text, passage.Start, passage.End));
        report(string.Create(CultureInfo.InvariantCulture,
            $"{passage.Id} has {passage.Text.Length:N0} characters, too many to quote whole; add the exact words (at most {MaxQuote}): \"- {passage.Id}: words\"."));
        return null;
    }

    /// <summary>An article that gained a paragraph counts the ones below it anew.</summary>
    private string? Holder(string id, string quote)
    {
        var slug = id[..(id.IndexOf('#', StringComparison.Ordinal) + 1)];
        return passages.Values.FirstOrDefault(other => other.Id.StartsWith(slug, StringComparison.Ordinal) && other.Text.Contains(quote, StringComparison.Ordinal))?.Id;
    }

    private EntrySource? Quote(Passage passage, string quote, Action<string> report)
    {
        if (quote.Length == 0)
        {
            report($"The quote is empty; paste exact words of {passage.Id}, or leave the colon out.");
            return null;
        }

        if (quote.Length > MaxQuote)
        {
            report(string.Create(CultureInfo.InvariantCulture, $"The quote has {quote.Length} characters; choose at most {MaxQuote}."));
            return null;
        }

        var at = passage.Text.IndexOf(quote, StringComparison.Ordinal);
        if (at >= 0)
            return new(passage, new(quote, passage.Start + at, passage.Start + at + quote.Length));

        var (plainText, plainQuote) = (Phrases.Plain(passage.Text), Phrases.Plain(quote));
        if (plainText.IndexOf(plainQuote, StringComparison.Ordinal) is >= 0 and var marks)
            report($"The quote differs from {passage.Id} only in its quotation marks or apostrophes; paste this: {passage.Text.Substring(marks, quote.Length)}");
        else if (plainText.IndexOf(plainQuote, StringComparison.OrdinalIgnoreCase) is >= 0 and var letters)
            report($"The quote differs from {passage.Id} in small and capital letters; paste this: {passage.Text.Substring(letters, quote.Length)}");
        else if (Holder(passage.Id, quote) is { } holder)
            report($"The quote is not in {passage.Id} but in {holder}; correct the id.");
        else
            report($"The quote is not in {passage.Id}; paste its exact words.");
        return null;
    }
}
