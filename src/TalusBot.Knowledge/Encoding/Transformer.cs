using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TalusBot.Knowledge.Encoding;

/// <summary>
/// From the ids of a sentence's pieces to its vector: the forward pass of Universal Sentence Encoder Lite. Matrices are
/// multiplied as bytes by a <see cref="MatrixKernel"/>, everything between them is <see cref="Lanes"/>.
/// </summary>
internal sealed class Transformer
{
    private readonly IReadOnlyList<TransformerWeights> layers;
    private readonly DenseLayer sentence;
    private readonly ReadOnlyMemory<byte> embeddings;
    private readonly float[] embeddingScales;
    private readonly MatrixKernel kernel;
    private readonly EncoderSizes sizes;
    private readonly float[] positions;
    private readonly ConcurrentBag<Workspace> workspaces = [];

    public Transformer(EncoderModel model, MatrixKernel kernel)
    {
        (layers, sentence, embeddings, embeddingScales) = (model.Layers, model.Sentence, model.Embeddings, model.EmbeddingScales);
        this.kernel = kernel;
        sizes = model.Sizes;
        positions = PositionSignal.Create(model.InverseTimeScales, sizes.MaxTokens);
    }

    /// <param name="ids">1 to 128 of them.</param>
    /// <param name="vector">Gets length 1.</param>
    public void Encode(ReadOnlySpan<int> ids, Span<float> vector)
    {
        var rows = MatrixKernel.WithRoom(ids.Length);
        if (!workspaces.TryTake(out var space) || space.Rows < rows) space = new Workspace(Math.Max(rows, 32), sizes);
        Embed(ids, space.Input);
        for (var layer = 0; layer < layers.Count; layer++) Run(layers[layer], layer, ids.Length, space);
        Summarise(space, ids.Length, vector);
        workspaces.Add(space);
    }

    /// <summary>Twice the embedding, as the original graph has it, and the position.</summary>
    private void Embed(ReadOnlySpan<int> ids, Span<float> input)
    {
        var width = sizes.EmbeddingWidth;
        var rows = MemoryMarshal.Cast<byte, sbyte>(embeddings.Span);
        for (var position = 0; position < ids.Length; position++)
        {
            var scale = 2 * embeddingScales[ids[position]];
            var embedding = rows.Slice(ids[position] * width, width);
            var signal = positions.AsSpan(position * width, width);
            var row = input.Slice(position * width, width);
            for (var i = 0; i < width; i++) row[i] = (embedding[i] * scale) + signal[i];
        }
    }

    private void Run(TransformerWeights weights, int layer, int tokens, Workspace space)
    {
        if (weights.Residual is { } residual)
        {
            QuantiseRows(space.Input, sizes.EmbeddingWidth, null, tokens, space);
            Multiply(residual, tokens, add: false, space.Hidden, space);
        }

        var (attended, width) = layer == 0 ? (space.Input, sizes.EmbeddingWidth) : (space.Hidden, sizes.HiddenWidth);
        QuantiseRows(attended, width, weights.AttentionNorm, tokens, space);
        Multiply(weights.QueryKeyValue, tokens, add: false, space.Wide, space);
        Attend(width, tokens, space);
        QuantiseRows(space.Context, width, null, tokens, space);
        Multiply(weights.AttentionOut, tokens, add: true, space.Hidden, space);

        QuantiseRows(space.Hidden, sizes.HiddenWidth, weights.InnerNorm, tokens, space);
        kernel.Multiply(space.Bytes, tokens, weights.Inner, space.Sums);
        for (var token = 0; token < tokens; token++)
        {
            var from = token * sizes.InnerWidth;
            var row = space.Wide.AsSpan(from, sizes.InnerWidth);
            var largest = Lanes.FinishRectified(space.Sums.AsSpan(from, row.Length), weights.Inner, space.ByteScales[token], row);
            space.ByteScales[token] = Lanes.QuantiseUnsigned(row, largest, space.Bytes.AsSpan(from, row.Length));
        }

        kernel.MultiplyActive(space.Bytes, tokens, weights.InnerOut, space.Sums);
        Finish(weights.InnerOut, tokens, signed: false, add: true, space.Hidden, space);
    }

    private static void QuantiseRows(ReadOnlySpan<float> values, int width, NormWeights? norm, int tokens, Workspace space)
    {
        for (var token = 0; token < tokens; token++)
        {
            var row = values.Slice(token * width, width);
            if (norm is not null)
            {
                Lanes.Normalise(row, norm, space.Row);
                row = space.Row.AsSpan(0, width);
            }

            space.ByteScales[token] = Lanes.QuantiseSigned(row, space.Bytes.AsSpan(token * width, width));
        }
    }

    private void Multiply(DenseLayer layer, int tokens, bool add, Span<float> result, Workspace space)
    {
        kernel.Multiply(space.Bytes, tokens, layer, space.Sums);
        Finish(layer, tokens, signed: true, add, result, space);
    }

    private static void Finish(DenseLayer layer, int tokens, bool signed, bool add, Span<float> result, Workspace space)
    {
        for (var token = 0; token < tokens; token++)
        {
            var row = token * layer.Columns;
            Lanes.Finish(
                space.Sums.AsSpan(row, layer.Columns), layer, space.ByteScales[token], signed, add,
                result.Slice(row, layer.Columns));
        }
    }

    /// <summary>Every head lets every token gather the values of all tokens, by how well their keys fit its query.</summary>
    private void Attend(int width, int tokens, Workspace space)
    {
        var headWidth = width / sizes.Heads;
        var scale = 1f / MathF.Sqrt(headWidth);
        var scores = space.Scores.AsSpan(0, (tokens + 7) & -8);
        for (var head = 0; head < sizes.Heads; head++)
        {
            var queries = space.Wide.AsSpan(head * headWidth);
            var keys = queries[width..];
            var values = keys[width..];
            for (var token = 0; token < tokens; token++)
            {
                var query = queries.Slice(token * 3 * width, headWidth);
                for (var other = 0; other < tokens; other++)
                    scores[other] = Lanes.Dot(query, keys.Slice(other * 3 * width, headWidth)) * scale;
                scores[tokens..].Fill(float.NegativeInfinity);
                Lanes.Softmax(scores);
                Gather(values, 3 * width, scores[..tokens], space.Context.AsSpan((token * width) + (head * headWidth), headWidth));
            }
        }
    }

    /// <summary>The rows together, each times its share.</summary>
    /// <param name="stride">From one row to the next.</param>
    private static void Gather(ReadOnlySpan<float> rows, int stride, ReadOnlySpan<float> shares, Span<float> result)
    {
        for (var i = 0; i < result.Length; i += 32)
        {
            Vector256<float> a = default, b = default, c = default, d = default;
            for (var row = 0; row < shares.Length; row++)
            {
                var values = rows.Slice((row * stride) + i, 32);
                var share = Vector256.Create(shares[row]);
                a += Lanes.Load(values, 0) * share;
                b += Lanes.Load(values, 8) * share;
                c += Lanes.Load(values, 16) * share;
                d += Lanes.Load(values, 24) * share;
            }

            Lanes.Store(a, result, i);
            Lanes.Store(b, result, i + 8);
            Lanes.Store(c, result, i + 16);
            Lanes.Store(d, result, i + 24);
        }
    }

    private void Summarise(Workspace space, int tokens, Span<float> vector)
    {
        var width = sizes.HiddenWidth;
        var mean = space.Row.AsSpan(0, width);
        mean.Clear();
        for (var token = 0; token < tokens; token++) Lanes.AddScaled(mean, space.Hidden.AsSpan(token * width, width), 1);
        Lanes.Scale(mean, 1f / tokens);
        QuantiseRows(mean, width, null, 1, space);
        Multiply(sentence, 1, add: false, vector, space);
        Lanes.Tanh(vector);
        Lanes.Scale(vector, 1f / MathF.Sqrt(Math.Max(Lanes.Dot(vector, vector), 1e-12f)));
    }
}
