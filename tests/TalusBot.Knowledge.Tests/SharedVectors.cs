using TalusBot.Knowledge.Encoding;

namespace TalusBot.Knowledge.Tests;

/// <summary>The vectors of sentences, made once for all tests that read the shipped knowledge again and again; never written to disk.</summary>
internal static class SharedVectors
{
    public static VectorCache Cache { get; } = VectorCache.Open(Path.Combine(AppContext.BaseDirectory, "there-is-no-such-file.bin"), SentenceEncoder.Shared);
}
