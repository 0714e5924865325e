namespace TalusBot.Tests.Import;

public sealed class FileImportTests
{
    private const string Export =
        """
        <?xml version="1.0"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>
        <item><title>Bread</title><link>https://b.example/bread/</link><content:encoded>Bread wants time.</content:encoded><wp:post_id>7</wp:post_id><wp:post_name>%d0%bf-bread_1</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
        </channel></rss>
        """;

    [Fact]
    public async Task A_markdown_article_becomes_a_seed_and_a_second_run_changes_nothing()
    {
        using var run = new ImportRun();
        var file = run.InFolder("Sour Dough.md");
        await File.WriteAllTextAsync(file, "# Sour dough\n\nIt wants time.\n\n![a loaf](x.png)\n");

        var (code, output, _) = await run.ImportAsync(file, "--yes");
        var second = await run.ImportAsync(file);

        Assert.Equal(0, code);
        Assert.StartsWith($"{run.Seed("sour-dough")} (new): \"Sour dough\" by b-reddy, 1 paragraph, 0 comments, 0 exchanges.\nparagraphs: 1 added\n+ sour-dough#p1\n    It wants time. [picture]\nWritten: ", output, StringComparison.Ordinal);
        Assert.Equal("---\ntitle: \"Sour dough\"\nsource: Sour Dough.md\n---\nIt wants time.\n[picture: a loaf]\n", await File.ReadAllTextAsync(run.Seed("sour-dough")));
        Assert.Equal((0, $"{run.Seed("sour-dough")}: Nothing has changed.\n", ""), second);
    }

    [Fact]
    public async Task Without_a_terminal_and_without_yes_nothing_is_written()
    {
        using var run = new ImportRun();
        var file = await WriteAsync(run, "bread.xml", Export);

        var asked = await run.ImportAsync(file);
        var dry = await run.ImportAsync(file, "--dry-run");

        Assert.Equal((1, 0), (asked.Code, dry.Code));
        Assert.EndsWith("Nothing was written; say --yes to write it.\n", asked.Output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was written (--dry-run).\n", dry.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(run.Seeds));
    }

    [Fact]
    public async Task A_seed_is_named_after_the_post_or_as_told_and_found_again_by_its_number()
    {
        using var run = new ImportRun();
        var file = await WriteAsync(run, "bread.xml", Export);

        await run.ImportAsync(file, "--yes", "--as", "my-bread");
        await run.ImportAsync(file, "--yes");
        Assert.Equal(["my-bread.txt"], Directory.EnumerateFiles(run.Seeds).Select(Path.GetFileName));
        Assert.Equal((2, "", "\"My Bread\" cannot name a seed; use a-z, 0-9 and \"-\" only, such as --as ankle-talus.\n"), await run.ImportAsync(file, "--as", "My Bread"));

        File.Delete(run.Seed("my-bread"));
        await run.ImportAsync(file, "--yes");
        Assert.Equal(["bread-1.txt"], Directory.EnumerateFiles(run.Seeds).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_was_copied_by_hand_or_came_from_elsewhere_is_not_overwritten()
    {
        using var run = new ImportRun();
        File.Copy(Path.Combine(Repository.Seeds, "ankle-talus.txt"), run.Seed("ankle-talus"));
        var file = await WriteAsync(run, "bread.xml", Export);
        await run.ImportAsync(file, "--yes");
        var other = await WriteAsync(run, "other.xml", Export.Replace(">7<", ">8<", StringComparison.Ordinal));

        var byHand = await run.ImportAsync(file, "--yes", "--as", "ankle-talus");
        var elsewhere = await run.ImportAsync(other, "--yes");

        Assert.Equal((2, $"{run.Seed("ankle-talus")} was not imported, and what people put there by hand is not overwritten; choose another name with --as.\n"), (byHand.Code, byHand.Error));
        Assert.Equal((2, $"{run.Seed("bread-1")} was imported from somewhere else (bread.xml); choose another name with --as.\n"), (elsewhere.Code, elsewhere.Error));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Repository.Seeds, "ankle-talus.txt")), await File.ReadAllBytesAsync(run.Seed("ankle-talus")));
    }

    [Fact]
    public async Task A_paragraph_that_moved_is_told_with_the_place_where_its_quote_is_now()
    {
        using var run = new ImportRun();
        var file = await WriteAsync(run, "bread.md", "Bread wants time.\n\nSalt it well.\n");
        await run.ImportAsync(file, "--yes");
        var entry = run.Write("entries/salt.md", "---\nquestion: Should I salt it?\nsources:\n  - bread#p2: Salt it well.\n---\nYes [1].\n");
        var whole = run.Write("entries/time.md", "---\nquestion: How long does it take?\nsources:\n  - bread#p1\n---\nLong [1].\n");
        await WriteAsync(run, "bread.md", "Be kind.\n\nBread wants time.\n\nSalt it well.\n");

        var (_, output, _) = await run.ImportAsync(file);

        Assert.Contains("paragraphs: 1 added\n+ bread#p1\n    Be kind.\n", output, StringComparison.Ordinal);
        Assert.Contains($"{entry}(4): The quote is not in bread#p2 but in bread#p3; correct the id.\n", output, StringComparison.Ordinal);
        Assert.Contains($"{whole}(4): bread#p1 is cited whole here, and its words would be others; look whether they still fit. (warning)\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.xml", null, 2, "There is no file \"{0}\"; name an export file, an article, or an address that begins with https://.")]
    [InlineData("", null, 2, "\"{0}\" is a folder; name an export file, an article, or a web address.")]
    [InlineData("cut.xml", "<rss>\n<channel>", 1, "{0}(2): This is no well-formed XML (Unexpected end of file has occurred. The following elements are not closed: channel, rss); export it from WordPress once more, under Tools, Export.")]
    [InlineData("page.html", "<html></html>", 1, "{0}(1): This is no WordPress export: it begins with <html> and not with <rss>. In WordPress, choose Tools, Export.")]
    [InlineData("empty.md", "\n", 1, "{0}(0): There are no words in it.")]
    public async Task What_cannot_be_read_is_told_in_words(string name, string? content, int code, string words)
    {
        using var run = new ImportRun();
        var file = run.InFolder(name).TrimEnd('/');
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        Assert.Equal((code, "", words.Replace("{0}", file, StringComparison.Ordinal) + "\n"), await run.ImportAsync(file, "--yes"));
    }

    [Fact]
    public async Task A_file_beyond_all_bounds_is_refused_before_it_is_read()
    {
        using var run = new ImportRun();
        var file = run.InFolder("huge.xml");
        await using (var stream = File.Create(file))
        {
            stream.SetLength(600L * 1024 * 1024);
        }

        Assert.Equal((1, "", $"{file}(0): The file is too large (629,145,600 bytes, more than 536,870,912); export one month or one author at a time.\n"), await run.ImportAsync(file, "--yes"));
    }

    [Fact]
    public async Task A_new_site_is_told_what_its_site_yaml_needs()
    {
        using var run = new ImportRun();
        File.Delete(Path.Combine(run.Knowledge, "site.yaml"));
        var file = await WriteAsync(run, "bread.md", "---\ntitle: Bread\nauthor: Jo\n---\nBread wants time.\n");

        var (code, output, _) = await run.ImportAsync(file, "--yes");

        Assert.Equal(0, code);
        Assert.EndsWith($"There is no right {run.Knowledge}/site.yaml yet; it needs at least:\n  name: TalusBot\n  author: \"Jo\"\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://b.example/x", "\"ftp://b.example/x\" is no web address; it must begin with https:// or http://.")]
    [InlineData("http://127.0.0.1:9/x", "http://127.0.0.1:9/x cannot be reached: ")]
    public async Task An_address_that_leads_nowhere_is_told_in_words(string address, string words)
    {
        using var run = new ImportRun();
        var (code, _, error) = await run.ImportAsync(address, "--yes");
        Assert.Equal(2, code);
        Assert.StartsWith(words, error, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(ImportRun run, string name, string content)
    {
        await File.WriteAllTextAsync(run.InFolder(name), content);
        return run.InFolder(name);
    }
}
