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
    [InlineData("colour: red", "knowledge/site.yaml(7): \"colour\" is no key of site.yaml; remove it, or use one of: name, author, aliases, articles, readerNames, examples, quality, teams.")]
    [InlineData("aliases: Doc", "knowledge/site.yaml(7): \"aliases\" must be a list; write each name the author comments under on a line of its own after \"- \".")]
    [InlineData("readerNames: some", "knowledge/site.yaml(7): \"some\" is no way to show readers' names; write full, first or none.")]
    [InlineData("examples:\n  - [a]", "knowledge/site.yaml(8): An item of \"examples\" must be text; write each question on a line of its own after \"- \".")]
    [InlineData("examples: [a, b, c, d, e, f, g]", "knowledge/site.yaml(7): There are 7 examples; keep the best 6.")]
    [InlineData("name: Two", "knowledge/site.yaml(7): This is not valid YAML (Duplicate key name); write it once, and everything that belongs to it under that.")]
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
    [InlineData("- a", "knowledge/site.yaml(1): There must be one list of keys here, each written \"key: value\"; the keys of site.yaml are name, author, aliases, articles, readerNames, examples, quality, teams.")]
    [InlineData("", "knowledge/site.yaml(1): There must be one list of keys here, each written \"key: value\"; the keys of site.yaml are name, author, aliases, articles, readerNames, examples, quality, teams.")]
    public void A_file_that_misses_something_says_what(string text, string message) =>
        Assert.Equal(message, Assert.Single(Read(text).Problems).ToString());

    [Fact]
    public void How_the_bot_appears_in_Teams_follows_from_the_site_where_nothing_is_said()
    {
        var teams = Read(Right + "teams:\n  privacy: https://doc.example/privacy\n").Value!.Teams!;
        Assert.Equal(("Bot", null, "Doc", "#0d6b63", "1.0.0", 8), (teams.ShortName, teams.FullName, teams.Developer, teams.AccentColor, teams.Version, teams.Line));
        Assert.Equal(new Uri("https://doc.example/privacy"), teams.Privacy);
        Assert.Null(teams.Website);
        Assert.Null(Read(Right).Value!.Teams);
    }

    [Theory]
    [InlineData("teams: yes", "knowledge/site.yaml(7): \"teams\" must have keys of its own; write each of its keys on a line of its own, indented.")]
    [InlineData("teams:\n  name: Bot", "knowledge/site.yaml(8): \"name\" is no key of teams; remove it, or use one of: shortName, fullName, shortDescription, fullDescription, developer, website, privacy, terms, accentColor, version.")]
    [InlineData("teams:\n  shortName: A name that is longer than Teams has room for", "knowledge/site.yaml(8): \"shortName\" is 45 characters long, and Teams shows at most 30; shorten it.")]
    [InlineData("teams:\n  shortName: \"a\\nb\"", "knowledge/site.yaml(8): \"shortName\" has a line break; write it on one line.")]
    [InlineData("teams:\n  website: http://doc.example", "knowledge/site.yaml(8): \"http://doc.example\" is no address that Teams takes for \"website\"; write a full address, beginning with https://.")]
    [InlineData("teams:\n  terms:", "knowledge/site.yaml(8): \"terms\" is empty; write a full address, beginning with https://.")]
    [InlineData("teams:\n  accentColor: teal", "knowledge/site.yaml(8): \"teal\" is no colour for \"accentColor\"; write # and six digits from 0 to f in quotation marks, such as \"#0d6b63\".")]
    [InlineData("teams:\n  version: 1.0", "knowledge/site.yaml(8): \"1.0\" is no version; write three numbers with dots between them, such as 1.0.0.")]
    public void A_mistake_in_what_Teams_is_to_show_is_named_with_line_and_remedy(string lines, string message)
    {
        var read = Read(Right + lines + "\n");
        Assert.Null(read.Value);
        Assert.Equal(message, Assert.Single(read.Problems).ToString());
    }

    [Fact]
    public void Texts_taken_over_from_the_site_must_fit_Teams_too()
    {
        var read = Read($"name: {new string('n', 31)}\nauthor: {new string('a', 33)}\narticles: {{}}\nexamples:\n  - {new string('e', 129)}\nteams:\n  version: 1.2.3\n");
        Assert.Equal(
            [
                "knowledge/site.yaml(1): \"name\" is 31 characters long, and Teams shows at most 30; write a shorter one as \"shortName\" under \"teams\".",
                "knowledge/site.yaml(2): \"author\" is 33 characters long, and Teams shows at most 32; write a shorter one as \"developer\" under \"teams\".",
                "knowledge/site.yaml(5): An example is 129 characters long, and Teams shows at most 128; shorten it, or take another question.",
            ],
            read.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void All_mistakes_come_at_once_in_the_order_of_their_lines() =>
        Assert.Equal([1, 2, 3], Read("name:\nautor: Doc\nreaderNames: some\nauthor: Doc").Problems.Select(problem => problem.Line));

    [Fact]
    public void A_mistake_behind_the_end_is_in_the_last_line() =>
        Assert.All(Read(Right + "---").Problems, problem => Assert.InRange(problem.Line, 1, (Right + "---").Split('\n').Length));
}
