using System.Text;

namespace TalusBot.Storage.PostgreSql;

/// <summary>Notices as the payload of NOTIFY: the process that tells, then a line each. PostgreSQL takes less than 8,000 bytes at once.</summary>
internal static class NoticeText
{
    public const string Channel = "talusbot";
    private const int LongestPayload = 7_900;
    private const string Kinds = "gdmhl";

    public static IEnumerable<string> Write(string from, IEnumerable<Notice> notices)
    {
        var payload = new StringBuilder(from);
        var bytes = from.Length;
        foreach (var notice in notices.Distinct())
        {
            var more = Encoding.UTF8.GetByteCount(notice.Conversation) + 2;
            if (bytes + more > LongestPayload)
            {
                yield return payload.ToString();
                payload.Clear().Append(from);
                bytes = from.Length;
            }

            payload.Append('\n').Append(Kinds[(int)notice.Kind]).Append(notice.Conversation);
            bytes += more;
        }

        if (bytes > from.Length)
        {
            yield return payload.ToString();
        }
    }

    public static (string From, IReadOnlyList<Notice> Notices) Read(string payload)
    {
        var lines = payload.Split('\n');
        return (lines[0], [.. lines.Skip(1).Where(line => line.Length > 0 && Kinds.Contains(line[0], StringComparison.Ordinal))
            .Select(line => new Notice((NoticeKind)Kinds.IndexOf(line[0], StringComparison.Ordinal), line[1..]))]);
    }
}
