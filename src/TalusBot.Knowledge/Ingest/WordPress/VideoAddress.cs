namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>An address that stands alone in an article and is shown as a player there.</summary>
internal static class VideoAddress
{
    private static readonly string[] Hosts =
        ["youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "videopress.com", "tiktok.com", "instagram.com", "soundcloud.com", "spotify.com"];

    public static bool Is(string words) =>
        words.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !words.Contains(' ', StringComparison.Ordinal) && Uri.TryCreate(words, UriKind.Absolute, out var address) &&
        Hosts.Any(host => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase));
}
