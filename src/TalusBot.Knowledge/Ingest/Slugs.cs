using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>The names that files may have, so that they can stand in ids and addresses.</summary>
internal static partial class Slugs
{
    public static bool Is(string name) => name.Length <= 100 && Form().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex Form();
}
