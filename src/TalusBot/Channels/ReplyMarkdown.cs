using System.Buffers;
using System.Globalization;
using System.Text;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Channels;

/// <summary>A reply as Markdown of the small kind that every client shows: paragraphs, bold, quotes, lists, links.</summary>
internal static class ReplyMarkdown
{
    /// <summary>Characters that would turn somebody's words into markup.</summary>
    private static readonly SearchValues<char> Markup = SearchValues.Create("\\`*_[]<>#|~");

    public static string Write(Reply reply)
    {
        var text = new StringBuilder();
        foreach (var block in reply.Blocks)
        {
            Separate(text);
            switch (block)
            {
                case Block.Words words:
                    text.Append(words.Text);
                    break;
                case Block.Strong strong:
                    text.Append("**").Append(strong.Text).Append("**");
                    break;
                case Block.Quote quote:
                    text.Append(Escape(quote.Frame)).Append("\n\n> “").Append(Escape(quote.Text).Replace("\n", "\n> ", StringComparison.Ordinal)).Append('”');
                    if (quote.Number > 0)
                    {
                        text.Append(CultureInfo.InvariantCulture, $" [{quote.Number}]");
                    }

                    break;
                case Block.Asked asked:
                    text.Append(asked.Before).Append('“').Append(Escape(asked.Question)).Append('”').Append(asked.After);
                    break;
                case Block.Links links:
                    text.Append(links.Frame).Append(' ').AppendJoin(", ", links.Urls.Select(url => $"[{Escape(url.Host + url.AbsolutePath.TrimEnd('/'))}](<{url.AbsoluteUri}>)"));
                    break;
                case Block.Bullets bullets:
                    text.AppendJoin('\n', bullets.Items.Select(item => "- " + Escape(item)));
                    break;
            }
        }

        if (reply.Notice is not null)
        {
            Separate(text);
            text.Append('*').Append(reply.Notice).Append('*');
        }

        return text.ToString();
    }

    /// <summary>The lines that give <c>[1]</c> its address; clients show them as a list of references.</summary>
    /// <param name="baseUrl">Our own address, without a slash at its end.</param>
    public static string LinkDefinitions(IReadOnlyList<Citation> citations, string baseUrl) => string.Join('\n', citations.Select((citation, i) =>
        string.Create(CultureInfo.InvariantCulture, $"[{i + 1}]: {baseUrl}{citation.Path} \"{Title(citation).Replace('"', '\'')}\"")));

    /// <summary>Who and when in a few words, such as "b-reddy, 13 October 2020"; at most 80 characters.</summary>
    public static string Title(Citation citation)
    {
        var when = citation.Date is { } date ? date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "in the article";
        var speaker = citation.Speaker.Length > 50 ? citation.Speaker[..50] : citation.Speaker;
        return $"{speaker}, {when}";
    }

    /// <summary>Makes words from elsewhere plain text inside Markdown.</summary>
    public static string Escape(string words)
    {
        if (!words.AsSpan().ContainsAny(Markup))
        {
            return words;
        }

        var escaped = new StringBuilder(words.Length + 8);
        foreach (var c in words)
        {
            if (Markup.Contains(c))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static void Separate(StringBuilder text)
    {
        if (text.Length > 0)
        {
            text.Append("\n\n");
        }
    }
}
