using System.Runtime.InteropServices;

namespace TalusBot.Knowledge.Index;

/// <summary>
/// Finds the best documents of one field without scoring all (Turtle and Flood's MaxScore, 1995): once so many documents
/// are found that the terms with the lowest highest scores together could not lift another one among them, the postings
/// of those terms are only looked up, no longer walked. One thread at a time.
/// </summary>
internal sealed class MaxScore
{
    // So many neighbouring documents are summed up at once; their sums fit into the nearest cache.
    private const int Window = 2048;

    // A list that is so many times as long as there are candidates is searched for each of them, a shorter one is walked.
    private const int WalkBelow = 16;

    private readonly double[] sums = new double[Window]; // all 0 between windows
    private readonly (int Place, double Sum)[] candidates = new (int, double)[Window];
    private float leastFloor;
    private Cursor[] cursors = new Cursor[8];
    private double[] rest = new double[9]; // by cursor: what it and those behind it add at most

    /// <summary>Whether sums of these terms' scores are exact in double precision, so that their order does not matter.</summary>
    /// <remarks>They are multiples of the last binary place of the lowest score, and none reaches 2^52 times that.</remarks>
    public static bool IsExact(FieldPostings field, ReadOnlySpan<int> terms)
    {
        var (lowest, total) = (float.MaxValue, 0.0);
        foreach (var term in terms)
        {
            lowest = Math.Min(lowest, field.LowestScores[term]);
            total += field.HighestScores[term];
        }

        return total < (MathF.BitIncrement(lowest) - lowest) * Math.Pow(2, 52);
    }

    /// <summary>Adds the documents with the best sums, rounded to single precision.</summary>
    /// <param name="terms">Distinct terms of the field whose sums are exact.</param>
    public void Collect(FieldPostings field, ReadOnlySpan<int> terms, TopDocs best)
    {
        var documents = field.Documents.Span;
        var scores = field.Scores.Span;
        var count = Begin(field, terms);
        var essential = count;
        // Where one term has as many documents as are wanted, none below that term's lowest score is among them.
        leastFloor = 0;
        foreach (ref readonly var cursor in cursors.AsSpan(0, count))
        {
            if (cursor.End - cursor.Position >= best.Wanted) leastFloor = Math.Max(leastFloor, cursor.Lowest);
        }

        while (true)
        {
            var floor = Floor(best);
            while (essential > 0 && rest[essential - 1] < floor) essential--;
            if (essential == 0) return;
            var first = int.MaxValue;
            foreach (ref readonly var cursor in cursors.AsSpan(0, essential))
            {
                if (cursor.Position < cursor.End) first = Math.Min(first, documents[cursor.Position]);
            }

            if (first == int.MaxValue) return;
            CollectWindow(documents, scores, first, essential, count, best);
        }
    }

    // The highest first.
    private int Begin(FieldPostings field, ReadOnlySpan<int> terms)
    {
        if (cursors.Length < terms.Length)
        {
            cursors = new Cursor[terms.Length];
            rest = new double[terms.Length + 1];
        }

        var count = 0;
        foreach (var term in terms)
        {
            if (field.Offsets[term] < field.Offsets[term + 1])
            {
                cursors[count++] = new Cursor { Position = field.Offsets[term], End = field.Offsets[term + 1], Highest = field.HighestScores[term], Lowest = field.LowestScores[term] };
            }
        }

        cursors.AsSpan(0, count).Sort(static (a, b) => b.Highest.CompareTo(a.Highest));
        rest[count] = 0;
        for (var i = count - 1; i >= 0; i--) rest[i] = rest[i + 1] + cursors[i].Highest;
        return count;
    }

    // A sum below this one stays below the worst hit when it is rounded.
    private double Floor(TopDocs best) => Math.Max((float)best.Floor, leastFloor) is var floor and > 0 ? MathF.BitDecrement(floor) : 0;

    private void CollectWindow(ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, int first, int essential, int count, TopDocs best)
    {
        var floor = Floor(best);
        var need = Math.Max(double.Epsilon, floor - rest[essential]); // a sum of 0 is no find
        var found = essential == 1 ? TakeOne(documents, scores, first, need) : TakeSums(documents, scores, first, essential, need);
        for (var i = essential; i < count; i++)
        {
            found = Keep(found, floor - rest[i]);
            if (found == 0) return;
            ref var cursor = ref cursors[i];
            cursor.Position = Find(documents, cursor.Position, cursor.End, first);
            var end = Find(documents, cursor.Position, cursor.End, first + Window);
            var of = documents[cursor.Position..end];
            if (of.Length > WalkBelow * found) LookUp(of, scores[cursor.Position..end], first, found);
            else Walk(of, scores[cursor.Position..end], first, found);
        }

        foreach (ref readonly var candidate in candidates.AsSpan(0, found)) best.Add(first + candidate.Place, (float)candidate.Sum);
    }

    private int TakeOne(ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, int first, double need)
    {
        var found = 0;
        ref var cursor = ref cursors[0];
        var at = cursor.Position;
        for (; at < cursor.End; at++)
        {
            var place = documents[at] - first;
            if (place >= Window) break;
            if (scores[at] >= need) candidates[found++] = (place, scores[at]);
        }

        cursor.Position = at;
        return found;
    }

    private int TakeSums(ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, int first, int essential, double need)
    {
        var walked = 0;
        for (var i = 0; i < essential; i++)
        {
            ref var cursor = ref cursors[i];
            var of = documents[cursor.Position..cursor.End];
            var with = scores[cursor.Position..cursor.End];
            var into = sums;
            var at = 0;
            for (; at < of.Length; at++)
            {
                var place = of[at] - first;
                if ((uint)place >= (uint)into.Length) break;
                into[place] += with[at];
            }

            walked += at;
            cursor.WindowStart = cursor.Position;
            cursor.Position += at;
        }

        return walked > Window / 8 ? TakeAll(need) : TakeTouched(documents, first, essential, need);
    }

    private int Keep(int found, double need)
    {
        var kept = 0;
        for (var i = 0; i < found; i++)
        {
            if (candidates[i].Sum >= need) candidates[kept++] = candidates[i];
        }

        return kept;
    }

    private void Walk(ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, int first, int found)
    {
        for (var at = 0; at < documents.Length; at++) sums[documents[at] - first] = scores[at];
        foreach (ref var candidate in candidates.AsSpan(0, found)) candidate.Sum += sums[candidate.Place];
        foreach (var document in documents) sums[document - first] = 0;
    }

    private void LookUp(ReadOnlySpan<int> documents, ReadOnlySpan<float> scores, int first, int found)
    {
        foreach (ref var candidate in candidates.AsSpan(0, found))
        {
            var at = documents.BinarySearch(first + candidate.Place);
            if (at >= 0) candidate.Sum += scores[at];
        }
    }

    private int TakeAll(double need)
    {
        var found = 0;
        for (var place = 0; place < sums.Length; place++)
        {
            if (sums[place] >= need) candidates[found++] = (place, sums[place]);
        }

        sums.AsSpan().Clear();
        return found;
    }

    private int TakeTouched(ReadOnlySpan<int> documents, int first, int essential, double need)
    {
        var found = 0;
        for (var i = 0; i < essential; i++)
        {
            for (var at = cursors[i].WindowStart; at < cursors[i].Position; at++)
            {
                var place = documents[at] - first;
                var sum = sums[place];
                if (sum >= need) candidates[found++] = (place, sum);
                sums[place] = 0;
            }
        }

        return found;
    }

    // The first posting from a position on whose document is not lower: in steps that double, then by halves.
    private static int Find(ReadOnlySpan<int> documents, int position, int end, int document)
    {
        var step = 1;
        var low = position;
        while (low < end && documents[low] < document)
        {
            position = low + 1;
            low += step;
            step *= 2;
        }

        var high = Math.Min(low, end);
        while (position < high)
        {
            var middle = (int)((uint)(position + high) / 2);
            if (documents[middle] < document) position = middle + 1;
            else high = middle;
        }

        return position;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Cursor
    {
        public int Position;
        public int End;
        public int WindowStart;
        public float Highest;
        public float Lowest;
    }
}
