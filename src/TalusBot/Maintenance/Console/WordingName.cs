using System.Security.Cryptography;
using System.Text;

namespace TalusBot.Maintenance.Console;

/// <summary>What stands for a reader's words in a form: browsers change line ends and control characters of what they send back, and words are long.</summary>
internal static class WordingName
{
    private const int Bytes = 12;

    public static string Of(string wording) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wording)).AsSpan(0, Bytes));

    /// <summary>Those of the wordings that are named, in their order, each once.</summary>
    public static IEnumerable<string> Named(IEnumerable<string?> names, IEnumerable<string> wordings)
    {
        var asked = names.OfType<string>().ToHashSet(StringComparer.Ordinal);
        return asked.Count == 0 ? [] : wordings.Distinct(StringComparer.Ordinal).Where(wording => asked.Contains(Of(wording)));
    }
}
