using System.Globalization;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Import;

/// <summary>Everything that an article amounts to, without ids, places in the file, and what a seed copied by hand does not know (the article's date).</summary>
internal static class Units
{
    public static List<string> Of(Article article)
    {
        var ordinal = article.Comments.ToDictionary(comment => comment.Id, comment => comment.Ordinal);
        return
        [
            .. article.Paragraphs.Select(paragraph => $"{paragraph.Id[article.Slug.Length..]} {paragraph.Speaker} {paragraph.Role} {paragraph.IsHeading} {paragraph.Heading} {paragraph.LeadsToPicture} {paragraph.Text}"),
            .. article.Comments.Select(comment => string.Create(CultureInfo.InvariantCulture, $"{comment.Ordinal} {comment.Speaker} {comment.Role} {comment.Date:yyyy-MM-dd} {(comment.RepliesTo is { } to ? ordinal[to] : 0)} {comment.Text}")),
            .. article.Exchanges.Select(exchange => $"exchange {exchange.Asked.Ordinal} {exchange.Reply.Ordinal} {Rest(exchange.Id, exchange.Reply)} {exchange.Question.Text} {exchange.Answer.Text}"),
            .. article.Tips.Select(tip => $"tip {tip.Said.Ordinal} {Rest(tip.Id, tip.Said)} {tip.Words.Text} {tip.Endorsement?.Ordinal}"),
            .. article.Unanswered.Select(open => $"unanswered {open.Asked.Ordinal} {Rest(open.Id, open.Asked)} {open.Question.Text} {open.AskedBack?.Ordinal}"),
        ];
    }

    private static string Rest(string id, Comment comment) => id[comment.Id.Length..];
}
