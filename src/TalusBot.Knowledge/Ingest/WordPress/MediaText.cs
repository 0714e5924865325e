using AngleSharp.Dom;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>What pictures, videos and the like say of themselves in HTML.</summary>
internal static class MediaText
{
    private const string MediaElements = "img,video,audio,iframe,object,embed,canvas";

    /// <summary>The sign that a smiley stands for; null where it is a picture.</summary>
    public static string? Emoji(IElement image) =>
        (image.ClassList.Contains("emoji") || image.ClassList.Contains("wp-smiley")) && image.GetAttribute("alt") is { Length: > 0 and <= 20 } sign ? sign : null;

    /// <summary>Pictures of one dot count visitors; nobody sees them.</summary>
    public static bool IsInvisible(IElement image) => image.GetAttribute("width") is "0" or "1" || image.GetAttribute("height") is "0" or "1";

    /// <summary>The description for those who do not see it.</summary>
    public static string Words(IElement media) => (media.GetAttribute("alt") ?? media.GetAttribute("title") ?? media.GetAttribute("aria-label") ?? "").Trim();

    /// <summary>A picture with words under it, as themes without HTML 5 write it.</summary>
    public static bool IsCaptioned(IElement element) => element.ClassList.Contains("wp-caption");

    /// <summary>Whether a figure holds pictures and their captions only.</summary>
    public static bool IsMedia(IElement figure) =>
        figure.QuerySelector("table,blockquote,pre,figure") is null &&
        (figure.QuerySelector(MediaElements) is not null || figure.ClassList.Any(name => name.Contains("embed", StringComparison.Ordinal)) || IsCaptioned(figure));
}
