using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Where a page of a WordPress site says that its REST API is, and which post it shows.</summary>
/// <param name="Root">The API's root; null where the page does not say, as pages of other programs do not.</param>
/// <param name="Post">Kind ("posts" or "pages") and number of what the page shows; null where it shows several, or does not say.</param>
public sealed partial record SiteLinks(Uri? Root, (string Kind, long Id)? Post)
{
    private const string RootRelation = "https://api.w.org/";

    /// <param name="headers">The values of the response's <c>Link</c> headers.</param>
    /// <param name="html">The page; what its head says counts where the headers say nothing.</param>
    /// <param name="page">The page's address, from which relative addresses start.</param>
    public static SiteLinks Of(IEnumerable<string> headers, string html, Uri page)
    {
        var links = headers.SelectMany(header => HeaderLink().Matches(header)).Select(match => (match.Groups["url"].Value, match.Groups["rel"].Value, match.Groups["type"].Value)).ToList();
        if (!links.Exists(link => link.Item2 == RootRelation) && html.Length <= HtmlText.MaxLength)
            links.AddRange(InHead(html));
        Uri? root = null;
        (string, long)? post = null;
        foreach (var (url, relation, type) in links)
        {
            if (relation == RootRelation && root is null && Uri.TryCreate(page, url, out var address))
                root = address;
            else if (relation == "alternate" && type == "application/json" && post is null && Route().Match(Uri.UnescapeDataString(url)) is { Success: true } route)
                post = (route.Groups["kind"].Value, long.Parse(route.Groups["id"].ValueSpan, CultureInfo.InvariantCulture));
        }

        return new(root, post);
    }

    /// <summary>The address of a route under an API's root, which may be <c>/wp-json/</c> or <c>/?rest_route=/</c>.</summary>
    /// <param name="route">Without a slash at the start: <c>wp/v2/posts</c>.</param>
    /// <param name="query">Without a question mark; may be empty.</param>
    public static Uri Under(Uri root, string route, string query)
    {
        var plain = root.Query.Contains("rest_route=", StringComparison.Ordinal);
        var start = root.AbsoluteUri.EndsWith('/') || root.AbsoluteUri.EndsWith("%2F", StringComparison.OrdinalIgnoreCase) ? root.AbsoluteUri : root.AbsoluteUri + "/";
        return new Uri($"{start}{route}{(query.Length == 0 ? "" : plain ? "&" : "?")}{query}");
    }

    private static IEnumerable<(string, string, string)> InHead(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return [.. (document.Head?.QuerySelectorAll("link[rel][href]") ?? Enumerable.Empty<AngleSharp.Dom.IElement>()).Select(link =>
            (link.GetAttribute("href") ?? "", link.GetAttribute("rel") ?? "", link.GetAttribute("type") ?? ""))];
    }

    [GeneratedRegex(@"<(?<url>[^<>]{1,2000})>(?:\s*;\s*(?:rel=""(?<rel>[^""]*)""|type=""(?<type>[^""]*)""|[a-z*]+=""[^""]*""|[a-z*]+=[^\s;,""]*))*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderLink();

    [GeneratedRegex(@"/wp/v2/(?<kind>posts|pages)/(?<id>[0-9]{1,18})/?\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Route();
}
