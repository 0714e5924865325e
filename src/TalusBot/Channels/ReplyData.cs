using System.Text.Json.Serialization;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Channels;

/// <summary><c>channelData</c> of every reply.</summary>
internal sealed record ReplyData(ReplyFacts Talusbot);

/// <summary>What a reply is, for programs.</summary>
/// <param name="Question">What gets this answer at <c>/ask?q=</c>; left out where it is no answer.</param>
/// <param name="CanSend">The question can be sent to the maintainers; left out where it has an answer.</param>
/// <param name="Comment">What the reader may write under the article instead; left out as well.</param>
internal sealed record ReplyFacts(
    string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Confidence,
    IReadOnlyList<CitationData> Citations,
    string? Question = null,
    bool? CanSend = null,
    CommentData? Comment = null)
{
    public static ReplyFacts Of(Reply reply)
    {
        var facts = new ReplyFacts(OutcomeName(reply.Outcome), reply.Confidence, [.. reply.Citations.Select(CitationData.Of)], reply.Question);
        return reply.AskedInVain is { } question
            ? facts with { CanSend = true, Comment = new CommentData(Wording.Comment(question.Trim()), reply.CommentAt?.AbsoluteUri) }
            : facts;
    }

    public static string OutcomeName(Outcome outcome) => outcome switch
    {
        Conversation.Outcome.Answered => "answered",
        Conversation.Outcome.Clarify => "clarify",
        Conversation.Outcome.NotCovered => "notCovered",
        Conversation.Outcome.Safety => "safety",
        Conversation.Outcome.Guide => "guide",
        Conversation.Outcome.Smalltalk => "smalltalk",
        Conversation.Outcome.Feedback => "feedback",
        _ => "done",
    };
}

/// <summary>A comment to copy.</summary>
/// <param name="Url">Where to put it; null where nobody said.</param>
internal sealed record CommentData(string Text, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Url);

/// <summary>One citation, for programs.</summary>
/// <param name="Role">author, reader or maintainer.</param>
/// <param name="Date">The day in ISO form; null where the source gives none.</param>
/// <param name="Url">On our own pages.</param>
internal sealed record CitationData(
    string Id,
    string Speaker,
    string Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Date,
    string Quote,
    string Url)
{
    public static CitationData Of(Citation citation) => new(
        citation.Id,
        citation.Speaker,
        citation.Role switch
        {
            Knowledge.Ingest.Role.Author => "author",
            Knowledge.Ingest.Role.Reader => "reader",
            _ => "maintainer",
        },
        citation.Date,
        citation.Quote,
        citation.Path);
}
