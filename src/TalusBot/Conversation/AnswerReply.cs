using System.Text.RegularExpressions;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Conversation;

/// <summary>Puts an answer into words.</summary>
internal static partial class AnswerReply
{
    private const int MostCitations = 3;
    private const int MostFollowups = 3;

    /// <param name="question">What was asked: to "do I have ...?" no quote is an answer, and the reply says so.</param>
    public static Reply From(Answer.Covered covered, string question = "")
    {
        var blocks = new List<Block>();
        if (AsksForDiagnosis().IsMatch(question))
        {
            blocks.Add(new Block.Words(Wording.NoDiagnosis));
        }

        if (covered.Words is not null)
        {
            blocks.Add(new Block.Words(covered.Words));
        }

        // Where our own words answer, the first quote proves them; the others wait in the list of sources.
        var shown = covered.Words is null || covered.AsksForSpeaker ? covered.Quotes.Count : 1;
        for (var i = 0; i < shown; i++)
        {
            Add(blocks, covered.Quotes[i], number: i + 1);
        }

        if (covered.Words is null && covered.Quotes[shown - 1].Citation.Quote.EndsWith(':'))
        {
            blocks.Add(new Block.Words(Wording.PictureFollows));
        }

        if (covered.ReadNext.Count > 0)
        {
            blocks.Add(new Block.Links(Wording.ReadNext, covered.ReadNext));
        }

        return new Reply(Outcome.Answered, blocks, [.. covered.Quotes.Select(quote => quote.Citation)], [], covered.Followups, covered.Confidence, covered.HasMore);
    }

    /// <summary>Both answers in one reply; each keeps its main source, and the first of them as many more as there is room for.</summary>
    public static Reply From(Answer.Several several)
    {
        var (first, second) = (several.Both[0], several.Both[1]);
        var room = MostCitations - 1;
        var citations = first.Quotes.Take(room).Concat(second.Quotes.Take(MostCitations - Math.Min(room, first.Quotes.Count))).ToList();
        var blocks = new List<Block>();
        foreach (var (covered, begin) in new[] { (first, 0), (second, Math.Min(room, first.Quotes.Count)) })
        {
            if (covered.Words is not null)
            {
                blocks.Add(new Block.Words(SourceMarks.Moved(covered.Words, begin, citations.Count)));
            }

            Add(blocks, covered.Quotes[0], begin + 1);
        }

        return new Reply(
            Outcome.Answered, blocks, [.. citations.Select(quote => quote.Citation)], [], [.. first.Followups.Union(second.Followups).Take(MostFollowups)], several.Confidence);
    }

    public static Reply From(Answer.Unsure unsure) => new(
        Outcome.Clarify,
        [
            new Block.Words(unsure.Choices.Count == 1 ? Wording.DidYouMeanThis : Wording.DidYouMean),
            new Block.Bullets([.. unsure.Choices.Select(choice => choice.Words)]),
        ],
        [],
        [.. unsure.Choices.Select(choice => choice.Words), Wording.NoneOfThese],
        [],
        unsure.Confidence);

    public static Reply From(Answer.NotCovered missing)
    {
        var blocks = new List<Block>();
        if (missing.AskedCitation is { } asked)
        {
            blocks.Add(new Block.Quote(Wording.AskedBefore(asked.Date), asked.Quote, 1));
            if (missing.AskedBack is { } back)
            {
                blocks.Add(new Block.Quote(Wording.AskedBack(back.Date), back.Quote, 2));
            }

            blocks.Add(new Block.Words(Wording.Noted));
        }
        else
        {
            blocks.Add(new Block.Words(Wording.NotCovered));
        }

        if (missing.Nearby.Count > 0)
        {
            blocks.Add(new Block.Words(Wording.Nearby));
            blocks.Add(new Block.Bullets(missing.Nearby));
        }

        return new Reply(Outcome.NotCovered, blocks, [.. new[] { missing.AskedCitation, missing.AskedBack }.OfType<Citation>()], [], missing.Nearby, missing.Confidence);
    }

    private static void Add(List<Block> blocks, Quote quote, int number)
    {
        if (quote.ReaderAsked is { } question)
        {
            blocks.Add(new Block.Quote(Wording.AskedFrame(quote.Citation.Date), question, Number: 0));
        }

        blocks.Add(new Block.Quote(Wording.Frame(quote.Citation, quote.RepliesToReader, quote.Endorsed), quote.Citation.Quote, number));
    }

    [GeneratedRegex(
        @"\b(do|does|did|have|has|could|might|may|would) (i|he|she|we|my (\w+ )?\w+) (really |actually |also |just |maybe )?(have|got|be having|be suffering|suffer)\b|\bhave i got\b|\b(what is|what's|whats) wrong with (me|my|him|her)\b|\b(diagnose|diagnosis)\b|\bis my \w+ (torn|broken|fractured|sprained|ruptured|damaged|injured|impinged|dislocated)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsksForDiagnosis();
}
