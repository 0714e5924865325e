namespace TalusBot.Knowledge.Safety;

/// <summary>A clue of a rule: ways to say one thing. Each way is one or more patterns that stand near each other in any order.</summary>
/// <param name="Name">As the rule's <c>fires</c> lines call it.</param>
/// <param name="IsCircumstance">A circumstance (a journey, an illness) may stand in a question; a sign must be meant.</param>
internal sealed record Clue(string Name, bool IsCircumstance, IReadOnlyList<IReadOnlyList<Pattern>> Ways);

/// <summary>A rule made ready to look.</summary>
/// <param name="Fires">Each line names clues, by their place in <paramref name="Clues"/>, that are enough together.</param>
/// <param name="Unless">Said in the same sentence, these mean something harmless.</param>
/// <param name="TakenBack">Said afterwards, these take the sign back.</param>
internal sealed record Watch(
    SafetyRule Rule,
    IReadOnlyList<Clue> Clues,
    IReadOnlyList<IReadOnlyList<int>> Fires,
    IReadOnlyList<Pattern> Unless,
    IReadOnlyList<Pattern> TakenBack)
{
    /// <summary>Clues further apart than this are about different things.</summary>
    private const int FurthestClues = 60;

    /// <summary>Patterns joined by "+" stand within so many words.</summary>
    private const int FurthestParts = 18;

    /// <summary>The words that show the sign, as (first, end) pairs of word numbers; null where it is not there.</summary>
    public IReadOnlyList<(int Start, int End)>? Look(Reading reading, Standing standing)
    {
        var seen = new List<Sighting>?[Clues.Count];
        bool[]? harmless = null, back = null;
        foreach (var line in Fires)
        {
            var first = SightingsOf(line[0]);
            foreach (var sighting in first)
            {
                var together = new List<Sighting> { sighting };
                foreach (var clue in line.Skip(1))
                {
                    if (Nearest(SightingsOf(clue), sighting) is not { } other)
                    {
                        break;
                    }

                    together.Add(other);
                }

                if (together.Count == line.Count && !IsHarmless(together, standing, harmless ??= Matches(Unless, reading, standing), back ??= Matches(TakenBack, reading, standing)))
                {
                    return [.. together.SelectMany(s => s.Parts).Select(p => (p.Start, p.End)).Distinct().Order()];
                }
            }
        }

        return null;

        List<Sighting> SightingsOf(int clue) => seen[clue] ??= Find(Clues[clue], reading, standing);
    }

    private static List<Sighting> Find(Clue clue, Reading reading, Standing standing)
    {
        var sightings = new List<Sighting>();
        foreach (var way in clue.Ways)
        {
            var spans = new List<Place>[way.Count];
            for (var p = 0; p < way.Count; p++)
            {
                spans[p] = Spans(way[p], clue.IsCircumstance, reading, standing);
                if (spans[p].Count == 0)
                {
                    break;
                }
            }

            if (spans[^1] is not { Count: > 0 })
            {
                continue;
            }

            foreach (var start in spans[0])
            {
                var parts = new List<Place> { start };
                for (var p = 1; p < way.Count && parts.Count == p; p++)
                {
                    if (NearestIn(spans[p], start, standing) is { } near)
                    {
                        parts.Add(near);
                    }
                }

                if (parts.Count == way.Count && parts.TrueForAll(p => p.Negator is not { } n || parts.Exists(o => o.Covers(n))))
                {
                    sightings.Add(new Sighting(parts));
                }
            }
        }

        sightings.Sort((a, b) => a.Start.CompareTo(b.Start));
        return sightings;
    }

    private static List<Place> Spans(Pattern pattern, bool circumstance, Reading reading, Standing standing)
    {
        var spans = new List<Place>();
        for (var i = 0; i < reading.Count; i++)
        {
            var end = Reading.Longest(pattern.Ends(reading, i), i);
            if (end > i && end <= reading.Count && (circumstance ? standing.IsGiven(i, end) : standing.IsMeant(i, end)))
            {
                spans.Add(new Place(i, end, standing.NegatorOf(i, end)));
            }
        }

        return spans;
    }

    // Spans are in order, so only those around the first one's place need a look.
    private static Place? NearestIn(List<Place> spans, Place to, Standing standing)
    {
        var from = spans.BinarySearch(new Place(to.Start - FurthestParts, 0, null));
        Place? best = null;
        for (var i = from < 0 ? ~from : from; i < spans.Count && spans[i].Start - to.End <= FurthestParts; i++)
        {
            if (standing.SentenceOf(spans[i].Start) == standing.SentenceOf(to.Start)
                && (spans[i].Negator is not { } negator || to.Covers(negator))
                && (best is not { } b || Math.Abs(spans[i].Start - to.Start) < Math.Abs(b.Start - to.Start)))
            {
                best = spans[i];
            }
        }

        return best;
    }

    private static Sighting? Nearest(List<Sighting> sightings, Sighting to)
    {
        var (low, high) = (0, sightings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sightings[middle].Start < to.Start ? (middle + 1, high) : (low, middle);
        }

        var after = low < sightings.Count ? sightings[low] : null;
        var before = low > 0 ? sightings[low - 1] : null;
        var best = before is null || (after is not null && after.Start - to.Start < to.Start - before.Start) ? after : before;
        return best is not null && Math.Abs(best.Start - to.Start) <= FurthestClues ? best : null;
    }

    private static bool IsHarmless(List<Sighting> together, Standing standing, bool[] unless, bool[] takenBack)
    {
        foreach (var sighting in together)
        {
            if (Any(unless, standing.SentenceStart(sighting.Start), standing.SentenceEnd(sighting.Start)))
            {
                return true;
            }
        }

        var first = together.Min(s => s.Start);
        var last = together.Max(s => s.End);
        var told = together.Exists(s => s.Parts.Any(p => standing.IsToldAsPast(p.Start, p.End)));
        return Any(takenBack, told ? first - FurthestClues : last, last + FurthestClues);
    }

    private static bool Any(bool[] marks, int start, int end)
    {
        (start, end) = (Math.Max(start, 0), Math.Min(end, marks.Length));
        return start < end && Array.IndexOf(marks, true, start, end - start) >= 0;
    }

    private static bool[] Matches(IReadOnlyList<Pattern> patterns, Reading reading, Standing standing)
    {
        var marks = new bool[reading.Count];
        for (var i = 0; i < marks.Length; i++)
        {
            foreach (var pattern in patterns)
            {
                var end = Reading.Longest(pattern.Ends(reading, i), i);
                marks[i] |= end > i && !standing.IsNegated(i, Math.Min(end, reading.Count));
            }
        }

        return marks;
    }

    /// <summary>Words that match a pattern, and the word that negates them, if any.</summary>
    private readonly record struct Place(int Start, int End, int? Negator) : IComparable<Place>
    {
        public bool Covers(int word) => word >= Start && word < End;

        public int CompareTo(Place other) => Start.CompareTo(other.Start);
    }

    private sealed record Sighting(IReadOnlyList<Place> Parts)
    {
        public int Start { get; } = Parts.Min(p => p.Start);

        public int End { get; } = Parts.Max(p => p.End);
    }
}
