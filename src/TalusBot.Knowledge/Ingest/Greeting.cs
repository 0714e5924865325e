using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Whom a comment greets, and where its own words begin.</summary>
/// <param name="Names">What may be the greeted name, longest first, normalised; empty without a greeting.</param>
/// <param name="BodyStart">Offset behind the greeting.</param>
/// <param name="NameOnly">The name stands without "hello" or "@", so it is a greeting only if somebody bears it.</param>
internal sealed partial record Greeting(IReadOnlyList<string> Names, int BodyStart, bool NameOnly)
{
    public static Greeting Of(string text, int start, int end)
    {
        var line = SourceLine.In(text, start, end)[0];
        var first = text.AsSpan(line.Start, Math.Min(line.Length, 120)).ToString();
        if (Opener().Match(first) is { Success: true } opener)
            return Named(opener.Length, opener.Groups["thanks"].Success, nameOnly: false);
        return Named(0, thanks: false, nameOnly: true);

        Greeting Named(int at, bool thanks, bool nameOnly)
        {
            var phrase = Name().Match(first, at);
            var words = phrase.Groups["name"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var bare = phrase.Groups["end"].Success && phrase.Groups["end"].ValueSpan.IsWhiteSpace();
            var closed = phrase.Groups["end"].Success && words.Length <= (bare ? 2 : 4);
            if (nameOnly && (!closed || words.Length == 0))
                return new([], start, NameOnly: true);

            var names = new List<string>();
            if (closed && words.Length > 1)
                names.Add(Normalise(string.Join(' ', words)));
            if (words.Length > 2)
                names.Add(Normalise(words[0] + " " + words[1]));
            if (words.Length > 0)
                names.Add(Normalise(words[0]));

            var greets = !thanks || words.Length is 1 or 2 && words.All(word => char.IsUpper(word[0]));
            int length;
            if (closed && greets)
                length = phrase.Index + phrase.Length;
            else if (words.Length > 1 && words[0].EndsWith('.') && (!thanks || char.IsUpper(words[0][0])))
                length = phrase.Index + words[0].Length;
            else if (at > 0 && first[0] == '@')
                length = phrase.Index + (words.Length > 0 ? words[0].Length : 0);
            else
                length = 0;
            names.RemoveAll(string.IsNullOrEmpty);
            return new(names, SkipBlanks(text, line.Start + length, end, start), nameOnly);
        }
    }

    /// <summary>Whether the greeting means this speaker: by full name or by the first word of it.</summary>
    public bool Fits(string speaker) => Names.Any(name => name == Normalise(speaker) || name == FirstWord(speaker));

    /// <summary>Where the words begin that are meant for <paramref name="speaker"/>.</summary>
    public int BodyStartFor(string speaker, int start) => NameOnly && !Fits(speaker) ? start : BodyStart;

    public static string Normalise(string name) => name.Trim().Trim('.', ',', '!', ':', ';', '-', '@', '(', ')').Trim().ToLowerInvariant();

    public static string FirstWord(string name) => Normalise(name.Trim().Split([' ', '\u00A0', '\t'], 2)[0]);

    /// <summary>A comment that is nothing but a greeting keeps it.</summary>
    private static int SkipBlanks(string text, int at, int end, int start)
    {
        while (at < end && char.IsWhiteSpace(text[at]))
            at++;
        return at < end ? at : start;
    }

    [GeneratedRegex(@"^(?:(?:hey|hi|hello|hiya|howdy|dear|good (?:morning|afternoon|evening)|(?<thanks>thanks|thank you))\b(?: there\b)?\s*|@\s*)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opener();

    [GeneratedRegex(@"\G(?<name>(?:(?!\s[-–—]|[-–—]\s|[,!:;–—]).)*)(?<end>\s*(?:[,!:;–—]+|-(?=\s|$)|$)[,!:;–—-]*)?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
