using System.Text;

namespace TalusBot.Fuzz.Mutation;

/// <summary>Pieces that have broken programs before.</summary>
internal static class Oddities
{
    /// <summary>Bytes and signs that no keyboard has.</summary>
    public static readonly byte[][] Signs =
    [
        [0], [0xFF], [0xFE], [0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
        .. Texts("\uFEFF", "\u0085", "\u2028", "\u2029", "\u200B", "\u200D", "\u200E", "\u200F", "\u202E", "\u2066", "\u00AD", "\u00A0", "\u3000", "\u0301", "\u0300\u0301\u0302\u0303", "\uFFFD", "\uFFFE", "\uFFFF",
            "\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U00010000", "\U0010FFFF", "ß", "ſ", "İ", "ı", "ŉ", "ΐ", "ﬃ", "Ǆ", "ῼ", "א", "ا", "ﷺ", "中", "が", "가", "’", "“", "”", "–", "…", "\u001B[31m", "\b", "\u007F", "\f", "\v"),
    ];

    /// <summary>White space and ends of lines.</summary>
    public static readonly byte[][] Blanks = [.. Texts("\n", "\r\n", "\r", "\n\n", "\n\n\n", "\t", " ", "  ", "    ", "\n ", "\n  ", "\n\t", " \n", "\n---\n", "\n--- \n", "\r\r\n")];

    public static readonly byte[][] Numbers =
    [
        .. Texts("0", "-0", "-1", "1", "2", "7", "01", "00", "99", "100", "127", "255", "256", "999", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295", "9007199254740993", "9223372036854775807",
            "9223372036854775808", "18446744073709551616", "99999999999999999999999999", "1e3", "1e308", "1e309", "-1e400", "0.5", ".5", "5.", "1.0000000000000001", "NaN", "Infinity", "-Infinity", "0x10", "1_000", "1,000", "٣", "½", "²", "1e-400",
            "2024-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "10000-01-01", "February 30, 2020", "May 1, 2020", "Sept 31, 0000"),
    ];

    /// <summary>Signs that formats give a meaning.</summary>
    public static readonly byte[][] Marks =
    [
        .. Texts("-", "---", "...", ":", ": ", "#", "# ", "## ", "###### ", "[", "]", "{", "}", "(", ")", "\"", "'", "`", "```", "&", "&a", "*", "*a", "**", "!", "!!", "!!str ", "|", "|\n", ">", "> ", ">-\n", "%", "%YAML 1.1\n", "@", "?", "? ", ",", "<", "</", "/>", "<!--", "-->",
            "<![CDATA[", "]]>", "&amp;", "&#0;", "&#x110000;", "&lt;", "\\", "\\u0000", "\\ud800", "\\\"", "\\n", "=>", "=", "+", " + ", "..", "/", "//", "https://", "http://[::1", "javascript:", "mailto:", "~", "~~~", "null", "true", "false", "{}", "[]", "[[]]",
            "[1]", "[99999999999]", "[a](b)", "![a](b)", "<b>", "<script>", "&nbsp;", "$", "^", "(?=", ")*", "(a+)+$", "\\p{L}", "{0}", "%s", "%00", "%ff", "%2e%2e%2f", "../../etc/passwd"),
    ];

    public static IEnumerable<byte[]> Texts(params IEnumerable<string> texts) => texts.Select(Encoding.UTF8.GetBytes);
}
