using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TalusBot.Conversation;

namespace TalusBot.Channels.Teams;

/// <summary>Blocks as the Markdown that Teams shows on every client: bold, italics, links, quotes, lists; paragraphs with an empty line between them.</summary>
internal static partial class TeamsMarkdown
{
    /// <summary>Characters that would turn somebody's words into markup wherever they stand.</summary>
    private const string Markup = "\\`*_[]~|";

    public static string Write(IEnumerable<Block> blocks, string? notice = null)
    {
        var parts = blocks.Select(Write);
        return string.Join("\n\n", notice is null ? parts : parts.Append($"*{notice}*"));
    }

    public static string Write(Block block) => block switch
    {
        Block.Words words => words.Text,
        Block.Strong strong => $"**{strong.Text}**",
        Block.Quote quote => $"{Escape(quote.Frame)}\n\n> “{Quoted(quote.Text)}”{Mark(quote.Number)}",
        Block.Asked asked => $"{asked.Before}“{Escape(Line(asked.Question))}”{asked.After}",
        Block.Links links => $"{links.Frame} {string.Join(", ", links.Urls.Select(Link))}",
        Block.Bullets bullets => string.Join('\n', bullets.Items.Select(item => "- " + Escape(Line(item)))),
        _ => "",
    };

    /// <summary>An address to read on at, under its own name.</summary>
    public static string Link(Uri url) => $"[{Escape(url.Host + url.AbsolutePath.TrimEnd('/'))}]({url.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";

    /// <summary>The mark of a source with a blank before it; nothing for 0.</summary>
    public static string Mark(int number) => number > 0 ? string.Create(CultureInfo.InvariantCulture, $" [{number}]") : "";

    /// <summary>The same words on one line.</summary>
    public static string Line(string words) => OneLine.Of(words);

    /// <summary>Makes words from elsewhere plain text inside Markdown.</summary>
    /// <remarks>Teams takes a little HTML in Markdown too, so its signs are written as entities, which Markdown understands as well.</remarks>
    public static string Escape(string words)
    {
        var escaped = new StringBuilder(words.Length + 8);
        foreach (var c in words)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ when Markup.Contains(c, StringComparison.Ordinal) => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return LineStart().Replace(escaped.ToString(), @"$1\$2");
    }

    /// <summary>Every line is a paragraph of the quote: a single line break is not shown.</summary>
    private static string Quoted(string words) =>
        string.Join("\n>\n> ", words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Escape));

    /// <summary>Signs that only at the start of a line make a heading, a list or a rule.</summary>
    [GeneratedRegex(@"^([^\S\n]*[0-9]*)([#+\-=.)])", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineStart();
}
