using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Tests.Index;

/// <summary>BM25 as the books write it: every document is scored and all are sorted.</summary>
internal sealed class ReferenceScorer
{
    private readonly List<(string Id, Dictionary<string, int> Counts, int Length)> documents = [];
    private readonly Dictionary<string, int> documentFrequencies = new(StringComparer.Ordinal);
    private readonly int having;
    private readonly float averageLength;

    public ReferenceScorer(IEnumerable<IndexDocument> texts)
    {
        foreach (var (id, question, answer) in texts)
        {
            var tokens = EnglishAnalyzer.Tokens($"{question}\n{answer}");
            var counts = tokens.CountBy(token => token, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            documents.Add((id, counts, tokens.Count));
            foreach (var term in counts.Keys) documentFrequencies[term] = documentFrequencies.GetValueOrDefault(term) + 1;
        }

        having = documents.Count(document => document.Length > 0);
        averageLength = having == 0 ? 0 : (float)(documents.Sum(document => (long)document.Length) / (double)having);
    }

    public List<(string Id, double Score)> Search(string question, int top)
    {
        var terms = EnglishAnalyzer.Tokens(question).Distinct(StringComparer.Ordinal).ToList();
        var hits = new List<(string Id, double Score)>();
        foreach (var (id, counts, length) in documents)
        {
            var sum = 0.0;
            foreach (var term in terms)
            {
                if (!counts.TryGetValue(term, out var frequency)) continue;
                var n = documentFrequencies[term];
                var idf = (float)Math.Log(1 + ((having - n + 0.5) / (n + 0.5)));
                var rounded = NormByte.Lengths[NormByte.Encode(length)];
                var inverseNorm = 1f / (1.2f * (1 - 0.75f + (0.75f * rounded / averageLength)));
                sum += idf - (idf / (1f + (frequency * inverseNorm)));
            }

            if ((float)sum > 0) hits.Add((id, (float)sum));
        }

        hits.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Id, b.Id));
        return hits.Count > top ? hits[..top] : hits;
    }
}
