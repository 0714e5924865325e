namespace TalusBot.Knowledge.Text;

/// <summary>
/// M. F. Porter, "An algorithm for suffix stripping", 1980, with the two changes that Porter's own programs have:
/// <c>-bli</c> becomes <c>-ble</c>, and <c>-logi</c> becomes <c>-log</c>.
/// </summary>
public static class PorterStemmer
{
    private static readonly (string Suffix, string Replacement)[] doubleSuffixes =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"),
        ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
        ("biliti", "ble"), ("logi", "log"),
    ];

    private static readonly (string Suffix, string Replacement)[] simpleSuffixes =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    private static readonly string[] residualSuffixes =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
        "ous", "ive", "ize",
    ];

    /// <summary>The stem of one word.</summary>
    /// <param name="word">In lower case; whatever is not a to z counts as a consonant.</param>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        Span<char> letters = word.Length <= 256 ? stackalloc char[word.Length] : new char[word.Length];
        word.CopyTo(letters);
        var length = Stem(letters);
        return length == word.Length && letters.SequenceEqual(word) ? word : new string(letters[..length]);
    }

    /// <summary>Stems a word where it stands; a stem is never longer than its word.</summary>
    /// <returns>The length of the stem.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2) return word.Length;
        var w = new Letters(word);
        PluralsAndParticiples(ref w);
        if (w.Ends("y") && w.StemHasVowel) w.Replace("i");
        ReplaceFirst(ref w, doubleSuffixes);
        ReplaceFirst(ref w, simpleSuffixes);
        DropResidual(ref w);
        Tidy(ref w);
        return w.Length;
    }

    // Steps 1a and 1b.
    private static void PluralsAndParticiples(ref Letters w)
    {
        if (w.Ends("sses")) w.Replace("ss");
        else if (w.Ends("ies")) w.Replace("i");
        else if (!w.Ends("ss") && w.Ends("s")) w.Replace("");

        if (w.Ends("eed"))
        {
            if (w.StemMeasure > 0) w.Replace("ee");
            return;
        }

        if (!(w.Ends("ed") || w.Ends("ing")) || !w.StemHasVowel) return;
        w.Replace("");
        if (w.Ends("at")) w.Replace("ate");
        else if (w.Ends("bl")) w.Replace("ble");
        else if (w.Ends("iz")) w.Replace("ize");
        else if (w.EndsInDoubleConsonant && w.Last is not ('l' or 's' or 'z')) w.DropLast();
        else if (w.Ends("") && w.StemMeasure == 1 && w.StemIsShort) w.Replace("e");
    }

    // Steps 2 and 3. No list has two suffixes that fit the same word where the shorter stands first.
    private static void ReplaceFirst(ref Letters w, (string Suffix, string Replacement)[] rules)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (!w.Ends(suffix)) continue;
            if (w.StemMeasure > 0) w.Replace(replacement);
            return;
        }
    }

    // Step 4.
    private static void DropResidual(ref Letters w)
    {
        foreach (var suffix in residualSuffixes)
        {
            if (!w.Ends(suffix)) continue;
            if (suffix == "ion" && w.LastOfStem is not ('s' or 't')) continue;
            if (w.StemMeasure > 1) w.Replace("");
            return;
        }
    }

    // Step 5.
    private static void Tidy(ref Letters w)
    {
        if (w.Ends("e"))
        {
            var measure = w.StemMeasure;
            if (measure > 1 || (measure == 1 && !w.StemIsShort)) w.Replace("");
        }

        if (w.Last == 'l' && w.EndsInDoubleConsonant && w.Ends("") && w.StemMeasure > 1) w.DropLast();
    }

    // A word with the suffix looked at last set apart; the stem is what stands before that suffix.
    private ref struct Letters(Span<char> letters)
    {
        private readonly Span<char> letters = letters;
        private int stem = letters.Length;

        public int Length { get; private set; } = letters.Length;

        public readonly char Last => letters[Length - 1];

        public readonly char LastOfStem => stem > 0 ? letters[stem - 1] : '\0';

        // Whether a y is a consonant hangs on the letter before it, so each of these walks from the front.
        public readonly bool StemHasVowel
        {
            get
            {
                var consonant = false;
                for (var i = 0; i < stem; i++)
                {
                    consonant = IsConsonant(i, consonant);
                    if (!consonant) return true;
                }

                return false;
            }
        }

        /// <summary>How often a consonant follows a vowel: m in Porter's paper.</summary>
        public readonly int StemMeasure
        {
            get
            {
                var measure = 0;
                var consonant = true;
                for (var i = 0; i < stem; i++)
                {
                    var now = IsConsonant(i, consonant);
                    if (now && !consonant && i > 0) measure++;
                    consonant = now;
                }

                return measure;
            }
        }

        /// <summary>Ends consonant, vowel, consonant, the last not w, x or y: *o in Porter's paper.</summary>
        public readonly bool StemIsShort
        {
            get
            {
                if (stem < 3 || letters[stem - 1] is 'w' or 'x' or 'y') return false;
                var (older, old, last) = (false, false, false);
                for (var i = 0; i < stem; i++) (older, old, last) = (old, last, IsConsonant(i, last));
                return older && !old && last;
            }
        }

        public readonly bool EndsInDoubleConsonant
        {
            get
            {
                if (Length < 2 || letters[Length - 1] != letters[Length - 2]) return false;
                var consonant = true;
                for (var i = 0; i < Length; i++) consonant = IsConsonant(i, consonant);
                return consonant;
            }
        }

        public bool Ends(string suffix)
        {
            // Most suffixes differ in the last letter already.
            if (suffix.Length > 0 && Last != suffix[^1]) return false;
            if (!letters[..Length].EndsWith(suffix)) return false;
            stem = Length - suffix.Length;
            return true;
        }

        public void Replace(string suffix)
        {
            suffix.CopyTo(letters[stem..]);
            Length = stem + suffix.Length;
        }

        public void DropLast() => Length--;

        private readonly bool IsConsonant(int at, bool previousIsConsonant) => letters[at] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' => false,
            'y' => at == 0 || !previousIsConsonant,
            _ => true,
        };
    }
}
