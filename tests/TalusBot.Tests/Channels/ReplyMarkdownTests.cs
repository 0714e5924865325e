using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Channels;

public sealed class ReplyMarkdownTests
{
    private static readonly Citation Cited = new("a#c1", "Some \"Body\"", Role.Author, new DateOnly(2020, 10, 13), "words", 0, 5);

    [Fact]
    public void Other_peoples_words_cannot_become_markup()
    {
        var reply = new Reply(Outcome.Answered, [new Block.Quote("A reader:", "<b>bold</b> [x](javascript:alert(1)) *a* _b_\nsecond line", 1)], [Cited], [], []);

        Assert.Equal(
            "A reader:\n\n> “\\<b\\>bold\\</b\\> \\[x\\](javascript:alert(1)) \\*a\\* \\_b\\_\n> second line” [1]",
            ReplyMarkdown.Write(reply));
    }

    [Fact]
    public void Link_definitions_carry_the_address_and_who_said_it_when() =>
        Assert.Equal("[1]: https://bot.example/article/a#c1 \"Some 'Body', 13 October 2020\"", ReplyMarkdown.LinkDefinitions([Cited], "https://bot.example"));

    [Fact]
    public void The_article_has_no_date_and_none_is_made_up() =>
        Assert.EndsWith(", in the article", ReplyMarkdown.Title(Cited with { Date = null }), StringComparison.Ordinal);
}
