using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Safety;

/// <summary>A message as numbers for <see cref="SecondLook"/>: what it means, and which words and parts of words it is made of.</summary>
internal static class MessageFeatures
{
    /// <summary>The numbers of the sentence encoder, then one for each hash of words.</summary>
    public const int Count = SentenceEncoder.Dimensions + Hashes;

    /// <summary>A message that has so many parts may have more.</summary>
    public const int MostParts = 48;

    private const int Hashes = 1 << 16;
    private const double MeaningScale = 4;
    private const double WordScale = 3;
    private const int FewestWordFeatures = 8;
    private const int GramLength = 4;

    /// <summary>Longer parts are also looked at in windows, so that a sign in the middle of a breathless story is not drowned.</summary>
    private const int LongPart = 45;
    private const int WindowWords = 30;
    private const int WindowStep = 15;
    private const int ShortestPart = 12;

    /// <summary>The message as a whole, its sentences, and windows of what is long; at most 48 parts.</summary>
    public static IReadOnlyList<string> Parts(string message)
    {
        var parts = new List<string> { message };
        var sentences = Sentences.Split(message);
        foreach (var sentence in sentences.Select(range => range.Of(message)).Where(sentence => sentence.Length >= ShortestPart))
        {
            if (sentences.Count > 1)
            {
                parts.Add(sentence);
            }

            var words = WordBreaker.Words(sentence);
            for (var start = 0; words.Count > LongPart && start < words.Count && parts.Count < MostParts; start += WindowStep)
            {
                parts.Add(sentence[words[start].Start..words[Math.Min(words.Count, start + WindowWords) - 1].End]);
            }

            if (parts.Count >= MostParts)
            {
                break;
            }
        }

        return parts.Count > MostParts ? parts.GetRange(0, MostParts) : parts;
    }

    /// <summary>The features of one part that are not 0.</summary>
    public static List<(int Index, float Value)> Of(string part, SentenceEncoder encoder)
    {
        var features = new List<(int, float)>(SentenceEncoder.Dimensions + 128);
        var meaning = encoder.Meaning(part);
        for (var i = 0; i < meaning.Length; i++)
        {
            features.Add((i, (float)(meaning[i] * MeaningScale)));
        }

        var words = WordBreaker.Words(part).Select(word => PorterStemmer.Stem(word.Of(part).ToLowerInvariant().Replace('’', '\''))).ToList();
        var hashes = new SortedSet<int>();
        for (var i = 0; i < words.Count; i++)
        {
            hashes.Add(Hash(words[i]));
            for (var next = i + 1; next <= i + 2 && next < words.Count; next++)
            {
                hashes.Add(Hash($"{words[i]} {next - i} {words[next]}"));
            }

            for (var start = 0; start + GramLength <= words[i].Length; start++)
            {
                hashes.Add(Hash($"#{words[i].AsSpan(start, GramLength)}"));
            }
        }

        var value = (float)(WordScale / Math.Sqrt(Math.Max(FewestWordFeatures, hashes.Count)));
        features.AddRange(hashes.Select(hash => (SentenceEncoder.Dimensions + hash, value)));
        return features;
    }

    /// <summary>FNV-1a with the upper half folded in.</summary>
    private static int Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) % Hashes);
    }
}
