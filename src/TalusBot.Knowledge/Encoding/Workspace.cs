namespace TalusBot.Knowledge.Encoding;

/// <summary>The arrays that one run of the encoder writes to, kept from run to run.</summary>
/// <param name="rows">Tokens that fit, a multiple of <see cref="MatrixKernel.RowGroup"/>.</param>
internal sealed class Workspace(int rows, EncoderSizes sizes)
{
    public int Rows => rows;

    /// <summary>By token: embedding and position.</summary>
    public float[] Input { get; } = new float[rows * sizes.EmbeddingWidth];

    /// <summary>By token: what the layers change.</summary>
    public float[] Hidden { get; } = new float[rows * sizes.HiddenWidth];

    /// <summary>By token: queries, keys and values, or the feed-forward part.</summary>
    public float[] Wide { get; } = new float[rows * sizes.InnerWidth];

    /// <summary>By token: what attention gathered.</summary>
    public float[] Context { get; } = new float[rows * sizes.HiddenWidth];

    /// <summary>By token: how much one token heeds it. Rounded up to whole vectors.</summary>
    public float[] Scores { get; } = new float[(rows + 7) & -8];

    /// <summary>One token's numbers behind a norm.</summary>
    public float[] Row { get; } = new float[sizes.HiddenWidth];

    /// <summary>By token: the bytes that go into a matrix.</summary>
    public byte[] Bytes { get; } = new byte[rows * sizes.InnerWidth];

    /// <summary>By token: what one step of its bytes stands for.</summary>
    public float[] ByteScales { get; } = new float[rows];

    /// <summary>By token: the sums that come out of a matrix.</summary>
    public int[] Sums { get; } = new int[rows * sizes.InnerWidth];
}
