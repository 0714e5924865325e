namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>What WordPress calls a post, or a page, before its HTML is read.</summary>
/// <param name="Slug">The last part of its address; percent signs for letters beyond a-z are resolved.</param>
/// <param name="Status">"publish" where everybody may read it.</param>
/// <param name="IsProtected">Whether a password is asked for.</param>
/// <param name="Raw">Whether <paramref name="Html"/> is as the author typed it.</param>
/// <param name="AuthorId">The account that wrote it; 0 where the source does not say.</param>
public sealed record WordPressPost(
    long Id, string Slug, string Title, Uri? Link, DateTime? At, string Status, bool IsProtected, string Html, bool Raw, long AuthorId, string? AuthorName)
{
    /// <summary>Why it cannot be imported, in words; null where it can.</summary>
    public string? Refusal => IsProtected ? $"\"{Title}\" asks for a password; what not everybody may read is not imported."
        : Status != "publish" ? $"\"{Title}\" is not published (its status is \"{Status}\"); what not everybody may read is not imported."
        : null;

    /// <summary>The article with its comments.</summary>
    /// <exception cref="FormatException">A text is too large; the message says so in words.</exception>
    public BlogPost With(IEnumerable<WordPressComment> comments)
    {
        var page = Link;
        var shown = comments.Where(comment => comment.IsShown).Select(comment => new BlogComment(
            comment.Id,
            comment.Parent > 0 ? comment.Parent : null,
            HtmlText.OfTitle(comment.Name),
            comment.At,
            comment.AtUtc,
            AuthorId > 0 && comment.UserId == AuthorId,
            HtmlText.OfComment(comment.Html, Raw, page)));
        return new(
            Slug, HtmlText.OfTitle(Title, Raw), Link, At is { } at ? DateOnly.FromDateTime(at) : null, AuthorName is null ? null : HtmlText.OfTitle(AuthorName), Id,
            HtmlText.OfArticle(Html, Raw, page), CommentOrder.Of(shown));
    }
}

/// <summary>A comment as WordPress keeps it.</summary>
/// <param name="Parent">0 where it stands by itself.</param>
/// <param name="UserId">The account that wrote it; 0 for a visitor.</param>
/// <param name="IsShown">Whether it is approved, and is neither a pingback nor a trackback.</param>
public sealed record WordPressComment(long Id, long Parent, long UserId, string Name, DateTime? At, DateTime? AtUtc, string Html, bool IsShown);
