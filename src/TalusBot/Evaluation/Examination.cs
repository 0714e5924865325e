using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Evaluation;

/// <summary>Asks golden questions as a reader would, turn by turn, and judges the last reply.</summary>
internal sealed class Examination(Snapshot knowledge)
{
    /// <summary>Deeper than this a find helps nobody.</summary>
    private const int DeepestRank = 10;

    public Examined Ask(GoldenQuestion question)
    {
        var state = new DialogState();
        Reply? reply = null;
        foreach (var turn in question.Turns)
        {
            (state, reply, _, _) = Dialog.Advance(state, new Said(turn, Locale: null), knowledge);
        }

        var seen = Seen(reply!);
        return new Examined(question, seen, reply!.Confidence, Judge.Fault(question, seen, citation => IsVerbatim(citation, knowledge)), RankingOf(question));
    }

    /// <summary>What a client gets to see.</summary>
    public static SeenReply Seen(Reply reply) => new(ReplyFacts.OutcomeName(reply.Outcome), ReplyMarkdown.Write(reply), [.. reply.Citations.Select(CitationData.Of).Select(Seen)]);

    /// <summary>Whether the words stand in the source that the citation names.</summary>
    public static bool IsVerbatim(SeenCitation citation, Snapshot knowledge) => knowledge.Answers.Around(citation.Id) is { } said && said.Text.Contains(citation.Quote, StringComparison.Ordinal);

    private static SeenCitation Seen(CitationData citation) =>
        new(citation.Id, citation.Quote, citation.Speaker, citation.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What the search finds for a row that is a single question; null where it is none, or where nobody said what is right.</summary>
    private Ranking? RankingOf(GoldenQuestion question) =>
        question is { Turns.Count: 1 } and ({ Expect: "answer", Units.Count: > 0 } or { Expect: "notCovered" }) ? knowledge.Search.Rank(question.Turns[0], DeepestRank) : null;
}

/// <summary>A golden question with what came of it.</summary>
/// <param name="Confidence">Of the reply; null where nothing was ranked.</param>
/// <param name="Fault">Null where the reply was right.</param>
/// <param name="Ranking">What the search found, where that can be judged.</param>
internal sealed record Examined(GoldenQuestion Question, SeenReply Reply, double? Confidence, string? Fault, Ranking? Ranking)
{
    public bool IsRight => Fault is null;

    /// <summary>Answerable, and yet not answered.</summary>
    public bool IsRefused => Question.Expect == "answer" && Reply.Outcome is "notCovered" or "clarify";

    /// <summary>Where the first find that rests on a right passage stands, from 1; 0 where there is none among the first ten, null where there is none to find.</summary>
    public int? Rank => Question.Expect == "answer" && Ranking is not null ? Ranking.Hits.TakeWhile(hit => !IsOn(hit)).Count() is var before && before < Ranking.Hits.Count ? before + 1 : 0 : null;

    /// <summary>How sure the search is of its best find, and whether that is right; null where it found nothing that can be judged.</summary>
    public (double P, bool IsRight)? Sureness => Ranking is { Hits: [var best, ..] } ? (Ranking.Confidence.P, Question.Expect == "answer" && IsOn(best)) : null;

    private bool IsOn(Hit hit) => hit.Unit.Passages.Any(Question.Units.Contains);
}
