using System.Globalization;
using System.Text.RegularExpressions;

namespace TalusBot.Conversation;

/// <summary>The <c>[1]</c>, <c>[2]</c> in our own words.</summary>
internal static partial class SourceMarks
{
    /// <summary>The words with every mark counted on by <paramref name="by"/>; marks of sources that are not cited go.</summary>
    /// <param name="cited">How many citations the reply has.</param>
    public static string Moved(string words, int by, int cited) => Mark().Replace(words, mark =>
        int.Parse(mark.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + by is var number && number <= cited
            ? string.Create(CultureInfo.InvariantCulture, $" [{number}]")
            : "");

    [GeneratedRegex(@" ?\[([1-9])\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
