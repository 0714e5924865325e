namespace TalusBot.Knowledge.Ingest;

/// <summary>An article of another place with its comments, before it becomes a seed.</summary>
/// <param name="Name">What its place calls it in addresses; not always fit to be a slug of ours.</param>
/// <param name="Title">Plain text; empty where there is none.</param>
/// <param name="Id">Its place's own number; null where it has none.</param>
/// <param name="Lines">One a paragraph, heading, list item or picture; what <see cref="WordPress.HtmlText"/> makes of the article.</param>
/// <param name="Comments">In the order in which they were written; a reply stands after what it answers.</param>
public sealed record BlogPost(
    string Name, string Title, Uri? Url, DateOnly? Date, string? Author, long? Id, IReadOnlyList<string> Lines, IReadOnlyList<BlogComment> Comments);

/// <summary>One comment that its place shows to everybody.</summary>
/// <param name="Id">Its place's own number, greater than 0.</param>
/// <param name="ReplyTo">The comment it was written under; null where it stands by itself.</param>
/// <param name="Name">As its place shows it; may be empty.</param>
/// <param name="At">In the blog's own time zone; null where the source gives no possible time.</param>
/// <param name="AtUtc">Orders the comments; null where the source gives no possible time.</param>
/// <param name="ByAuthor">Whether the account that wrote the article wrote it.</param>
/// <param name="Lines">The words, one a line; never a picture.</param>
public sealed record BlogComment(long Id, long? ReplyTo, string Name, DateTime? At, DateTime? AtUtc, bool ByAuthor, IReadOnlyList<string> Lines);
