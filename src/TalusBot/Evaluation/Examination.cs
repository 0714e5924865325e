using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Evaluation;

/// <summary>Asks golden questions as a reader would, turn by turn, and judges the last reply.</summary>
internal sealed class Examination(Snapshot knowledge)
{
    /// <summary>Deeper than this a find helps nobody.</summary>
    private const int DeepestRank = 10;

    private readonly Dictionary<string, Passage> passages = knowledge.Articles
        .SelectMany(article => article.Paragraphs.Concat<Passage>(article.Comments))
        .ToDictionary(passage => passage.Id, StringComparer.Ordinal);

    public Examined Ask(GoldenQuestion question)
    {
        var state = new DialogState();
        Reply? reply = null;
        foreach (var turn in question.Turns)
        {
            (state, reply, _, _) = Dialog.Advance(state, new Said(turn, Locale: null), knowledge);
        }

        var seen = new SeenReply(ReplyFacts.OutcomeName(reply!.Outcome), ReplyMarkdown.Write(reply), [.. reply.Citations.Select(CitationData.Of).Select(Seen)]);
        return new Examined(question, seen, reply.Confidence, Judge.Fault(question, seen, IsVerbatim), RankOf(question));
    }

    private static SeenCitation Seen(CitationData citation) =>
        new(citation.Id, citation.Quote, citation.Speaker, citation.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private bool IsVerbatim(SeenCitation citation) => passages.TryGetValue(citation.Id, out var said) && said.Text.Contains(citation.Quote, StringComparison.Ordinal);

    /// <summary>How sure the search is of its best find, and whether that find rests on a right passage; null where the row is no single question to be searched for.</summary>
    public (double P, bool IsRight, Knowledge.Retrieval.Ranking Ranking)? Sureness(GoldenQuestion question)
    {
        if (question.Turns.Count > 1 || question.Expect is not ("answer" or "notCovered") || (question.Expect == "answer" && question.Units.Count == 0))
        {
            return null;
        }

        var ranking = knowledge.Search.Rank(question.Turns[0], DeepestRank);
        return ranking.Hits is [var best, ..] ? (ranking.Confidence.P, question.Expect == "answer" && best.Unit.Passages.Any(question.Units.Contains), ranking) : null;
    }

    /// <summary>Where the ranking has the first unit that rests on one of the right passages, from 1; 0 where it has none, null where it was not asked for one.</summary>
    private int? RankOf(GoldenQuestion question)
    {
        if (question.Expect != "answer" || question.Turns.Count > 1 || question.Units.Count == 0)
        {
            return null;
        }

        var hits = knowledge.Search.Rank(question.Turns[0], DeepestRank).Hits;
        for (var i = 0; i < hits.Count; i++)
        {
            if (hits[i].Unit.Passages.Any(question.Units.Contains))
            {
                return i + 1;
            }
        }

        return 0;
    }
}

/// <summary>A golden question with what came of it.</summary>
/// <param name="Confidence">Of the reply; null where nothing was ranked.</param>
/// <param name="Fault">Null where the reply was right.</param>
/// <param name="Rank">Of the first right find, from 1; 0 where there is none among the first ten; null where ranking does not matter.</param>
internal sealed record Examined(GoldenQuestion Question, SeenReply Reply, double? Confidence, string? Fault, int? Rank)
{
    public bool IsRight => Fault is null;

    /// <summary>Answerable, and yet not answered.</summary>
    public bool IsRefused => Question.Expect == "answer" && Reply.Outcome is "notCovered" or "clarify";
}
