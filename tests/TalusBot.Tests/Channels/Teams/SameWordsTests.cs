using System.Text.Json;
using System.Text.RegularExpressions;
using TalusBot.Channels.DirectLine;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Channels.Teams;

/// <summary>The same talk through every channel: the same words, and the same sources.</summary>
public sealed partial class SameWordsTests
{
    private const string BaseUrl = "https://bot.example";

    public static TheoryData<string> Rows { get; } = [.. Questions.Sample(40).Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_channel_says_the_same_and_names_the_same_sources(string id)
    {
        var reply = Replies.After(Questions.Work.First(row => row.Id == id).Turns);
        using var web = JsonDocument.Parse(DirectLineReplies.Body(reply, BaseUrl, "en-GB", "c|1"));
        var onWeb = Shown.Words(web.RootElement.GetProperty("text").GetString()!);
        var personal = Shown.In(ConversationScope.Personal, reply);
        var channel = Shown.In(ConversationScope.Channel, reply);
        var webhook = WebhookRendering.Render(reply, new ReplyPlace(BaseUrl)).Text!;

        AssertSays(reply.Blocks, onWeb, []);
        AssertSays(reply.Blocks, Shown.Words(Shown.Text(personal)), [.. Shown.Cards(personal).SelectMany(Shown.Titles)]);
        if (reply.Discreet is { } discreet)
        {
            AssertSays(discreet, Shown.Words(Shown.Text(channel)), []);
            AssertSays(discreet, Shown.Words(webhook), []);
            return;
        }

        AssertSays(reply.Blocks, Shown.Words(Shown.Text(channel)), [.. Shown.Cards(channel).SelectMany(Shown.Titles)]);
        AssertSays(reply.Blocks, Shown.Words(webhook), reply.Choices);

        var sources = reply.Citations.Select(citation => citation.Id).ToList();
        Assert.Equal(sources, IdsIn(web.RootElement.GetProperty("text").GetString()!));
        Assert.Equal(sources, IdsIn(Sources(personal)));
        Assert.Equal(sources, IdsIn(Sources(channel)));
        Assert.Equal(sources, IdsIn(webhook));
    }

    [Fact]
    public void Among_the_questions_is_every_kind() => Assert.Equal(
        ["answered", "clarify", "guide", "notCovered", "safety", "smalltalk"],
        Questions.Sample(40).Select(row => TalusBot.Channels.ReplyFacts.OutcomeName(Replies.After(row.Turns).Outcome)).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Every block stands in the text, in their order; a list may stand on buttons instead.</summary>
    private static void AssertSays(IReadOnlyList<Block> blocks, string words, IReadOnlyList<string> buttons)
    {
        var from = 0;
        foreach (var block in blocks)
        {
            if (block is Block.Bullets { Items: var items } && items.All(buttons.Contains))
            {
                continue;
            }

            var expected = Shown.Words(TeamsMarkdown.Write(block));
            var at = words.IndexOf(expected, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"\"{expected}\" is missing in \"{words}\"");
            from = at + expected.Length;
        }
    }

    /// <summary>The addresses of sources, of a message's citations and of a card's links.</summary>
    private static string Sources(IReadOnlyList<TalusBot.Activities.Activity> activities) => string.Join('\n', activities.SelectMany(activity =>
        (Shown.Citations(activity)?.EnumerateArray().Select(claim => claim.GetProperty("appearance").GetProperty("url").GetString()!) ?? [])
            .Append(Shown.Text([activity]))));

    private static IEnumerable<string> IdsIn(string text) => Id().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"https://bot\.example/article/([a-z-]+#[cp]\d+)")]
    private static partial Regex Id();
}
