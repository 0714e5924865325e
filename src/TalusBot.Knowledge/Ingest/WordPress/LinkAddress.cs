namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Where a link in HTML leads, as a reader of plain text can use it.</summary>
internal static class LinkAddress
{
    private const int MaxLength = 2000;

    /// <summary>Null where it leads to a place on the same page, or is no address of the web.</summary>
    /// <param name="page">From which relative addresses start.</param>
    public static string? Of(string? href, Uri? page)
    {
        if (string.IsNullOrWhiteSpace(href) || href.Length > MaxLength || href.TrimStart().StartsWith('#'))
            return null;
        Uri? address;
        if (page is null ? !Uri.TryCreate(href.Trim(), UriKind.Absolute, out address) : !Uri.TryCreate(page, href.Trim(), out address))
            return null;
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            return null;
        if (page is not null && address.Fragment.Length > 0 && address.GetLeftPart(UriPartial.Query) == page.GetLeftPart(UriPartial.Query))
            return null;
        // As written where it is whole: encoding it anew would change what readers copied.
        return href.Trim() is var written && written.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !written.Any(char.IsWhiteSpace) ? written : address.AbsoluteUri;
    }

    /// <summary>Whether a link's words are its address, whole, cut short, or without its scheme.</summary>
    public static bool IsSame(string words, string address)
    {
        var (shown, whole) = (Bare(Typography.AsTyped(words.Trim().TrimEnd('.', '…'))), Bare(address));
        return shown.Contains('.', StringComparison.Ordinal) && !shown.Contains(' ', StringComparison.Ordinal) && whole.StartsWith(shown, StringComparison.OrdinalIgnoreCase);
    }

    private static string Bare(string address)
    {
        var at = address.IndexOf("://", StringComparison.Ordinal);
        var bare = at >= 0 ? address[(at + 3)..] : address;
        return (bare.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? bare[4..] : bare).TrimEnd('/');
    }
}
