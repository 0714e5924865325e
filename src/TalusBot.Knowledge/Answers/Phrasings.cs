using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>Finds the entry that somebody asked for in its very words; case, punctuation and blanks aside.</summary>
internal sealed class Phrasings
{
    private readonly Dictionary<string, Entry> byWords = new(StringComparer.Ordinal);

    public Phrasings(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            foreach (var phrasing in entry.Also.Prepend(entry.Question))
            {
                byWords.TryAdd(Words(phrasing), entry);
            }
        }
    }

    public Entry? Find(string question) => byWords.GetValueOrDefault(Words(question));

    private static string Words(string text) => string.Join(' ', WordBreaker.Words(text).Select(word => word.Of(text).ToLowerInvariant()));
}
