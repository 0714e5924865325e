namespace TalusBot.Knowledge.Safety;

/// <summary>A piece of a pattern. Asked at one word of a message, it says after how many words it can end there.</summary>
/// <remarks>
/// Bit k of an answer means "ends after k words". Nothing looks further than 62 words ahead, and each set is asked once
/// for each word, so the work grows with the length of the message and never faster.
/// </remarks>
internal abstract class Pattern
{
    public abstract ulong Ends(Reading reading, int at);

    /// <summary>Whether it can stand for nothing at all.</summary>
    public virtual bool NeedsNoWord => false;

    /// <summary>Collects the words it can begin with, so that most places need no closer look.</summary>
    public virtual void Collect(FirstWords first, Lexicon lexicon, int depth) => first.Any = true;

    /// <summary>One word in any of its ordinary forms, or exactly as written.</summary>
    internal sealed class Word(int id, bool exact) : Pattern
    {
        public override void Collect(FirstWords first, Lexicon lexicon, int depth) => (exact ? first.Exact : first.Stems).Add(id);

        public override ulong Ends(Reading reading, int at) =>
            at < reading.Count && (exact ? reading.Exact[at] : reading.Stems[at]) == id ? 2UL : 0UL;
    }

    /// <summary>Any number in digits, or only one that can be a year.</summary>
    internal sealed class Figure(bool year) : Pattern
    {
        public override ulong Ends(Reading reading, int at)
        {
            if (at >= reading.Count)
            {
                return 0;
            }

            var word = reading.Words[at].Norm;
            var fits = year
                ? word.Length == 4 && (word.StartsWith("19", StringComparison.Ordinal) || word.StartsWith("20", StringComparison.Ordinal)) && char.IsAsciiDigit(word[2]) && char.IsAsciiDigit(word[3])
                : char.IsAsciiDigit(word[0]);
            return fits ? 2UL : 0UL;
        }
    }

    /// <summary>Needs no word, and matches where a clause ends.</summary>
    internal sealed class ClauseEnd : Pattern
    {
        public override bool NeedsNoWord => true;

        public override ulong Ends(Reading reading, int at) => at >= reading.Count || reading.Words[at].Before != Gap.None ? 1UL : 0UL;
    }

    /// <summary>A word of the vocabulary, in braces in the files.</summary>
    internal sealed class Named(int set) : Pattern
    {
        public override ulong Ends(Reading reading, int at) => at < reading.Count ? reading.EndsOfSet(set, at) : 0;

        public override void Collect(FirstWords first, Lexicon lexicon, int depth)
        {
            if (depth > FirstWords.Deepest || lexicon.Definition(set) is not { } definition)
            {
                first.Any = true;
                return;
            }

            definition.Collect(first, lexicon, depth + 1);
        }
    }

    /// <summary>One of several.</summary>
    internal sealed class AnyOf(IReadOnlyList<Pattern> choices, bool optional) : Pattern
    {
        private ByFirstWord? byFirstWord; // made when first asked; making it twice does no harm

        public override bool NeedsNoWord { get; } = optional || choices.Any(c => c.NeedsNoWord);

        public override void Collect(FirstWords first, Lexicon lexicon, int depth)
        {
            foreach (var choice in choices)
            {
                choice.Collect(first, lexicon, depth);
            }
        }

        public override ulong Ends(Reading reading, int at)
        {
            var ends = optional ? 1UL : 0UL;
            if (at >= reading.Count)
            {
                return NeedsNoWord ? 1UL : 0UL;
            }

            var index = byFirstWord ??= new ByFirstWord(choices, reading.Lexicon);
            foreach (var choice in index.Always)
            {
                ends |= choice.Ends(reading, at);
            }

            if (reading.Stems[at] > 0 && index.Stems.TryGetValue(reading.Stems[at], out var byStem))
            {
                foreach (var choice in byStem)
                {
                    ends |= choice.Ends(reading, at);
                }
            }

            if (reading.Exact[at] > 0 && index.Exact.TryGetValue(reading.Exact[at], out var byExact))
            {
                foreach (var choice in byExact)
                {
                    ends |= choice.Ends(reading, at);
                }
            }

            return ends;
        }
    }

    /// <summary>Up to some words that do not matter, within the sentence and not across "but" and its like.</summary>
    internal sealed class Anything(int most) : Pattern
    {
        public override bool NeedsNoWord => true;

        public override ulong Ends(Reading reading, int at)
        {
            var ends = 1UL;
            for (var n = 1; n <= most; n++)
            {
                var word = at + n - 1;
                if (word >= reading.Count || (n > 1 && reading.Words[word].Before == Gap.Sentence) || reading.NoGap[word])
                {
                    break;
                }

                ends |= 1UL << n;
            }

            return ends;
        }
    }

    /// <summary>Needs no word, and does not match where an unwanted one comes next, fillers aside.</summary>
    internal sealed class NotNext(Pattern unwanted) : Pattern
    {
        public override bool NeedsNoWord => true;

        public override ulong Ends(Reading reading, int at)
        {
            for (var i = at; i < reading.Count && (i == 0 || reading.Words[i].Before != Gap.Sentence); i++)
            {
                if (unwanted.Ends(reading, i) > 1)
                {
                    return 0;
                }

                if (!reading.Fillers[i] || i - at == 3)
                {
                    break;
                }
            }

            return 1;
        }
    }

    /// <summary>One after the other; up to three filler words ("the", "my", "really") may stand between.</summary>
    internal sealed class InOrder(IReadOnlyList<Pattern> parts) : Pattern
    {
        // Where the first part may be missing, fillers may come first, and those can be anything.
        public override void Collect(FirstWords first, Lexicon lexicon, int depth)
        {
            first.Any |= parts[0].NeedsNoWord;
            parts[0].Collect(first, lexicon, depth);
        }

        public override ulong Ends(Reading reading, int at)
        {
            var ends = parts[0].Ends(reading, at) & Reading.Window;
            for (var i = 1; i < parts.Count && ends != 0; i++)
            {
                var next = 0UL;
                for (var from = parts[i] is NotNext ? ends : WithFillers(reading, at, ends); from != 0; from &= from - 1)
                {
                    var k = System.Numerics.BitOperations.TrailingZeroCount(from);
                    if (at + k < reading.Count && (k == 0 || reading.Words[at + k].Before != Gap.Sentence))
                    {
                        next |= parts[i].Ends(reading, at + k) << k;
                    }
                    else if (parts[i].NeedsNoWord)
                    {
                        next |= 1UL << k;
                    }
                }

                ends = next & Reading.Window;
            }

            return ends;
        }

        private static ulong WithFillers(Reading reading, int at, ulong ends)
        {
            var all = ends;
            for (var n = 0; n < 3; n++)
            {
                var more = 0UL;
                for (var from = ends; from != 0; from &= from - 1)
                {
                    var k = System.Numerics.BitOperations.TrailingZeroCount(from);
                    var word = at + k;
                    if (word < reading.Count && reading.Fillers[word] && (k == 0 || reading.Words[word].Before != Gap.Sentence))
                    {
                        more |= 1UL << (k + 1);
                    }
                }

                ends = more & Reading.Window & ~all;
                all |= ends;
            }

            return all;
        }
    }
}
