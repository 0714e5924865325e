using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The names that files may have, so that they can stand in ids and addresses.</summary>
public static partial class Slugs
{
    /// <summary>Whether it is made of a-z, 0-9 and "-" only, and at most 100 long.</summary>
    public static bool Is(string name) => name.Length <= 100 && Form().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
