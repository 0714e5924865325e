using System.Globalization;
using System.Text;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Curation;

/// <summary>Proposes the id of a new entry.</summary>
public static class EntryId
{
    /// <summary>Longest proposal, in characters.</summary>
    public const int MaxLength = 60;

    /// <summary>The console's page for an entry that is not there yet has this name.</summary>
    private const string Reserved = "new";

    private const string Nameless = "entry";

    /// <summary>A slug of the question's words, whole words as far as they fit; with <c>-2</c>, <c>-3</c> ... where an entry has it already, or none can.</summary>
    /// <param name="taken">The ids in use.</param>
    public static string For(string question, IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(taken);
        var ids = taken.ToHashSet(StringComparer.Ordinal);
        var slug = Cut(Words(question), MaxLength);
        for (var n = 1; ; n++)
        {
            var ending = n == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{n}");
            var id = Cut(slug, MaxLength - ending.Length) + ending;
            if (id != Reserved && !ids.Contains(id))
                return id;
        }
    }

    /// <summary>Whether an entry can have this id.</summary>
    public static bool IsPossible(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id != Reserved && Slugs.Is(id);
    }

    private static string Words(string text)
    {
        var slug = new StringBuilder();
        // Half a character cannot be taken apart.
        foreach (var c in System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (c is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }

    private static string Cut(string slug, int most)
    {
        if (slug.Length > most)
        {
            var end = slug.LastIndexOf('-', most);
            slug = slug[..(end > 0 ? end : most)];
        }

        return slug.Length == 0 ? Nameless : slug;
    }
}
