using System.Text.RegularExpressions;
using TalusBot.Conversation;

namespace TalusBot.Channels.Teams;

/// <summary>Blocks without any markup: for notifications, for clients that show no cards, and for reading aloud.</summary>
internal static partial class PlainWords
{
    public static string Write(IEnumerable<Block> blocks, string? notice = null)
    {
        var parts = blocks.Select(Write);
        return string.Join("\n\n", notice is null ? parts : parts.Append(notice));
    }

    private static string Write(Block block) => block switch
    {
        Block.Words words => Emphasis().Replace(words.Text, ""),
        Block.Strong strong => strong.Text,
        Block.Quote quote => $"{quote.Frame} “{quote.Text}”{TeamsMarkdown.Mark(quote.Number)}",
        Block.Asked asked => $"{asked.Before}“{asked.Question}”{asked.After}",
        Block.Links links => $"{links.Frame} {string.Join(", ", links.Urls)}",
        Block.Bullets bullets => string.Join('\n', bullets.Items),
        _ => "",
    };

    /// <summary>The only markup of our own words, beside lists, which can be read as they are.</summary>
    [GeneratedRegex(@"\*\*|(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Emphasis();
}
