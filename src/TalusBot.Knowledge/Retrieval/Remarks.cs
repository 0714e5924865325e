using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>What was said under an article beside questions and tips: the paragraphs of replies, and readers' own stories.</summary>
internal static class Remarks
{
    /// <summary>Fewer words say nothing that could be found by them.</summary>
    private const int FewestWords = 6;

    public static IEnumerable<Unit.OfRemark> Of(Article article)
    {
        var byId = article.Comments.ToDictionary(comment => comment.Id, StringComparer.Ordinal);
        var tips = article.Tips.Select(tip => tip.Words.Start).ToHashSet();
        foreach (var comment in article.Comments)
        {
            var asked = article.Exchanges.Where(exchange => exchange.Reply.Id == comment.Id).ToList();
            var asking = article.Exchanges.Where(exchange => exchange.Asked.Id == comment.Id).Select(exchange => exchange.Question)
                .Concat(article.Unanswered.Where(unanswered => unanswered.Asked.Id == comment.Id).Select(unanswered => unanswered.Question)).ToList();
            var number = 0;
            foreach (var words in Paragraphs(comment).Where(paragraph => !QuotedLine.At(paragraph.Text, 0)).SelectMany(paragraph => Without(paragraph, asking)).Where(words => !tips.Contains(words.Start) && WordsIn(words.Text) >= FewestWords))
            {
                yield return new Unit.OfRemark(
                    comment,
                    words,
                    comment.RepliesTo is { } to ? byId[to] : null,
                    asked.FirstOrDefault(exchange => exchange.Answer.Start <= words.Start && words.End <= exchange.Answer.End)?.Question,
                    ++number);
            }
        }
    }

    private static int WordsIn(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => !word.StartsWith("http", StringComparison.Ordinal));

    private static IEnumerable<Span> Paragraphs(Comment comment)
    {
        for (var start = 0; start < comment.Text.Length;)
        {
            var end = comment.Text.IndexOf('\n', start);
            end = end < 0 ? comment.Text.Length : end;
            yield return Cut(comment, start, end);
            start = end + 1;
        }
    }

    /// <summary>The runs of whole sentences of a paragraph between those that ask.</summary>
    private static IEnumerable<Span> Without(Span paragraph, List<Span> asking)
    {
        int? first = null;
        var last = 0;
        foreach (var sentence in Sentences.Split(paragraph.Text))
        {
            var asks = asking.Any(question => question.Start < paragraph.Start + sentence.End && paragraph.Start + sentence.Start < question.End);
            if (asks && first is { } begun)
            {
                yield return Cut(paragraph, begun, last);
                first = null;
            }
            else if (!asks)
            {
                first ??= sentence.Start;
                last = sentence.End;
            }
        }

        if (first is { } rest)
        {
            yield return Cut(paragraph, rest, last);
        }
    }

    private static Span Cut(Passage passage, int start, int end) => Cut(new Span(passage.Text, passage.Start, passage.End), start, end);

    private static Span Cut(Span words, int start, int end) => new(words.Text[start..end], words.Start + start, words.Start + end);
}
