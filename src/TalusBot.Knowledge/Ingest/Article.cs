namespace TalusBot.Knowledge.Ingest;

/// <summary>One seed file: an article with the comments under it, and what the talk in them amounts to.</summary>
/// <param name="Slug">The file's name without its ending; the first half of every id in it.</param>
/// <param name="Title">From site.yaml, else as an import found it, else made of the slug.</param>
/// <param name="Url">Where the article is published, from site.yaml or as an import found it; null where nobody said.</param>
/// <param name="Text">The whole file as read; all offsets point into it.</param>
/// <param name="Paragraphs">The article itself, in order.</param>
/// <param name="Comments">What was said under it, in order.</param>
/// <param name="Exchanges">Readers' questions paired with the author's replies.</param>
/// <param name="Tips">What readers told from their own experience.</param>
/// <param name="Unanswered">What readers asked and nobody answered.</param>
/// <param name="ReadNext">Links by the author to his other posts, in order.</param>
public sealed record Article(
    string Slug,
    string Title,
    Uri? Url,
    string Text,
    IReadOnlyList<Paragraph> Paragraphs,
    IReadOnlyList<Comment> Comments,
    IReadOnlyList<Exchange> Exchanges,
    IReadOnlyList<Tip> Tips,
    IReadOnlyList<UnansweredQuestion> Unanswered,
    IReadOnlyList<ReadNextLink> ReadNext);

/// <summary>One paragraph of the article.</summary>
/// <param name="Heading">The sub-heading it stands under, if any; a heading is a paragraph of its own too.</param>
/// <param name="IsHeading">Whether this line is itself a sub-heading.</param>
/// <param name="LeadsToPicture">A picture or video that the text does not have comes next: its last words point there ("like this:"), or an import saw it.</param>
public sealed record Paragraph(string Id, string Speaker, DateOnly? Date, string Text, int Start, int End, string? Heading, bool IsHeading, bool LeadsToPicture)
    : Passage(Id, Speaker, Role.Author, Date, Text, Start, End);

/// <summary>One comment, without its name and date lines.</summary>
/// <param name="Ordinal">From 1, in the order of the source; not the source's own number, which an import keeps in the id.</param>
/// <param name="RepliesTo">The id of the comment that this one answers; null where it answers none.</param>
public sealed record Comment(string Id, int Ordinal, string Speaker, Role Role, DateOnly? Date, string Text, int Start, int End, string? RepliesTo)
    : Passage(Id, Speaker, Role, Date, Text, Start, End);

/// <summary>A reader's question with the author's reply to it.</summary>
/// <param name="Id">The id of the reply's comment; followed by <c>.1</c>, <c>.2</c> where one comment yields several exchanges.</param>
/// <param name="Asked">The comment that holds the question.</param>
/// <param name="Question">The sentences that ask, in the reader's words.</param>
/// <param name="Reply">The comment that holds the reply.</param>
/// <param name="Answer">The part of the reply that answers, without its greeting.</param>
public sealed record Exchange(string Id, Comment Asked, Span Question, Comment Reply, Span Answer);

/// <summary>A reader's own experience or advice.</summary>
/// <param name="Id">The id of the comment; followed by <c>.1</c>, <c>.2</c> where its paragraphs are told apart.</param>
/// <param name="Said">The comment it stands in.</param>
/// <param name="Words">The paragraph.</param>
/// <param name="Endorsement">The author's comment that agrees with it; null where nobody did.</param>
public sealed record Tip(string Id, Comment Said, Span Words, Comment? Endorsement);

/// <summary>A question under the article that got no answer; the author at most asked back.</summary>
/// <param name="Id">The id of the comment that asks; followed by <c>.1</c>, <c>.2</c> where it asks in several places.</param>
/// <param name="AskedBack">The author's comment that only asked back; null where nobody replied.</param>
public sealed record UnansweredQuestion(string Id, Comment Asked, Span Question, Comment? AskedBack);

/// <summary>A link by the author to something else to read; to his own site only, where its address is known.</summary>
/// <param name="In">The id of the comment or paragraph that carries the link.</param>
/// <param name="Sentence">The sentence that leads to it, without the address. Where the address stands alone: the sentence before it in its line, or the one above that stops short ("this too:"), else empty.</param>
public sealed record ReadNextLink(Uri Url, string In, string Sentence);
