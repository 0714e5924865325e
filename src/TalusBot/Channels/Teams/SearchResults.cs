using System.Text.Json;
using TalusBot.Conversation;

namespace TalusBot.Channels.Teams;

/// <summary>What the search in the compose box finds: answers as cards to drop into a chat, or a line of text where there is none.</summary>
internal static class SearchResults
{
    private const string Preview = "application/vnd.microsoft.card.thumbnail";
    private const int MostResults = 10;
    private const int LongestTitle = 80;
    private const int LongestPreview = 160;
    private const int LongestText = 1_000;

    /// <summary>A search may find ten cards, and all of them travel in one body.</summary>
    private const int LongestPart = 1_200;

    public static string Write(Reply? reply, string question, IReadOnlyList<string> examples, ReplyPlace place) => reply switch
    {
        null => Say(PlainWords.Write([new Block.Words(Wording.SearchHint), new Block.Bullets([.. examples.Take(3)])])),
        { Outcome: Outcome.Answered } => Write([new FoundAnswer(question, reply)], place),
        { Outcome: Outcome.Guide } => Say(Wording.AskInChat),
        { Outcome: Outcome.NotCovered } => Say(PlainWords.Write(InVain.Unnoted(reply).Blocks)),
        _ => Say(PlainWords.Write(reply.Blocks)),
    };

    public static string Write(IReadOnlyList<FoundAnswer> found, ReplyPlace place) => found.Count == 0
        ? Say(Wording.NotCoveredUnnoted)
        : Body(new QueryResult("result", "list", [.. found.Take(MostResults).Select(one => Card(one, place))]));

    private static string Say(string words) => Body(new QueryResult("message", Text: Shortened.Sentences(words, LongestText)));

    private static QueryAttachment Card(FoundAnswer found, ReplyPlace place)
    {
        var question = Shortened.Words(TeamsMarkdown.Line(found.Question), 200);
        var quote = found.Reply.Citations is [var first, ..] ? $"“{first.Quote}”" : PlainWords.Write(found.Reply.Blocks);
        return new QueryAttachment(
            AdaptiveCard.ContentType,
            ReplyCard.Answer(question, Shortened.Cut(found.Reply, LongestPart), place),
            new Attachment<ThumbnailCard>(Preview, new ThumbnailCard(Shortened.Words(question, LongestTitle), Shortened.Words(TeamsMarkdown.Line(quote), LongestPreview))));
    }

    private static string Body(QueryResult result) => JsonSerializer.Serialize(new QueryAnswer(result), TeamsJson.Plain.QueryAnswer);
}

/// <summary>An answer that a search found.</summary>
/// <param name="Question">What it answers.</param>
internal sealed record FoundAnswer(string Question, Reply Reply);

/// <summary>Body that answers a composeExtension/query.</summary>
internal sealed record QueryAnswer(QueryResult ComposeExtension);

/// <param name="Type">result or message.</param>
internal sealed record QueryResult(string Type, string? AttachmentLayout = null, IReadOnlyList<QueryAttachment>? Attachments = null, string? Text = null);

/// <param name="Preview">How it looks in the list of results.</param>
internal sealed record QueryAttachment(string ContentType, AdaptiveCard Content, Attachment<ThumbnailCard> Preview);

/// <summary>A small card of plain text.</summary>
internal sealed record ThumbnailCard(string Title, string Text);
