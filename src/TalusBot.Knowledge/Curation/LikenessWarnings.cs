using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Curation;

/// <summary>Entries that ask nearly the same, or whose questions differ in one word: a reader then gets the wrong one, and surely.</summary>
internal static class LikenessWarnings
{
    /// <summary>From this cosine on two phrasings that share most of their matter ask the same. In the shipped entries no two of different entries come nearer than 0.87.</summary>
    private const double SameMeaning = 0.93;

    /// <summary>Fewer words beside the one that differs say too little to be mixed up by.</summary>
    private const int FewestShared = 3;

    // Words that come and go without changing what is asked.
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "this", "that", "these", "my", "your", "his", "her", "our", "their", "i", "you", "he", "she", "it", "we", "they", "me", "one",
        "do", "does", "did", "is", "are", "was", "be", "been", "am", "can", "could", "should", "shall", "will", "would", "may", "might", "must", "have", "has", "need",
        "please", "just", "really", "actually", "exactly", "so", "and", "to", "of", "there", "some", "kind", "sort", "type", "use",
    };

    private static readonly HashSet<string> EmptyStems = [.. Empty.Select(PorterStemmer.Stem)];
    private static readonly HashSet<string> Articles = new(StringComparer.Ordinal) { "a", "an", "the", "please" };

    /// <summary>One warning for two entries, in the file that comes later.</summary>
    /// <param name="meaning">What the phrasing of an entry with this number (0 for its question) means; null where nobody knows.</param>
    public static IEnumerable<SourceProblem> Of(IReadOnlyList<Entry> entries, Func<Entry, int, SentenceVector?> meaning)
    {
        var before = new List<List<Phrasing>>();
        foreach (var entry in entries)
        {
            var own = entry.Also.Prepend(entry.Question).Select((text, number) => new Phrasing(entry, number, text, meaning(entry, number))).ToList();
            foreach (var others in before)
            {
                if (own.SelectMany(_ => others, Warning).OfType<SourceProblem>().FirstOrDefault() is { } problem)
                    yield return problem;
            }

            before.Add(own);
        }
    }

    private static SourceProblem? Warning(Phrasing one, Phrasing other)
    {
        // What is the same to the letter is reported where it is read.
        if (one.Folded == other.Folded || one.Bag.Length == 0)
            return null;
        var same = one.Bag == other.Bag;
        var apart = same ? null : OneApart(one.InOrder, other.InOrder);
        // The cheapest first: in a large folder millions of pairs are compared.
        if (!same && apart is null && !(one.Meaning is { } mine && other.Meaning is { } theirs && mine.Similarity(theirs) >= SameMeaning && one.SharesMost(other)))
            return null;
        var place = $"{other.Entry.File}({other.Entry.Lines.Phrasing(other.Number)})";
        var message = apart is var (here, there)
            ? $"\"{one.Text}\" differs from \"{other.Text}\" in {place} only in {Said(here)} for {Said(there)}; put one of them in other words, or readers will get the wrong answer."
            : $"\"{one.Text}\" asks nearly the same as \"{other.Text}\" in {place}; keep it in the entry that answers it best.";
        return new(one.Entry.File, one.Entry.Lines.Phrasing(one.Number), message, Severity.Warning);
    }

    private static string Said(string word) => word.Length == 0 ? "no word" : $"\"{word}\"";

    /// <summary>The one word in which they differ, put in place of another or added; empty on the side that has none. Null where they differ more.</summary>
    private static (string Here, string There)? OneApart((string Stem, string Written)[] here, (string Stem, string Written)[] there)
    {
        var (shorter, longer) = (Math.Min(here.Length, there.Length), Math.Max(here.Length, there.Length));
        if (longer - shorter > 1 || longer - 1 < FewestShared)
            return null;
        var same = 0;
        while (same < shorter && here[same].Stem == there[same].Stem)
        {
            same++;
        }

        // What follows the word that differs.
        var (i, j) = (same + (here.Length == longer ? 1 : 0), same + (there.Length == longer ? 1 : 0));
        for (; i < here.Length && j < there.Length; i++, j++)
        {
            if (here[i].Stem != there[j].Stem)
                return null;
        }

        return same == longer ? null : (here.Length == longer ? here[same].Written : "", there.Length == longer ? there[same].Written : "");
    }

    /// <summary>A way to ask for an entry, with the words that make it out.</summary>
    private sealed class Phrasing
    {
        private readonly string[] words;

        public Phrasing(Entry entry, int number, string text, SentenceVector? meaning)
        {
            (Entry, Number, Text, Meaning, Folded) = (entry, number, text, meaning, FoldedWords.Of(text));
            InOrder = [.. WordBreaker.Words(text).Select(word => word.Of(text).ToLowerInvariant()).Where(word => !Articles.Contains(word)).Select(word => (word == "which" ? "what" : PorterStemmer.Stem(word), word))];
            words = [.. InOrder.Where(word => !EmptyStems.Contains(word.Stem)).Select(word => word.Stem).Order(StringComparer.Ordinal)];
            Bag = string.Join(' ', words);
        }

        public Entry Entry { get; }

        public int Number { get; }

        public string Text { get; }

        public SentenceVector? Meaning { get; }

        public string Folded { get; }

        /// <summary>The stems of the words that make the question out, in alphabetical order, with repeats.</summary>
        public string Bag { get; }

        /// <summary>All words but articles, in the order of the text.</summary>
        public (string Stem, string Written)[] InOrder { get; }

        public bool SharesMost(Phrasing other) => 2 * words.Intersect(other.words).Count() >= Math.Max(words.Length, other.words.Length);
    }
}
