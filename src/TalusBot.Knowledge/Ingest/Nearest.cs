namespace TalusBot.Knowledge.Ingest;

/// <summary>Finds what somebody may have meant to write.</summary>
internal static class Nearest
{
    private const int MaxLength = 80;

    /// <summary>Up to <paramref name="count"/> of the known words that differ from the written one in at most about a third of its letters, nearest first.</summary>
    public static IReadOnlyList<string> To(string written, IEnumerable<string> known, int count)
    {
        if (written.Length is 0 or > MaxLength)
            return [];
        // Two letters that changed places count as two changes.
        var allowed = written.Length < 4 ? 1 : Math.Max(2, written.Length / 3);
        return [.. known
            .Where(word => Math.Abs(word.Length - written.Length) <= allowed)
            .Select(word => (Word: word, Distance: Distance(written, word)))
            .Where(pair => pair.Distance <= allowed)
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Word.Length).ThenBy(pair => pair.Word, StringComparer.Ordinal)
            .Take(count)
            .Select(pair => pair.Word)];
    }

    /// <summary>Levenshtein's: insertions, deletions and replacements, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var best = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[b.Length];
    }
}
