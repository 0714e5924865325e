using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Curation;

/// <summary>Texts that are alike, with the sum of what they mean: likeness to the mean of all is the mean of the likenesses.</summary>
internal sealed class QuestionCluster(IReadOnlyList<SentenceVector> vectors)
{
    private readonly List<int> members = [];
    private readonly float[] sum = new float[SentenceEncoder.Dimensions];
    private float restLength;

    /// <summary>The numbers of the texts, in the order in which they joined.</summary>
    public IReadOnlyList<int> Members => members;

    /// <summary>The mean cosine of a vector with those of the members.</summary>
    public float Meaning(QuestionVector vector) => Lanes.Dot(vector.Values, sum) / members.Count;

    /// <summary>Whether the mean cosine may reach so much: half of the numbers often tell that it cannot (Cauchy and Schwarz bound the rest).</summary>
    public bool MayMean(QuestionVector vector, float least) =>
        Lanes.Dot(vector.Values.AsSpan(0, QuestionVector.Half), sum.AsSpan(0, QuestionVector.Half)) + (vector.RestLength * restLength) >= (least - QuestionVector.Rounding) * members.Count;

    /// <summary>The mean likeness in meaning of a member to all members, itself included.</summary>
    public float Centrality(int member) => Meaning(new QuestionVector(vectors[member]));

    public void Add(int text, QuestionVector vector)
    {
        members.Add(text);
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += vector.Values[i];
        }

        restLength = QuestionVector.LengthOfRest(sum);
    }
}

/// <summary>A sentence vector as numbers of length 1.</summary>
internal sealed class QuestionVector
{
    /// <summary>So many numbers are compared first.</summary>
    public const int Half = SentenceEncoder.Dimensions / 2;

    /// <summary>More than what rounding can amount to.</summary>
    public const float Rounding = 1e-4f;

    public QuestionVector(SentenceVector vector)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] = vector.Steps[i] * vector.Scale;
        }

        RestLength = LengthOfRest(Values);
    }

    public float[] Values { get; } = new float[SentenceEncoder.Dimensions];

    /// <summary>The length of the other half.</summary>
    public float RestLength { get; }

    public static float LengthOfRest(float[] values) => MathF.Sqrt(Lanes.Dot(values.AsSpan(Half), values.AsSpan(Half)));
}
