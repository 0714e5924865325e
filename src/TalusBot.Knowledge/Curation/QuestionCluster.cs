using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Curation;

/// <summary>Texts that are alike, with the mean of what they mean and of their words: likeness to the mean is the mean likeness.</summary>
internal sealed class QuestionCluster(IReadOnlyList<SentenceVector> vectors)
{
    private readonly List<int> members = [];
    private readonly float[] meaning = new float[SentenceEncoder.Dimensions];
    private readonly Dictionary<int, float> weights = [];

    /// <summary>The numbers of the texts, in the order in which they joined.</summary>
    public IReadOnlyList<int> Members => members;

    /// <summary>The mean cosine of a vector with those of the members.</summary>
    public float Meaning(float[] vector) => Lanes.Dot(vector, meaning) / members.Count;

    /// <summary>The mean weight of a term.</summary>
    public float Weight(int term) => weights.GetValueOrDefault(term) / members.Count;

    /// <summary>The mean likeness in meaning of a member to all members, itself included.</summary>
    public float Centrality(int member) => Meaning(Floats(vectors[member]));

    /// <returns>The terms that the cluster did not have before.</returns>
    public List<int> Add(int text, float[] vector, (int Term, float Weight)[] words)
    {
        members.Add(text);
        for (var i = 0; i < vector.Length; i++)
        {
            meaning[i] += vector[i];
        }

        var fresh = new List<int>();
        foreach (var (term, weight) in words)
        {
            if (!weights.TryGetValue(term, out var sum))
            {
                fresh.Add(term);
            }

            weights[term] = sum + weight;
        }

        return fresh;
    }

    public static float[] Floats(SentenceVector vector)
    {
        var floats = new float[SentenceEncoder.Dimensions];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = vector.Steps[i] * vector.Scale;
        }

        return floats;
    }
}
