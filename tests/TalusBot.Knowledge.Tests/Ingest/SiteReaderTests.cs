using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class SiteReaderTests
{
    private const string Right =
        """
        name: Bot
        author: Doc
        articles:
          walking:
            title: Walking
            url: https://doc.example/walking

        """;

    private static Reading<Site> Read(string text) => SiteReader.Read(SourceFile.FromText("knowledge/site.yaml", text));

    [Fact]
    public void A_short_file_is_enough()
    {
        var site = Read(Right).Value!;
        Assert.Equal(("Bot", "Doc", ReaderNames.Full), (site.Name, site.Author, site.ReaderNames));
        Assert.Equal(["Doc"], site.Aliases);
        Assert.Equal(new SiteArticle("Walking", new Uri("https://doc.example/walking")), site.Articles["walking"]);
        Assert.Empty(site.Examples);
    }

    [Fact]
    public void The_author_is_known_by_every_alias_in_any_case()
    {
        var site = Read(Right + "aliases: [The Doc]\n").Value!;
        Assert.True(site.IsAuthor("the doc") && site.IsAuthor("DOC"));
        Assert.False(site.IsAuthor("Ann"));
    }

    [Theory]
    [InlineData("autor: Doc", "knowledge/site.yaml(7): \"autor\" is no key of site.yaml; did you mean \"author\"?")]
    [InlineData("colour: red", "knowledge/site.yaml(7): \"colour\" is no key of site.yaml; remove it, or use one of: name, author, aliases, articles, readerNames, examples, quality.")]
    [InlineData("aliases: Doc", "knowledge/site.yaml(7): \"aliases\" must be a list; write each name the author comments under on a line of its own after \"- \".")]
    [InlineData("readerNames: some", "knowledge/site.yaml(7): \"some\" is no way to show readers' names; write full, first or none.")]
    [InlineData("examples:\n  - [a]", "knowledge/site.yaml(8): An item of \"examples\" must be text; write each question on a line of its own after \"- \".")]
    [InlineData("examples: [a, b, c, d, e, f, g]", "knowledge/site.yaml(7): There are 7 examples; keep the best 6.")]
    [InlineData("name: Two", "knowledge/site.yaml(7): This is not valid YAML (Duplicate key name); put text that holds \": \" or begins with a sign in quotation marks.")]
    [InlineData("examples: *all", "knowledge/site.yaml(7): YAML references (\"*name\") are not read here; write the text out, or put it in quotation marks.")]
    [InlineData("examples: [[[[[[[[[[[[[[[", "knowledge/site.yaml(7): The brackets or indents are nested too deeply; put text that begins with a bracket in quotation marks.")]
    public void A_mistake_is_named_with_line_and_remedy(string line, string message)
    {
        var read = Read(Right + line + "\n");
        Assert.Null(read.Value);
        Assert.Equal(message, Assert.Single(read.Problems).ToString());
    }

    [Theory]
    [InlineData("name: Bot\nauthor:\narticles: {}", "knowledge/site.yaml(2): \"author\" is empty; write the name under which the author is cited.")]
    [InlineData("author: Doc", "knowledge/site.yaml(1): \"name\" is missing; write what the bot calls itself.")]
    [InlineData("name: Bot\nauthor: Doc\narticles:\n  a:\n    titel: A\n    title: A", "knowledge/site.yaml(5): \"titel\" is no key of an article; did you mean \"title\"?")]
    [InlineData("name: Bot\nauthor: Doc\narticles:\n  a:\n    title: A\n    url: a.example", "knowledge/site.yaml(6): \"a.example\" is no web address; write the article's full address, beginning with https://, or leave the key out.")]
    [InlineData("name: Bot\nauthor: Doc\narticles:\n  a: A", "knowledge/site.yaml(4): \"a\" must have keys of its own; write each seed's name and under it, indented, its \"title\".")]
    [InlineData("- a", "knowledge/site.yaml(1): There must be one list of keys here, each written \"key: value\"; the keys of site.yaml are name, author, aliases, articles, readerNames, examples, quality.")]
    [InlineData("", "knowledge/site.yaml(1): There must be one list of keys here, each written \"key: value\"; the keys of site.yaml are name, author, aliases, articles, readerNames, examples, quality.")]
    public void A_file_that_misses_something_says_what(string text, string message) =>
        Assert.Equal(message, Assert.Single(Read(text).Problems).ToString());

    [Fact]
    public void All_mistakes_come_at_once_in_the_order_of_their_lines() =>
        Assert.Equal([1, 2, 3], Read("name:\nautor: Doc\nreaderNames: some\nauthor: Doc").Problems.Select(problem => problem.Line));
}
