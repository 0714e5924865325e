using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>What an author's reply says besides greeting and farewell.</summary>
/// <param name="Answer">From behind the greeting to the last words that are no farewell.</param>
/// <param name="Parts">The paragraphs that say something, each with the bare addresses that follow it.</param>
/// <param name="Kind">Whether it answers.</param>
internal sealed partial record ReplyBody(Span Answer, IReadOnlyList<Span> Parts, ReplyKind Kind)
{
    public static ReplyBody Of(string text, Comment reply, string to)
    {
        var start = Greeting.Of(text, reply.Start, reply.End).BodyStartFor(to, reply.Start);
        var lines = SourceLine.In(text, start, reply.End);

        // What the reply repeats before it answers is no part of the answer.
        var repeated = lines.TakeWhile(line => QuotedLine.At(text, line.Start)).Count();
        if (repeated > 0 && repeated < lines.Count)
        {
            lines.RemoveRange(0, repeated);
            start = lines[0].Start;
        }

        if (lines.Count > 2 && IsFarewell(lines[^2]) && lines[^1].Length <= 30 && char.IsLetter(text[lines[^1].End - 1]))
            lines.RemoveAt(lines.Count - 1);
        while (lines.Count > 1 && IsFarewell(lines[^1]))
            lines.RemoveAt(lines.Count - 1);

        var parts = new List<(int Start, int End)>();
        foreach (var line in lines)
        {
            var words = line.Of(text);
            if (parts.Count > 0 && IsAddress(words))
                parts[^1] = (parts[^1].Start, line.End);
            else if (!IsCourtesy(words) && !IsAddress(words) && !QuotedLine.At(text, line.Start))
                parts.Add((line.Start, line.End));
        }

        var answer = Asking.Cut(text, start, lines[^1].End);
        return new(answer, parts.ConvertAll(part => Asking.Cut(text, part.Start, part.End)), KindOf(answer));

        bool IsFarewell(SourceLine line) => line.Length <= 60 && Farewell().IsMatch(line.Of(text));
    }

    public static bool IsAddress(string line) => Address().IsMatch(line);

    private static ReplyKind KindOf(Span answer)
    {
        var asksBack = false;
        foreach (var (from, to) in QuotedLine.Without(answer.Text, SentenceSplit.In(answer.Text, 0, answer.Text.Length)))
        {
            var sentence = Phrases.Plain(answer.Text.AsSpan(from, to - from));
            if (Phrases.AsksBack().IsMatch(sentence) || Asking.EndsAsking(sentence))
                asksBack = true;
            else if (!IsCourtesy(sentence))
                return ReplyKind.Answers;
        }

        return asksBack ? ReplyKind.AsksBack : ReplyKind.OnlyCourteous;
    }

    /// <summary>Thanks, praise and "let me know": nothing that answers, unless more words follow ("no problem, use any tape").</summary>
    private static bool IsCourtesy(string words)
    {
        if (words.Length > 200)
            return false;
        var plain = Phrases.Plain(words);
        if (ThanksFor().IsMatch(plain))
            return ContentWords.Count(plain) <= 4;
        return Rest(Phrases.Thanks().Match(plain)) <= 1 || Rest(Phrases.AsksVaguely().Match(plain)) <= 1;

        int Rest(Match courtesy) => courtesy.Success
            ? ContentWords.Count(plain.AsSpan(0, courtesy.Index)) + ContentWords.Count(plain.AsSpan(courtesy.Index + courtesy.Length))
            : int.MaxValue;
    }

    [GeneratedRegex(@"^\W*(best|cheers|regards|(best|kind|warm) regards|good luck|take care|hope (this|that|it) helps|all the best)\W*(\w+\W*){0,2}$|^[-–—~]\s?\w+\W*$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Farewell();

    [GeneratedRegex(@"^\W*((thanks|thank you)( so| very)?( much)? for|(great|good|excellent|interesting|nice) questions?)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThanksFor();

    [GeneratedRegex(@"^\W*https?://\S+$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}

/// <summary>What a reply does with the question.</summary>
internal enum ReplyKind
{
    /// <summary>At least one sentence says something.</summary>
    Answers,

    /// <summary>It only asks what was meant, or something else.</summary>
    AsksBack,

    /// <summary>It thanks, and no more.</summary>
    OnlyCourteous,
}
