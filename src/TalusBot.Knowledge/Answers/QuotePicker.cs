using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>Finds the shortest run of whole sentences, in the source's exact words, that answers a question.</summary>
internal sealed class QuotePicker(PassageIndex index)
{
    private const int MostSentences = 3;
    private const int LongestLabel = 120;

    /// <summary>Up to this many characters a whole answer is as quick to read as a part of it, and easier to understand.</summary>
    private const int ShortWhole = 240;

    /// <summary>A sentence of fewer words hardly stands alone.</summary>
    private const int FewWords = 5;

    /// <summary>Words at a sentence's start that point back at the one before.</summary>
    private static readonly HashSet<string> PointsBack = new(StringComparer.OrdinalIgnoreCase)
    {
        "it", "it’s", "it's", "this", "that", "that’s", "that's", "these", "those", "they", "they’ll", "they’re", "he", "she", "then", "thus", "therefore", "so", "but", "and", "for", "because", "too", "where", "in",
    };

    /// <param name="words">An answer, a tip or a paragraph.</param>
    public Span Pick(Span words, string question)
    {
        var sentences = Quotable(words);
        if (sentences.Count == 0)
        {
            return Citation.Opening(words, Citation.LongestQuote);
        }

        if (words.Text.Length <= ShortWhole && sentences.Count <= MostSentences && sentences[^1].End - sentences[0].Start >= words.Text.TrimEnd().Length)
        {
            return Cut(words, sentences[0].Start, sentences[^1].End);
        }

        var asked = EnglishAnalyzer.Tokens(question).ToHashSet(StringComparer.Ordinal);
        var onlyDurations = AsksHowLong(question) && sentences.Exists(sentence => TellsDuration(sentence.Text));
        var best = 0;
        var bestScore = 0.0;
        for (var i = 0; i < sentences.Count; i++)
        {
            var score = Score(sentences[i].Text, asked);
            if (score > bestScore && (!onlyDurations || TellsDuration(sentences[i].Text)))
            {
                (best, bestScore) = (i, score);
            }
        }

        return Grow(words, sentences, best);
    }

    /// <summary>Some words of a passage with the sentences before them that they point back at.</summary>
    /// <param name="passage">The whole paragraph or comment.</param>
    public static Span Complete(Span passage, Span words)
    {
        var sentences = Quotable(passage);
        var first = IsLink(words.Text)
            ? sentences.FindLastIndex(sentence => sentence.End <= words.Start)
            : sentences.FindIndex(sentence => sentence.Start == words.Start);
        if (first < 0 || words.End - sentences[first].Start > Citation.LongestQuote)
        {
            return words;
        }

        return Cut(passage, sentences[FirstNeeded(passage, sentences, first, words.End)].Start, words.End);
    }

    /// <summary>A bare address says nothing without the words that lead to it.</summary>
    private static bool IsLink(string words) => words.StartsWith("http", StringComparison.Ordinal);

    /// <summary>Whether the words can be understood without the question that they reply to.</summary>
    public bool SaysItself(Span words, string question)
    {
        var said = EnglishAnalyzer.Tokens(words.Text).ToHashSet(StringComparer.Ordinal);
        var asked = EnglishAnalyzer.Tokens(question).Where(token => index.Knows(token)).ToList();
        return asked.Count > 0 && asked.Where(said.Contains).Sum(Weight) >= asked.Sum(Weight) / 2;
    }

    /// <summary>A line to choose an answer by: its question, else the sentence that comes closest to what was asked.</summary>
    /// <param name="question">The question that it answers; empty for a passage.</param>
    /// <param name="asked">What somebody asked just now.</param>
    public string Label(string question, string answer, string asked)
    {
        var line = question.Length > 0 ? question : Pick(new Span(answer, 0, answer.Length), asked).Text;
        return line.Length <= LongestLabel ? line : line[..Math.Max(1, line.LastIndexOf(' ', LongestLabel - 1))] + " …";
    }

    private static List<Span> Quotable(Span words) =>
        [.. Sentences.Split(words.Text)
            .Select(range => new Span(range.Of(words.Text), words.Start + range.Start, words.Start + range.End))
            .Where(sentence => sentence.Text.Length <= Citation.LongestQuote && !IsLink(sentence.Text))];

    private static bool AsksHowLong(string question) =>
        question.Contains("how long", StringComparison.OrdinalIgnoreCase)
        || question.Contains("how soon", StringComparison.OrdinalIgnoreCase)
        || question.Contains("how many weeks", StringComparison.OrdinalIgnoreCase)
        || question.Contains("when will", StringComparison.OrdinalIgnoreCase);

    private static bool TellsDuration(string sentence) =>
        sentence.Any(char.IsAsciiDigit)
        && ((string[])["second", "minute", "hour", "day", "week", "month", "year"]).Any(unit => sentence.Contains(unit, StringComparison.OrdinalIgnoreCase));

    private static int Words(string sentence) => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static bool NeedsWhatIsBefore(string sentence) => PointsBack.Contains(sentence.TrimStart('“', '"', '(').Split(' ', ',', '.', '!')[0]);

    /// <summary>A little above 0 for any sentence, so that the first will do where none shares a word with the question.</summary>
    private double Score(string sentence, HashSet<string> asked) =>
        double.Epsilon + EnglishAnalyzer.Tokens(sentence).Distinct(StringComparer.Ordinal).Where(asked.Contains).Sum(Weight);

    private double Weight(string token) => index.Idf(token);

    /// <summary>Takes in the neighbours without which the best sentence cannot be understood.</summary>
    private static Span Grow(Span words, List<Span> sentences, int best)
    {
        var (first, last) = (FirstNeeded(words, sentences, best, sentences[best].End), best);
        while (last + 1 < sentences.Count && last - first + 1 < MostSentences && Words(Cut(words, sentences[first].Start, sentences[last].End).Text) < FewWords && Adjoins(words, sentences[last], sentences[last + 1]) && sentences[last + 1].End - sentences[first].Start <= Citation.LongestQuote)
        {
            last++;
        }

        return Cut(words, sentences[first].Start, sentences[last].End);
    }

    /// <summary>The sentence to begin with, so that the one at <paramref name="best"/> does not point back at what is not shown.</summary>
    /// <param name="end">Where the quote ends.</param>
    private static int FirstNeeded(Span words, List<Span> sentences, int best, int end)
    {
        var first = best;
        while (first > 0 && best - first + 1 < MostSentences && NeedsWhatIsBefore(sentences[first].Text) && Adjoins(words, sentences[first - 1], sentences[first]) && end - sentences[first - 1].Start <= Citation.LongestQuote)
        {
            first--;
        }

        return first;
    }

    /// <summary>Nothing but white space stands between the two.</summary>
    private static bool Adjoins(Span words, Span before, Span after) =>
        string.IsNullOrWhiteSpace(words.Text[(before.End - words.Start)..(after.Start - words.Start)]);

    private static Span Cut(Span words, int start, int end) => new(words.Text[(start - words.Start)..(end - words.Start)], start, end);
}
