namespace TalusBot.Knowledge.Safety;

/// <summary>Reads a pattern as it is written in the files.</summary>
/// <remarks>word · =exactly · {set} · (this | that) · (maybe)? · word? · !notNext · .. for up to 3 words · ... for up to 6 words</remarks>
internal sealed class PatternText
{
    /// <summary>Most brackets inside one another.</summary>
    private const int Deepest = 16;

    private readonly Lexicon lexicon;
    private readonly Func<string, bool> isSet;
    private readonly List<string> pieces;
    private int at;
    private int depth;

    private PatternText(string text, Lexicon lexicon, Func<string, bool> isSet)
    {
        this.lexicon = lexicon;
        this.isSet = isSet;
        pieces = Pieces(text);
    }

    /// <summary>The pattern, or what is wrong with it in words for its author.</summary>
    public static (Pattern? Pattern, string? Wrong) Parse(string text, Lexicon lexicon, Func<string, bool> isSet)
    {
        var reader = new PatternText(text, lexicon, isSet);
        try
        {
            var pattern = reader.Sequence();
            return reader.at < reader.pieces.Count
                ? (null, $"\"{text}\" has \"{reader.pieces[reader.at]}\" where a word should be; check the brackets.")
                : (pattern, null);
        }
        catch (FormatException wrong)
        {
            return (null, $"\"{text}\": {wrong.Message}");
        }
    }

    private Pattern Sequence()
    {
        var parts = new List<Pattern>();
        while (at < pieces.Count && pieces[at] is not (")" or "|"))
        {
            parts.AddRange(Piece());
        }

        if (parts.Count == 0)
        {
            throw new FormatException("words are missing; write at least one.");
        }

        if (parts.TrueForAll(p => p.NeedsNoWord) && parts is not [Pattern.ClauseEnd])
        {
            throw new FormatException("this would match anything; leave at least one word without \"?\".");
        }

        return parts.Count == 1 ? parts[0] : new Pattern.InOrder(parts);
    }

    private List<Pattern> Piece()
    {
        var piece = pieces[at++];
        if (piece == "(")
        {
            if (++depth > Deepest)
            {
                throw new FormatException($"the brackets are nested too deeply; keep to {Deepest} and write more patterns instead.");
            }

            var choices = new List<Pattern> { Sequence() };
            while (at < pieces.Count && pieces[at] == "|")
            {
                at++;
                choices.Add(Sequence());
            }

            if (at >= pieces.Count || pieces[at++] != ")")
            {
                throw new FormatException("a \"(\" is not closed; add \")\".");
            }

            depth--;
            return [new Pattern.AnyOf(choices, Optional())];
        }

        if (piece == "!")
        {
            if (at >= pieces.Count || pieces[at] is ")" or "|" or "!")
            {
                throw new FormatException("a word must follow \"!\".");
            }

            var unwanted = Piece();
            return [new Pattern.NotNext(unwanted.Count == 1 ? unwanted[0] : new Pattern.InOrder(unwanted))];
        }

        if (piece is "..")
        {
            return [new Pattern.Anything(3)];
        }

        if (piece is "...")
        {
            return [new Pattern.Anything(6)];
        }

        if (piece[0] == '{')
        {
            var name = piece.Trim('{', '}');
            Pattern named = name switch
            {
                "end" => new Pattern.ClauseEnd(),
                "figure" => new Pattern.Figure(year: false),
                "year" => new Pattern.Figure(year: true),
                _ when isSet(name) => new Pattern.Named(lexicon.Set(name)),
                _ => throw new FormatException($"the vocabulary has no word {{{name}}}; add it to vocabulary.yaml or mend the spelling."),
            };
            return [Optional() ? new Pattern.AnyOf([named], optional: true) : named];
        }

        var exactly = piece[0] == '=';
        var spelled = piece == "'s" ? [piece] : Tokens.Of(exactly ? piece[1..] : piece).Select(token => token.Norm);
        var words = spelled.Select(Pattern (word) => new Pattern.Word(lexicon.AddWord(word, exactly), exactly)).ToList();
        if (words.Count == 0)
        {
            throw new FormatException($"\"{piece}\" is no word.");
        }

        return Optional() ? [new Pattern.AnyOf([words.Count == 1 ? words[0] : new Pattern.InOrder(words)], optional: true)] : words;
    }

    private bool Optional()
    {
        if (at >= pieces.Count || pieces[at] != "?")
        {
            return false;
        }

        at++;
        return true;
    }

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
            }
            else if (text[i] is '(' or ')' or '|' or '?' or '!')
            {
                pieces.Add(text[i++].ToString());
            }
            else
            {
                var start = i;
                var braced = text[i] == '{';
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('(' or ')' or '|' or '?'))
                {
                    if (text[i++] == '}' && braced)
                    {
                        break;
                    }
                }

                pieces.Add(text[start..i]);
            }
        }

        return pieces;
    }
}
