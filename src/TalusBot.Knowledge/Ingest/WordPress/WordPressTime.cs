using System.Globalization;

namespace TalusBot.Knowledge.Ingest.WordPress;

/// <summary>Times as WordPress writes them: <c>2016-08-25 10:11:12</c> in exports, <c>2016-08-25T10:11:12</c> over REST, without a zone.</summary>
internal static class WordPressTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];

    /// <summary>Null where there is no such time: WordPress writes <c>0000-00-00 00:00:00</c> for none.</summary>
    public static DateTime? Of(string? written) =>
        DateTime.TryParseExact(written?.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
