using System.Globalization;
using System.Net;
using System.Text;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Import;

/// <summary>Takes one post with its comments from a WordPress site, over its REST API.</summary>
/// <param name="tell">Told what is being read, in words.</param>
internal sealed class WordPressSource(SiteClient web, Action<string> tell)
{
    private const int PageSize = 100;
    private const int MostPages = SeedReader.MaxComments / PageSize;
    private const int MostTries = 3;

    private const string Export = "In WordPress, choose Tools, Export, and import the file instead.";

    private static readonly string[] Kinds = ["posts", "pages"];

    /// <param name="address">A post, or any page of the site where <paramref name="wanted"/> names the post.</param>
    /// <param name="wanted">A post's slug, number or address; null where <paramref name="address"/> is the post.</param>
    public async Task<Imported> ReadAsync(Uri address, string? wanted, CancellationToken cancel)
    {
        tell($"Looking at {address}");
        var (links, page) = await LinksAsync(address, wanted is not null, cancel);
        var root = links.Root ?? await GuessedRootAsync(page, cancel);
        if (root.Scheme is not ("http" or "https") || !SiteClient.IsSameSite(page, root))
        {
            throw new ImportRefusal($"{page} has its REST API on another host or port, {root}; that is not followed. {Export}");
        }

        if (SiteClient.IsWeaker(page, root))
        {
            throw new ImportRefusal($"{page} has its REST API at {root}, without https, where anybody on the way could change the words; that is not followed. {Export}");
        }

        var (kind, post) = await PostAsync(root, wanted is null ? links.Post : null, wanted ?? address.AbsoluteUri, cancel);
        if (post.Refusal is { } refusal)
        {
            throw new ImportRefusal(refusal);
        }

        var comments = await CommentsAsync(root, post, cancel);
        try
        {
            return new Imported(post.With(comments), SiteLinks.Under(root, $"wp/v2/{kind}/{post.Id.ToString(CultureInfo.InvariantCulture)}", "").AbsoluteUri);
        }
        catch (FormatException error)
        {
            throw new ImportRefusal($"The post at {post.Link} cannot be taken: {error.Message}.", exitCode: 1);
        }
    }

    /// <returns>With the page's address after redirects.</returns>
    private async Task<(SiteLinks Links, Uri Page)> LinksAsync(Uri address, bool anyPage, CancellationToken cancel)
    {
        var page = await web.GetAsync(address, cancel);
        var links = SiteLinks.Of(page.Links, Encoding.UTF8.GetString(page.Body), page.Address);
        if (page.IsFound || (anyPage && links.Root is not null))
        {
            return (links, page.Address);
        }

        throw new ImportRefusal(page.Status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => $"There is no page at {address} (HTTP {(int)page.Status}).",
            _ when page.IsRefused => $"{address} is not open to everybody (HTTP {(int)page.Status}).",
            _ => $"{address} could not be read (HTTP {(int)page.Status}).",
        });
    }

    /// <summary>A site may not tell where its API is and have it all the same.</summary>
    private async Task<Uri> GuessedRootAsync(Uri address, CancellationToken cancel)
    {
        Fetched? refused = null;
        foreach (var guess in new[] { "/wp-json/", "/?rest_route=/" })
        {
            var answer = await web.GetAsync(new Uri(address, guess), cancel);
            if (answer.IsFound && RestDocuments.IsRoot(answer.Body))
            {
                return answer.Address;
            }

            refused ??= answer.IsRefused ? answer : null;
        }

        throw new ImportRefusal(refused is not null
            ? $"{address.Host} does not open its REST API to everybody (HTTP {(int)refused.Status}{Said(refused)}). {Export}"
            : $"{address} is no WordPress site, or its REST API is switched off: neither /wp-json/ nor /?rest_route=/ answers. {Export}");
    }

    private async Task<(string Kind, WordPressPost Post)> PostAsync(Uri root, (string Kind, long Id)? shown, string wanted, CancellationToken cancel)
    {
        var id = shown?.Id ?? NumberIn(wanted);
        var slug = SlugIn(wanted);
        if (id is null && slug.Length == 0)
        {
            throw new ImportRefusal($"{wanted} is a site and no post; name the post with --post, by its slug, its number or its address.");
        }

        Fetched? refused = null;
        foreach (var kind in shown is { } known ? [known.Kind] : Kinds)
        {
            tell($"Reading the post from {kind}");
            var answer = await web.GetAsync(
                id is { } number
                    ? SiteLinks.Under(root, $"wp/v2/{kind}/{number.ToString(CultureInfo.InvariantCulture)}", "_embed=author")
                    : SiteLinks.Under(root, $"wp/v2/{kind}", $"slug={Uri.EscapeDataString(slug)}&_embed=author"),
                cancel);
            if (!answer.IsFound)
            {
                refused ??= answer;
                continue;
            }

            var posts = Parsed(answer, RestDocuments.Posts);
            if (posts is [var only])
            {
                return (kind, only);
            }

            // Pages under different pages may have the same slug; their addresses differ.
            if (posts.FirstOrDefault(post => post.IsMeant(wanted)) is { } meant)
            {
                return (kind, meant);
            }
        }

        throw new ImportRefusal(refused switch
        {
            { IsRefused: true } => $"\"{wanted}\" is not open to everybody (HTTP {(int)refused.Status}{Said(refused)}); a draft must be published first.",
            { Status: HttpStatusCode.NotFound } when RestDocuments.Refusal(refused.Body) is not { Code: var code } || code == "rest_no_route" =>
                $"{root.Host} has its REST API switched off (HTTP 404 for {refused.Address}). {Export}",
            { Status: not HttpStatusCode.NotFound } => $"{refused.Address} could not be read (HTTP {(int)refused.Status}{Said(refused)}).",
            _ => $"There is no post \"{wanted}\" on {root.Host}; drafts and private posts are not shown to everybody.",
        });
    }

    /// <summary>All of them, or none: where comments come or go while the pages are turned, it begins again.</summary>
    private async Task<IReadOnlyCollection<WordPressComment>> CommentsAsync(Uri root, WordPressPost post, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var comments = new Dictionary<long, WordPressComment>();
            int? total = null;
            int? pages = null;
            for (var page = 1; page <= (pages ?? MostPages); page++)
            {
                tell(string.Create(CultureInfo.InvariantCulture, $"Reading comments, page {page}{(pages is { } last ? $" of {last}" : "")}"));
                var answer = await web.GetAsync(
                    SiteLinks.Under(root, "wp/v2/comments", string.Create(CultureInfo.InvariantCulture, $"post={post.Id}&per_page={PageSize}&page={page}&orderby=id&order=asc")), cancel);
                if (!answer.IsFound)
                {
                    throw Refused(answer, post);
                }

                var read = Parsed(answer, RestDocuments.Comments);
                foreach (var comment in read)
                {
                    comments.TryAdd(comment.Id, comment);
                }

                (total, pages) = (answer.Total, answer.Pages);
                if (pages > MostPages)
                {
                    throw new ImportRefusal(string.Create(CultureInfo.InvariantCulture, $"There are {total:N0} comments, more than {SeedReader.MaxComments:N0}."), exitCode: 1);
                }

                if (read.Count < PageSize && pages is null)
                {
                    break;
                }
            }

            if (total is null || total == comments.Count)
            {
                return comments.Values;
            }
        }

        throw new ImportRefusal($"The comments of \"{HtmlText.OfTitle(post.Title)}\" change while they are read; try again later.");
    }

    private static ImportRefusal Refused(Fetched answer, WordPressPost post) => new(answer switch
    {
        { IsRefused: true } => $"The comments of \"{HtmlText.OfTitle(post.Title)}\" are not open to everybody over REST (HTTP {(int)answer.Status}{Said(answer)}). {Export}",
        { Status: HttpStatusCode.NotFound } => $"{answer.Address.Host} does not give comments over REST (HTTP 404{Said(answer)}). {Export}",
        _ => $"{answer.Address} could not be read (HTTP {(int)answer.Status}{Said(answer)}).",
    });

    private static T Parsed<T>(Fetched answer, Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return parse(answer.Body);
        }
        catch (FormatException error)
        {
            throw new ImportRefusal($"{answer.Address} answers something else than WordPress does: {error.Message}. {Export}", exitCode: 1);
        }
    }

    private static string Said(Fetched answer) => RestDocuments.Refusal(answer.Body) is { Message.Length: > 0 } said ? $": {said.Message.TrimEnd('.')}" : "";

    /// <summary><c>17</c>, or an address such as <c>/?p=17</c>.</summary>
    private static long? NumberIn(string wanted)
    {
        if (long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return Uri.TryCreate(wanted, UriKind.Absolute, out var address) &&
            System.Web.HttpUtility.ParseQueryString(address.Query) is var query && long.TryParse(query["p"] ?? query["page_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;
    }

    /// <summary>The slug itself, or the last part of an address's path.</summary>
    private static string SlugIn(string wanted) => Uri.TryCreate(wanted, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? Uri.UnescapeDataString(address.AbsolutePath.TrimEnd('/').Split('/')[^1])
        : wanted;
}
