using System.Text.Json;

namespace TalusBot.Tools.ConvertUseLite;

/// <summary>One piece of text that the tokeniser may cut.</summary>
/// <param name="LogProbability">At most 0; 0 where the package has none.</param>
internal sealed record Piece(string Text, double LogProbability);

/// <summary>Reads the pieces of the package, in the order of their ids.</summary>
internal static class Vocabulary
{
    public static IReadOnlyList<Piece> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return
        [
            // Seven pieces with a colon have null for a score; the package's own runtime counts that as 0.
            .. document.RootElement.EnumerateArray().Select(row => new Piece(
                row[0].GetString()!, row[1].ValueKind == JsonValueKind.Null ? 0 : row[1].GetDouble())),
        ];
    }
}
