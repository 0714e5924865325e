using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class KnowledgeReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("talusbot").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Our_own_knowledge_has_no_problem()
    {
        var content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);
        Assert.Empty(content.Problems);
        Assert.True(content.Usable);
        Assert.Equal(("TalusBot", "b-reddy"), (content.Site!.Name, content.Site.Author));
        var article = Assert.Single(content.Articles);
        Assert.Equal(("ankle-talus", "Ankle mobility: when the talus is in the way", null), (article.Slug, article.Title, article.Url));
        Assert.Superset(
            new HashSet<string> { "how-long-until-better", "how-to-tape", "wear-time", "what-to-do-without-tape", "which-tape", "why-it-jams-in-front" },
            content.Entries.Select(entry => entry.Id).ToHashSet());
    }

    [Fact]
    public void Every_example_of_the_welcome_is_the_question_of_an_entry()
    {
        var content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);
        Assert.Equal(3, content.Site!.Examples.Count);
        Assert.Subset(content.Entries.Select(entry => entry.Question).ToHashSet(), content.Site.Examples.ToHashSet());
    }

    [Fact]
    public void Paths_in_problems_begin_as_they_were_typed()
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder);
        Write("knowledge/site.yaml", "name: Bot\n");
        Write("seeds/walk.txt", "Walk.");
        Write("knowledge/entries/b.md", "b");
        Write("knowledge/entries/a.md", "a");
        Write("knowledge/entries/.a.md.swp.md", "an editor's own");
        var content = KnowledgeReader.Read(Path.Combine(relative, "knowledge"), Path.Combine(relative, "seeds"));
        Assert.Equal(
            ["knowledge/site.yaml(1)", "knowledge/entries/a.md(1)", "knowledge/entries/b.md(1)"],
            content.Problems.Select(problem => $"{problem.File[(relative.Length + 1)..].Replace('\\', '/')}({problem.Line})"));
        Assert.False(content.Usable);
        Assert.Empty(content.Articles);
    }

    [Fact]
    public void A_broken_entry_is_left_out_and_the_rest_is_used()
    {
        Write("knowledge/site.yaml", "name: Bot\nauthor: Doc\narticles: {walk: {title: Walk}}\n");
        Write("seeds/walk.txt", "Walk.");
        Write("seeds/NOTICE", "Not a seed.");
        Write("knowledge/entries/bad.md", "bad");
        Write("knowledge/entries/good.md", "---\nquestion: Walk?\nsources: [walk#p1]\n---\nWalk. [1]\n");
        var content = Read();
        Assert.True(content.Usable);
        Assert.Equal("good", Assert.Single(content.Entries).Id);
        Assert.EndsWith("bad.md", Assert.Single(content.Problems).File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_guide_is_left_out_and_a_broken_entry_does_not_break_one()
    {
        Write("knowledge/site.yaml", "name: Bot\nauthor: Doc\narticles: {walk: {title: Walk}}\n");
        Write("seeds/walk.txt", "Walk.");
        Write("knowledge/entries/bad.md", "bad");
        Write("knowledge/guides/broken.md", "---\nquestion: Where to?\n---\n");
        Write("knowledge/guides/good.md", "---\nquestion: How?\n---\n## So\n\n[Walk](../entries/bad.md).\n\n> Walk.\n>\n> walk#p1\n");
        var content = Read();
        Assert.True(content.Usable);
        Assert.Equal("good", Assert.Single(content.Guides).Id);
        Assert.Equal(["bad.md(1)", "broken.md(4)"], content.Problems.Select(problem => $"{Path.GetFileName(problem.File)}({problem.Line})"));
    }

    [Fact]
    public void A_broken_seed_leaves_nothing_to_use_and_is_the_only_complaint()
    {
        Write("knowledge/site.yaml", "name: Bot\nauthor: Doc\n");
        Write("seeds/walk.txt", "\n");
        Write("knowledge/entries/good.md", "---\nquestion: Walk?\nsources: [walk#p1]\n---\nWalk. [1]\n");
        var content = Read();
        Assert.False(content.Usable);
        Assert.Empty(content.Entries);
        Assert.EndsWith("walk.txt", Assert.Single(content.Problems).File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_without_a_seed_is_a_warning()
    {
        Write("knowledge/site.yaml", "name: Bot\nauthor: Doc\narticles: {walk: {title: Walk}, wlak: {title: Walk}}\n");
        Write("seeds/walk.txt", "Walk.");
        var content = Read();
        Assert.True(content.Usable);
        Assert.Equal("There is no seed \"wlak.txt\"; correct its name under \"articles\", or remove it.", Assert.Single(content.Problems).Message);
    }

    [Fact]
    public void Missing_folders_and_files_are_problems_with_a_remedy()
    {
        Assert.Equal(
            [
                Path.Combine(folder, "knowledge", "site.yaml") + "(0): There is no such file; write one with \"name\", \"author\" and \"articles\".",
                Path.Combine(folder, "seeds") + "(0): There is no such folder; create it, or correct the path in the settings.",
            ],
            Read().Problems.Select(problem => problem.ToString()));
        Directory.CreateDirectory(Path.Combine(folder, "seeds"));
        Assert.Contains("There is no seed here", Read().Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_that_is_not_utf8_names_the_line()
    {
        Write("knowledge/site.yaml", "name: Bot\nauthor: Doc\n");
        Write("seeds/walk.txt", "");
        File.WriteAllBytes(Path.Combine(folder, "seeds", "walk.txt"), [(byte)'a', (byte)'\n', 0xFF]);
        var problem = Assert.Single(Read().Problems);
        Assert.Equal((2, "The file is not UTF-8 here; save it as UTF-8."), (problem.Line, problem.Message));
    }

    private KnowledgeContent Read() => KnowledgeReader.Read(Path.Combine(folder, "knowledge"), Path.Combine(folder, "seeds"));

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
