using TalusBot.Knowledge.Ingest;

namespace TalusBot.Import;

/// <summary>What came in.</summary>
/// <param name="Source">Where it came from, as the seed is to say: an address, or the name of a file.</param>
internal sealed record Imported(BlogPost Post, string Source);
