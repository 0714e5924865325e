using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Safety;

/// <summary>
/// A look at the message as a whole, learned from examples: people describe a sign in more ways than rules can list. It
/// weighs what the examples taught it and whether a rule has fired, and has the last word.
/// </summary>
/// <remarks>Logistic regression over <see cref="MessageFeatures"/>; the weights are made by tools/TrainSafety from knowledge/safety/examples.</remarks>
internal sealed class SecondLook
{
    private const int Version = 1;
    private static readonly Lazy<SecondLook> Loaded = new(Load);

    private readonly Half[] weights;
    private readonly double bias;
    private readonly double ruleWeight;

    private SecondLook(Half[] weights, double bias, double ruleWeight, byte[] examples) =>
        (this.weights, this.bias, this.ruleWeight, Examples) = (weights, bias, ruleWeight, examples);

    public static SecondLook Shared => Loaded.Value;

    /// <summary>SHA-256 over the examples it was made from.</summary>
    public byte[] Examples { get; }

    private static ReadOnlySpan<byte> Magic => "TALUSSND"u8;

    /// <summary>Whether the message describes a sign, all in all.</summary>
    /// <param name="ruleFired">A rule has seen one. In a message too long to be looked at whole that is enough.</param>
    public bool Sees(string message, bool ruleFired)
    {
        var parts = MessageFeatures.Parts(message);
        return (ruleFired && parts.Count == MessageFeatures.MostParts) || Score(parts, SentenceEncoder.Shared) + (ruleFired ? ruleWeight : 0) + bias >= 0;
    }

    /// <summary>The highest score of any part, rounded to four decimals so that it is the same on every machine.</summary>
    public double Score(IReadOnlyList<string> parts, SentenceEncoder encoder) => parts.Max(part =>
    {
        var sum = 0.0;
        foreach (var (index, value) in MessageFeatures.Of(part, encoder))
        {
            sum += value * (double)weights[index];
        }

        return Rounding.Of(sum);
    });

    /// <summary>SHA-256 over the files of a folder of examples, in the order of their names.</summary>
    public static byte[] HashOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    public static void Write(string path, IReadOnlyList<double> weights, double bias, double ruleWeight, byte[] examples)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(Magic);
        file.Write(Version);
        file.Write(bias);
        file.Write(ruleWeight);
        file.Write(examples);
        file.Write(MemoryMarshal.AsBytes(weights.Select(weight => (Half)weight).ToArray().AsSpan()));
    }

    private static SecondLook Load()
    {
        using var stream = typeof(SecondLook).Assembly.GetManifestResourceStream("second-look.bin")!;
        using var file = new BinaryReader(stream);
        if (!file.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || file.ReadInt32() != Version)
        {
            throw new InvalidDataException("second-look.bin is damaged or of another version; make it again with tools/TrainSafety.");
        }

        var (bias, ruleWeight, examples) = (file.ReadDouble(), file.ReadDouble(), file.ReadBytes(32));
        var weights = new Half[MessageFeatures.Count];
        stream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new SecondLook(weights, bias, ruleWeight, examples);
    }
}
