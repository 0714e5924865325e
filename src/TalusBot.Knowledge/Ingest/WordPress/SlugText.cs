using System.Globalization;
using System.Text;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>The names of posts in addresses, and what becomes of them here.</summary>
public static class SlugText
{
    private const int MaxLength = 100;

    /// <summary>WordPress keeps letters beyond a-z as percent signs.</summary>
    public static string Decoded(string slug) => slug.Contains('%', StringComparison.Ordinal) ? SourceText.OneLine(Uri.UnescapeDataString(slug)) : SourceText.OneLine(slug);

    /// <summary>A name of a-z, 0-9 and "-", at most 100 long, without accents; empty where nothing is left.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in Decoded(name).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == MaxLength)
                break;
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>Whether somebody who named a post by its slug, its number or its address meant this one.</summary>
    public static bool IsMeant(this WordPressPost post, string wanted)
    {
        if (wanted == post.Id.ToString(CultureInfo.InvariantCulture) || string.Equals(Decoded(wanted), post.Slug, StringComparison.OrdinalIgnoreCase))
            return true;
        return post.Link is { } link && Uri.TryCreate(wanted, UriKind.Absolute, out var address) &&
            Bare(address) == Bare(link);

        static string Bare(Uri address) =>
            (address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host).ToLowerInvariant() + address.PathAndQuery.TrimEnd('/');
    }
}
