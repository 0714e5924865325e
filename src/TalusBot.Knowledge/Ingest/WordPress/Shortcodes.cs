using System.Text;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Resolves the shortcodes of WordPress, <c>[gallery ids="1,2"]</c>, of which only pictures and the words between them are left.</summary>
internal static partial class Shortcodes
{
    private const string Picture = "<figure><img alt=\"\"></figure>";

    private static readonly HashSet<string> Media = new(StringComparer.Ordinal)
    {
        "gallery", "playlist", "audio", "video", "embed", "youtube", "vimeo", "wpvideo", "caption", "wp_caption", "slideshow", "videopress", "instagram", "tiktok",
    };

    /// <summary>Takes time linear in the text's length.</summary>
    public static string Resolve(string html)
    {
        if (!html.Contains('[', StringComparison.Ordinal))
            return html;
        var tags = Tag().Matches(html);
        var (opened, closed) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (Match tag in tags)
        {
            if (tag.Groups["close"].Success)
                closed[tag.Groups["name"].Value] = tag.Index;
            else
                opened.TryAdd(tag.Groups["name"].Value, tag.Index);
        }

        var resolved = new StringBuilder(html.Length);
        var at = 0;
        foreach (Match tag in tags)
        {
            resolved.Append(html, at, tag.Index - at);
            at = tag.Index + tag.Length;
            resolved.Append(Of(html, tag, opened, closed));
        }

        return resolved.Append(html, at, html.Length - at).ToString();
    }

    private static string Of(string html, Match tag, Dictionary<string, int> opened, Dictionary<string, int> closed)
    {
        var name = tag.Groups["name"].Value;
        var end = tag.Index + tag.Length;

        // [[gallery]] is how one writes about a shortcode.
        if (tag.Index > 0 && html[tag.Index - 1] == '[' && end < html.Length && html[end] == ']')
            return tag.Value;
        var pair = closed.TryGetValue(name, out var last) && last > tag.Index;
        if (tag.Groups["close"].Success)
            return opened.TryGetValue(name, out var first) && first < tag.Index ? Media.Contains(name) ? "</figure>" : "" : tag.Value;
        if (Media.Contains(name))
            return pair ? "<figure class=\"embed\">" : Picture;
        return pair || tag.Groups["rest"].ValueSpan.Contains('=') ? "" : tag.Value;
    }

    [GeneratedRegex(@"\[(?<close>/)?(?<name>[a-z][a-z0-9_-]{0,40})(?<rest>[ /][^\[\]<>]{0,2000})?\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
