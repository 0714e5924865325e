using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Collects the author's links to what else he wrote.</summary>
internal static partial class AuthorLinks
{
    /// <summary>Where the article's address is known, only links to the same host count, and never the article itself.</summary>
    public static List<ReadNextLink> In(string text, IEnumerable<Passage> passages, Uri? article)
    {
        var links = new List<ReadNextLink>();
        var lead = "";
        foreach (var passage in passages.Where(passage => passage.Role == Role.Author))
        {
            // Words in one paragraph of the article may lead to an address in the next; a comment begins anew.
            if (passage is Comment)
                lead = "";
            foreach (var line in SourceLine.In(passage, text))
            {
                var before = "";
                foreach (var (start, end) in SentenceSplit.In(text, line.Start, line.End))
                {
                    var sentence = text[start..end];
                    var alone = ReplyBody.IsAddress(sentence);
                    var words = alone ? before.Length > 0 ? before : lead : Address().Replace(sentence, "").Trim();
                    foreach (var match in Address().EnumerateMatches(sentence))
                    {
                        if (Uri.TryCreate(sentence.Substring(match.Index, match.Length), UriKind.Absolute, out var url) && Counts(url, article))
                            links.Add(new(url, passage.Id, words));
                    }

                    if (alone)
                        continue;
                    before = words;
                    lead = LeadsOn().IsMatch(sentence) ? words : "";
                }
            }
        }

        return links;
    }

    private static bool Counts(Uri url, Uri? article) => article is null || (Host(url) == Host(article) && url != article);

    private static string Host(Uri url) => url.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? url.Host[4..] : url.Host;

    /// <summary>The last character is none that ends a sentence or a bracket.</summary>
    [GeneratedRegex(@"https?://[^\s<>""“”]*[^\s<>""“”.,;:!?)\]'’]", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    /// <summary>A sentence that stops short, so that the address in the next line completes it.</summary>
    [GeneratedRegex(@"([:\-–—]|\b(here|this|these|post|article))\s*$", RegexOptions.IgnoreCase | RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadsOn();
}
