using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class ArticleFileTests
{
    [Fact]
    public void Markdown_with_front_matter_becomes_an_article()
    {
        var post = Read("---\ntitle: \"Bread: a beginning\"\ndate: 2013-08-20 10:00\ntags: [a, b]\nurl: https://bread.example/bread\nauthor: Jo\n---\n\nTake *time*,\nand [salt](/salt).\n\n![a loaf](x.png)\n\n## Steps\n\n1. Mix\n2. Wait\n\n> So it is.\n");
        Assert.Equal(("bread", "Bread: a beginning", "https://bread.example/bread", new DateOnly(2013, 8, 20), "Jo"), (post.Name, post.Title, post.Url!.AbsoluteUri, post.Date!.Value, post.Author));
        Assert.Equal(["Take time, and salt (https://bread.example/salt).", "[picture: a loaf]", "## Steps", "1. Mix", "2. Wait", "> So it is."], post.Lines);
    }

    [Theory]
    [InlineData("# Bread\n\nWords.", "Bread")]
    [InlineData("Bread\n=====\n\nWords.", "Bread")]
    [InlineData("Words.", "")]
    public void The_first_heading_is_the_title(string markdown, string title)
    {
        var post = Read(markdown);
        Assert.Equal(title, post.Title);
        Assert.Equal(["Words."], post.Lines);
    }

    [Theory]
    [InlineData("One.\nTwo.", "One.|Two.")]
    [InlineData("One,\nstill one.\n\nTwo.\n- three\n- four", "One, still one.|Two.|- three|- four")]
    public void Plain_text_is_taken_as_it_stands(string text, string lines) =>
        Assert.Equal(lines, string.Join('|', ArticleFile.Read(SourceFile.FromText("bread.txt", text), isMarkdown: false).Value!.Lines));

    [Fact]
    public void What_is_no_article_is_refused_in_words()
    {
        Assert.Equal("bread.md(0): There are no words in it.", Problem("\n"));
        Assert.Equal("bread.md(0): The file is larger than 4,194,304 bytes; shorten or split it.", Problem(new string('a', ArticleFile.MaxBytes + 1)));
        Assert.StartsWith("bread.md(0): The article cannot be read", Problem(new string('>', 100_000) + "a"), StringComparison.Ordinal);
    }

    /// <summary>Nested so deep that it is refused while it is rendered, in the middle of a list or a quote.</summary>
    [Theory]
    [InlineData("- ", "[", "](x)")]
    [InlineData("- ", "*", "*")]
    [InlineData("> ", "**", "**")]
    public void One_that_is_refused_changes_nothing_about_the_next(string before, string open, string close)
    {
        const string Good = "Bread wants time.\n\nSalt it well.\n\n- one\n\n- two\n";
        var expected = Read(Good).Lines;
        for (var depth = 10; depth < 400; depth += 3)
        {
            var bad = before + string.Concat(Enumerable.Repeat(open, depth)) + "a" + string.Concat(Enumerable.Repeat(close, depth));
            ArticleFile.Read(SourceFile.FromText("bad.md", $"{bad}\n\n{string.Concat(Enumerable.Repeat("- ", depth))}a\n"), isMarkdown: true);
            Assert.Equal(expected, Read(Good).Lines);
        }
    }

    private static BlogPost Read(string markdown) => Assert.IsType<BlogPost>(ArticleFile.Read(SourceFile.FromText("bread.md", markdown), isMarkdown: true).Value);

    private static string Problem(string markdown) => Assert.Single(ArticleFile.Read(SourceFile.FromText("bread.md", markdown), isMarkdown: true).Problems).ToString();
}
