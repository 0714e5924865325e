namespace TalusBot.Knowledge.Safety;

/// <summary>Whether words are meant: not negated, not long over, not imagined, not about the world in general.</summary>
internal sealed class Standing
{
    private const int NegationReach = 8;

    /// <summary>A longer run of words is cut, so that the work stays in step with the length of the message.</summary>
    private const int LongestSentence = 80;

    private readonly Reading reading;
    private readonly int[] sentence;
    private readonly int[] clause;
    private readonly bool[] negator, stop, disbelief, newThought, longAgo, recent, present, past, supposing, realIf, personal;
    private readonly List<Sentence> sentences = [];

    private sealed record Sentence(int Start, int End, bool Personal, bool Recent)
    {
        public required int AsksFrom { get; set; }

        public required bool General { get; set; }

        public bool LongAgo { get; set; }
    }

    public Standing(Reading reading)
    {
        this.reading = reading;
        var n = reading.Count;
        sentence = new int[n];
        clause = new int[n];
        negator = Marks(Language.Negators);
        stop = Marks(Language.NegationStops);
        foreach (var (start, end) in Spans(Language.NotNegators))
        {
            Array.Fill(negator, false, start, end - start);
            stop[end - 1] = true;
        }

        disbelief = LastWordMarks(Language.Disbelief);
        newThought = Marks(Language.NewThought);
        longAgo = Marks(Language.LongAgo);
        recent = Marks(Language.Recent);
        foreach (var (start, end) in Spans(Language.Recent).Where(span => Any(longAgo, span.Start, span.End)).ToList())
        {
            Array.Fill(recent, false, start, end - start); // "six months since my fracture"
        }

        present = Marks(Language.Present);
        past = Marks(Language.Past);
        supposing = FirstWordMarks(Language.Supposing);
        realIf = FirstWordMarks(Language.RealIf);
        personal = Marks(Language.Personal);
        CutSentences();
    }

    /// <summary>The sentence of a word, counted from 0.</summary>
    public int SentenceOf(int word) => sentence[word];

    /// <summary>The end of a word's sentence, exclusive.</summary>
    public int SentenceEnd(int word) => sentences[sentence[word]].End;

    public int SentenceStart(int word) => sentences[sentence[word]].Start;

    /// <summary>Whether the words from start to end (exclusive) speak of now, and of somebody.</summary>
    public bool IsMeant(int start, int end) => !IsOver(start, end) && !IsImagined(start, end);

    /// <summary>As <see cref="IsMeant"/>, for circumstances (an illness, a journey): these may stand in a question.</summary>
    public bool IsGiven(int start, int end) => !IsOver(start, end);

    public bool IsNegated(int start, int end) => NegatorOf(start, end) is not null;

    /// <summary>The word that negates the words from start to end, or null. It may be part of a sign itself: "no feeling in my foot".</summary>
    public int? NegatorOf(int start, int end)
    {
        var first = sentences[sentence[start]].Start;
        var crossedComma = false;
        var reach = stop[start] && !negator[start] ? 0 : NegationReach; // "can't stand can't walk": a new verb begins here
        for (var i = start - 1; i >= Math.Max(first, start - reach); i--)
        {
            if (!crossedComma && reading.Words[i + 1].Before == Gap.Clause)
            {
                // "no swelling, redness or heat": a list goes on only where the words stand alone in their place.
                if (i + 1 != start || !StandsAlone(end))
                {
                    break;
                }

                crossedComma = true;
            }

            if (stop[i] && !negator[i])
            {
                break;
            }

            if (negator[i])
            {
                return i;
            }
        }

        for (var i = start - 1; i >= first && clause[i] == clause[start]; i--)
        {
            if (disbelief[i])
            {
                return i;
            }
        }

        var last = sentences[sentence[start]].End;
        for (var i = end; i < Math.Min(last, end + 6) && clause[i] == clause[end - 1] && !negator[i] && !newThought[i]; i++)
        {
            if (reading.LongestAt(Language.Gone, i) > 0)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Whether it was so long ago, and nothing says that it still is.</summary>
    public bool IsOver(int start, int end)
    {
        var here = sentences[sentence[start]];
        if (!here.LongAgo)
        {
            return false;
        }

        bool pastHere = false, presentHere = false, agoHere = false;
        for (var i = start; i >= here.Start && clause[i] == clause[start]; i--)
        {
            Note(i);
        }

        for (var i = start + 1; i < here.End && (clause[i] == clause[start] || i < end); i++)
        {
            Note(i);
        }

        if (RecentNear(start, end))
        {
            return false;
        }

        if (!agoHere)
        {
            return pastHere && !presentHere;
        }

        for (var i = Math.Max(here.Start, start - 3); i < Math.Min(here.End, end + 2); i++)
        {
            if (present[i] && (i == 0 || !longAgo[i - 1]) && clause[i] == clause[Math.Clamp(i, start, end - 1)])
            {
                return false;
            }
        }

        return true;

        void Note(int i)
        {
            pastHere |= past[i] || reading.Words[i].Norm.EndsWith("ed", StringComparison.Ordinal);
            presentHere |= present[i];
            agoHere |= longAgo[i];
        }
    }

    /// <summary>Whether it is told as something that was, and not as something that is.</summary>
    public bool IsToldAsPast(int start, int end)
    {
        var told = false;
        for (var i = Math.Max(SentenceStart(start), start - 3); i < end; i++)
        {
            if (present[i])
            {
                return false;
            }

            told |= past[i];
        }

        return told;
    }

    private bool IsImagined(int start, int end)
    {
        var here = sentences[sentence[start]];
        if (here.General)
        {
            return true;
        }

        if (here.Recent)
        {
            return false;
        }

        bool personalSeen = false, presentSeen = false;
        for (var i = Math.Min(end, here.End) - 1; i >= here.Start; i--)
        {
            if (supposing[i])
            {
                return true;
            }

            // "how do I know if my foot is broken" stays a question; "what do I do if my foot is blue" is none.
            if (i < start && realIf[i] && (i == here.Start || !supposing[i - 1] || reading.Words[i - 1].Norm == "what"))
            {
                return false;
            }

            if (i < start && reading.Breaks[i])
            {
                break;
            }

            // "does width matter, my toes are blue": what follows the comma stands on its own.
            personalSeen |= personal[i];
            presentSeen |= present[i];
            if (i <= start && reading.Words[i].Before == Gap.Clause && personalSeen && presentSeen)
            {
                break;
            }
        }

        return start >= here.AsksFrom && !here.Personal;
    }

    private bool StandsAlone(int end) =>
        end >= reading.Count || reading.Words[end].Before != Gap.None || reading.Words[end].Norm is "or" or "nor" or "and";

    private bool RecentNear(int start, int end)
    {
        var here = sentences[sentence[start]];
        for (var i = here.Start; i < here.End; i++)
        {
            if (recent[i] && (clause[i] == clause[start] || clause[i] == clause[end - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private void CutSentences()
    {
        var words = reading.Words;
        var clauseBefore = Marks(Language.Breaks);
        var general = Marks(Language.General);
        var stories = Marks(Language.Stories);
        var current = -1;
        for (var start = 0; start < words.Count;)
        {
            var end = start + 1;
            while (end < words.Count && words[end].Before != Gap.Sentence && end - start < LongestSentence)
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                if (i == start || words[i].Before != Gap.None || clauseBefore[i] || words[i].Norm == "and")
                {
                    current++;
                }

                clause[i] = current;
                sentence[i] = sentences.Count;
            }

            var asks = AsksFrom(start, end);
            var isPersonal = Any(personal, start, end);
            var isRecent = Any(recent, start, end);
            var isGeneral = (Any(general, start, end) && !isRecent && !isPersonal) || (Any(stories, start, end) && !isRecent);
            var next = new Sentence(start, end, isPersonal, isRecent) { AsksFrom = asks, General = isGeneral, LongAgo = Any(longAgo, start, end) };
            if (!next.LongAgo && sentences.Count > 0 && sentences[^1].LongAgo && !isRecent && !Any(present, start, end) && Any(past, start, end))
            {
                next.LongAgo = true; // "Last year I tore it. I heard a pop and could not walk."
            }

            if (isRecent && sentences.Count > 0 && sentences[^1] is { Personal: false } before && asks == end)
            {
                // "What to do when a foot can't take weight? Happened an hour ago."
                before.AsksFrom = before.End;
                before.General = false;
            }

            sentences.Add(next);
            start = end;
        }
    }

    /// <summary>The first word of a question in a sentence; its end where there is none.</summary>
    /// <remarks>"my toes are blue, is it bad": only what follows the comma asks. A question mark alone says little: "calf hot and swollen?"</remarks>
    private int AsksFrom(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if ((i == start || reading.Words[i].Before == Gap.Clause) && BeginsAsQuestion(i, end))
            {
                return i;
            }
        }

        return end;
    }

    private bool BeginsAsQuestion(int start, int end)
    {
        var i = start;
        while (i < end - 1 && reading.LongestAt(Language.LeadIn, i) is var next and > 0)
        {
            i = Math.Min(next, end - 1);
        }

        return reading.LongestAt(Language.Asking, i) > 0;
    }

    private static bool Any(bool[] marks, int start, int end) => Array.IndexOf(marks, true, start, end - start) >= 0;

    private IEnumerable<(int Start, int End)> Spans(string set)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.LongestAt(set, i) is var end and > 0)
            {
                yield return (i, end);
            }
        }
    }

    private bool[] Marks(string set)
    {
        var marks = new bool[reading.Count];
        foreach (var (start, end) in Spans(set))
        {
            Array.Fill(marks, true, start, end - start);
        }

        return marks;
    }

    private bool[] FirstWordMarks(string set)
    {
        var marks = new bool[reading.Count];
        foreach (var (start, _) in Spans(set))
        {
            marks[start] = true;
        }

        return marks;
    }

    private bool[] LastWordMarks(string set)
    {
        var marks = new bool[reading.Count];
        foreach (var (_, end) in Spans(set))
        {
            marks[end - 1] = true;
        }

        return marks;
    }
}
