using System.Globalization;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The address that Git hosts give a heading, so that links to it can be clicked there.</summary>
internal static class HeadingAnchor
{
    /// <summary>Lower case, "-" for each blank, other signs dropped: the rule of GitHub, which the other hosts follow.</summary>
    public static string Of(string title) =>
        string.Concat(title.Trim().ToLowerInvariant().Select(c => c == ' ' ? '-' : Stays(c) ? c : '\0')).Replace("\0", "", StringComparison.Ordinal);

    /// <summary>Some hosts write "--" as "-", or cut it off at the ends, and others do not.</summary>
    public static bool SameEverywhere(string anchor) => anchor.Length > 0 && anchor[0] != '-' && anchor[^1] != '-' && !anchor.Contains("--", StringComparison.Ordinal);

    private static bool Stays(char c) =>
        c is '-' or '_' || char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
