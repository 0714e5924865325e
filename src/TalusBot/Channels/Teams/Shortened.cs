using System.Text;
using System.Text.Json;
using TalusBot.Activities;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Channels.Teams;

/// <summary>Keeps what is sent small enough for every client: long texts end at a whole sentence.</summary>
internal static class Shortened
{
    /// <summary>The older limit of Teams for one message, still met in places; counted as UTF-16, as Teams counts.</summary>
    public const int MostBytes = 28 * 1024;

    /// <summary>What the delivery adds: ids of conversation, sender and receiver.</summary>
    private const int Addressing = 2 * 1024;
    private const int MostBlocks = 20;
    private const int MostItems = 40;
    private const int MostButtons = 12;
    private const int LongestItem = 200;

    /// <summary>A button with more words than that shows nothing that a person could tell from another.</summary>
    private const int LongestButton = 150;
    private const int LongestNotice = 300;
    private const int LongestSpeaker = 50;

    /// <summary>As a citation promises it; what is longer comes from a mistake.</summary>
    private const int LongestCited = Citation.LongestQuote;

    /// <summary>What <paramref name="render"/> makes of the reply, from shorter and shorter texts until all of it fits.</summary>
    public static IReadOnlyList<Activity> ToFit(Reply reply, Func<Reply, IReadOnlyList<Activity>> render)
    {
        for (var longest = 4_000; ; longest /= 2)
        {
            var activities = render(Cut(reply, longest));
            if (longest < 32 || activities.All(activity => BytesOf(activity) <= MostBytes - Addressing))
            {
                return activities;
            }
        }
    }

    /// <summary>The reply with every text in it at most that long.</summary>
    public static Reply Cut(Reply reply, int longest) => reply with
    {
        Blocks = Cut(reply.Blocks, longest),
        Discreet = reply.Discreet is null ? null : Cut(reply.Discreet, longest),
        Notice = reply.Notice is null ? null : Sentences(reply.Notice, LongestNotice),
        Citations = [.. reply.Citations.Select(citation => citation with { Speaker = Words(citation.Speaker, LongestSpeaker), Quote = Words(citation.Quote, LongestCited) })],
        Choices = [.. reply.Choices.Where(CanBePressed).Take(MostButtons)],
        Followups = [.. reply.Followups.Where(CanBePressed).Take(MostButtons)],
    };

    public static int BytesOf(Activity activity) => Encoding.UTF8.GetCharCount(JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Plain.Activity)) * sizeof(char);

    /// <summary>The longest opening by whole sentences, else by whole words, with an ellipsis where something is left out.</summary>
    /// <param name="longest">In UTF-16 characters, the ellipsis among them; at least 2.</param>
    public static string Sentences(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = Knowledge.Text.Sentences.Split(text).TakeWhile(sentence => sentence.End <= longest - 2).Select(sentence => sentence.End).LastOrDefault();
        return end > 0 ? text[..end] + " …" : Words(text, longest);
    }

    /// <summary>The longest opening by whole words, else by whole characters, with an ellipsis where something is left out.</summary>
    public static string Words(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = text.LastIndexOfAny([' ', '\n'], longest - 1);
        end = end > longest / 2 ? end : longest - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd() + "…";
    }

    private static bool CanBePressed(string words) => words.Length is > 0 and <= LongestButton;

    /// <remarks>Of too many blocks the last one stays: it is the question that waits.</remarks>
    private static IReadOnlyList<Block> Cut(IReadOnlyList<Block> blocks, int longest)
    {
        var count = Math.Clamp(longest / 8, 4, MostBlocks);
        IEnumerable<Block> most = blocks.Count <= count ? blocks : [.. blocks.Take(count - 1), blocks[^1]];
        var item = Math.Min(longest, LongestItem);
        return [.. most.Select(block => block switch
        {
            Block.Words words => new Block.Words(Sentences(words.Text, longest)),
            Block.Strong strong => new Block.Strong(Sentences(strong.Text, longest)),
            Block.Quote quote => new Block.Quote(Sentences(quote.Frame, item), Sentences(quote.Text, longest), quote.Number),
            Block.Asked asked => new Block.Asked(asked.Before, Words(asked.Question, item), asked.After),
            Block.Links links => new Block.Links(links.Frame, [.. links.Urls.Where(url => url.AbsoluteUri.Length <= longest).Take(5)]),
            Block.Bullets bullets => new Block.Bullets([.. bullets.Items.Take(Math.Min(MostItems, longest / 8)).Select(one => Words(one, item))]),
            _ => block,
        })];
    }
}
