using System.Text;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Fuzz.Targets;

/// <summary>What WordPress answers over REST, and the pages that lead there.</summary>
internal sealed class RestTarget : IFuzzTarget
{
    public const string Id = "rest";

    private static readonly Uri Page = new("https://b.example/2013/post/");

    public string Name => Id;

    public int Share => 45;

    public IReadOnlyList<string> Parser => ["src/TalusBot.Knowledge/Ingest/WordPress/RestDocuments.cs", "src/TalusBot.Knowledge/Ingest/WordPress/SiteLinks.cs"];

    public IReadOnlyList<string> Words =>
    [
        "\"id\":", "\"slug\":", "\"title\":", "\"rendered\":", "\"link\":", "\"date\":", "\"date_gmt\":", "\"status\":", "\"publish\"", "\"author\":", "\"author_name\":", "\"content\":", "\"protected\":true", "\"parent\":", "\"_embedded\":", "\"namespaces\":", "\"wp/v2\"", "\"code\":", "\"message\":", "\"approved\"", "\"type\":", "\\ud800", "\\u0000",
        "<p>", "</p>", "<ul><li>", "<a href=\\\"/x\\\">", "<https://b.example/wp-json/>; rel=\"https://api.w.org/\"", "<link rel=\"https://api.w.org/\" href=\"/wp-json/\">", "<link rel=\"alternate\" type=\"application/json\" href=\"/wp-json/wp/v2/posts/9\">", "?rest_route=/",
    ];

    public IReadOnlyList<byte[]> Corpus() => Inputs.Cases(Id);

    public Verdict Try(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var links = SiteLinks.Of([text], text, Page);
        if (links.Root is { } root)
            BrokenPromiseException.Unless(SiteLinks.Under(root, "wp/v2/posts", "slug=x").IsAbsoluteUri, () => "The API's address leads nowhere.");
        var isUnderstood = RestDocuments.IsRoot(input) | RestDocuments.Refusal(input) is not null;
        var comments = InWords(() => RestDocuments.Comments(input));
        var posts = InWords(() => RestDocuments.Posts(input));
        foreach (var post in posts ?? [])
        {
            if (InWords(() => post.With(comments ?? [new(5, 0, post.AuthorId, post.Title, post.At, post.At, post.Html, IsShown: true)])) is { } whole)
                ImportPromises.ReadsBack(whole);
        }

        return isUnderstood || comments is not null || posts is not null || links.Root is not null ? Verdict.Accepted : Verdict.Refused;
    }

    /// <summary>Null where it is refused as promised: in words.</summary>
    private static T? InWords<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException refusal)
        {
            BrokenPromiseException.Unless(refusal.Message.Length > 5, () => "It was refused without a word.");
            return null;
        }
    }
}
