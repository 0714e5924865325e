using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TalusBot.Activities;
using TalusBot.Channels.Teams;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Channels.Teams;

public sealed class AdaptiveCardTests
{
    private static readonly ReplyPlace Place = new("https://bot.example", "28:bot", "7");

    [Fact]
    public void Every_card_keeps_the_rules()
    {
        foreach (var (name, card) in Cards())
        {
            var faults = CardRules.Faults(card).ToList();
            Assert.True(faults.Count == 0, $"the card for {name} {string.Join(", ", faults)}");
        }
    }

    [Fact]
    public void Microsofts_own_library_understands_every_card()
    {
        var start = new ProcessStartInfo("node", "cards.mjs")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "conformance"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var cards = Cards().Select(named => named.Card).ToList();
        foreach (var card in cards)
        {
            node.StandardInput.WriteLine(JsonSerializer.Serialize(card, ActivityJson.Default.JsonElement));
        }

        node.StandardInput.Close();
        var said = node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        node.WaitForExit();

        Assert.Equal(cards.Count, said.Length);
        Assert.All(said, line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
    }

    [Property(MaxTest = 200)]
    public Property Whatever_is_said_every_message_stays_under_28_KB()
    {
        var text = from words in ArbMap.Default.GeneratorFor<string>() from times in Gen.Elements(1, 40, 2_000) select string.Concat(Enumerable.Repeat((words ?? "") + "\"\\ _x_. ", times));
        var block = from kind in Gen.Choose(0, 4)
                    from one in text
                    from two in text
                    select kind switch
                    {
                        0 => (Block)new Block.Words(one),
                        1 => new Block.Quote(one, two, 1),
                        2 => new Block.Asked("You asked: ", one, "."),
                        3 => new Block.Strong(one),
                        _ => new Block.Bullets([one, two]),
                    };
        var reply = from blocks in Gen.NonEmptyListOf(block)
                    from outcome in Gen.Elements(Enum.GetValues<TalusBot.Conversation.Outcome>())
                    from words in text
                    from asks in Gen.Elements(0, 3, 6)
                    from sent in Gen.Elements(true, false)
                    select new Reply(outcome, [.. blocks], [new Citation("a#c1", words, Role.Reader, null, words, 0, words.Length)], [.. Enumerable.Repeat(words, asks)], [words, "Short?"])
                    {
                        AskedInVain = sent ? words : null,
                    };
        return Prop.ForAll(Arb.From(reply), said =>
        {
            foreach (var channel in (string[])["msteams", "webchat", "telegram"])
            {
                foreach (var scope in Enum.GetValues<ConversationScope>())
                {
                    Assert.All(ConnectorRendering.Render(said, channel, scope, "en", Place), activity => Assert.InRange(Shortened.BytesOf(activity), 1, 28 * 1024));
                }
            }

            Assert.InRange(Shortened.BytesOf(WebhookRendering.Render(said, Place)), 1, 28 * 1024);
        });
    }

    [Theory]
    [InlineData("One. Two is longer.", 10, "One. …")]
    [InlineData("No end of a sentence in sight", 12, "No end of a…")]
    [InlineData("Donaudampfschiff", 6, "Donau…")]
    [InlineData("ab🦶🦶🦶", 4, "ab…")]
    [InlineData("Short.", 10, "Short.")]
    public void Long_texts_end_at_a_whole_sentence_or_word_or_character(string text, int longest, string cut) => Assert.Equal(cut, Shortened.Sentences(text, longest));

    private static IEnumerable<(string Name, JsonElement Card)> Cards()
    {
        foreach (var (name, reply) in Replies.All.Concat(Questions.Work.Where((_, i) => i % 5 == 0).Select(row => KeyValuePair.Create(row.Id, Replies.After(row.Turns)))))
        {
            foreach (var scope in (ConversationScope[])[ConversationScope.Personal, ConversationScope.Channel])
            {
                foreach (var card in Shown.Cards(ConnectorRendering.Render(reply, "msteams", scope, null, Place)))
                {
                    yield return ($"{name} in {scope}", card);
                    yield return ($"{name} once chosen", Settled(card));
                }
            }
        }

        foreach (var reply in (Reply[])[Replies.Answered, Replies.Several])
        {
            using var body = JsonDocument.Parse(ConnectorInvokes.QueryResult(reply, "what kind of tape?", [], Place));
            yield return ("a search", body.RootElement.GetProperty("composeExtension").GetProperty("attachments")[0].GetProperty("content").Clone());
        }
    }

    private static JsonElement Settled(JsonElement card)
    {
        using var body = JsonDocument.Parse(ConnectorInvokes.ActionResult(card, "Not sure"));
        return body.RootElement.GetProperty("value").Clone();
    }
}
