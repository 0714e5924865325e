using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TalusBot.Import;
using TalusBot.Tests.Import;

namespace TalusBot.Tests.Security;

/// <summary>Sites and files that swell, nest or lead astray while they are imported. Depth, size and cuts of files are tried in WxrReaderTests and HtmlTextTests, too.</summary>
public sealed class ImportedBombsTests
{
    private const string Entities = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]><rss><channel><title>&h;</title></channel></rss>";

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_packed_answer_is_unpacked_up_to_the_limit_and_no_further(string coding)
    {
        var packed = Packed(coding, 200L * 1024 * 1024);
        Assert.InRange(packed.Length, 1, SiteClient.MaxBytes / 4);
        await using var site = await SiteAsync(context =>
        {
            context.Response.Headers.ContentEncoding = coding;
            return context.Response.Body.WriteAsync(packed).AsTask();
        });
        using var run = new ImportRun();
        var (code, _, error) = await run.ImportAsync(site.Urls.First() + "/post", "--yes");

        Assert.Equal((1, true), (code, error.Contains($"is too large (more than {SiteClient.MaxBytes:N0} bytes)".Replace("\u00a0", ",", StringComparison.Ordinal), StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFiles(run.Seeds));
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var site = await SiteAsync(async context =>
        {
            var piece = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        });
        using var run = new ImportRun();
        var (code, _, error) = await run.ImportAsync(site.Urls.First() + "/post", "--yes");

        Assert.Equal(1, code);
        Assert.Contains("is too large", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brackets_without_end_from_a_site_are_refused()
    {
        await using var site = await SiteAsync(context =>
        {
            if (context.Request.Path == "/post")
            {
                context.Response.Headers.Link = $"<{context.Request.Scheme}://{context.Request.Host}/wp-json/>; rel=\"https://api.w.org/\"";
                return context.Response.WriteAsync("A post.");
            }

            return context.Response.WriteAsync(new string('[', 1_000_000));
        });
        using var run = new ImportRun();
        var (code, _, error) = await run.ImportAsync(site.Urls.First() + "/post", "--yes");

        Assert.NotEqual(0, code);
        Assert.NotEmpty(error);
        Assert.Empty(Directory.EnumerateFiles(run.Seeds));
    }

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://localhost:1/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_site_that_leads_elsewhere_is_not_followed(string location)
    {
        await using var site = await SiteAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        using var run = new ImportRun();
        var (code, output, error) = await run.ImportAsync(site.Urls.First() + "/post", "--yes");

        Assert.Equal((2, ""), (code, output));
        Assert.Matches("leads to another host|is no web address", error);
    }

    [Fact]
    public async Task A_site_that_leads_round_and_round_is_left()
    {
        await using var site = await SiteAsync(context =>
        {
            context.Response.Redirect("/post");
            return Task.CompletedTask;
        });
        using var run = new ImportRun();
        var (code, _, error) = await run.ImportAsync(site.Urls.First() + "/post", "--yes");

        Assert.Equal(2, code);
        Assert.Contains("leads to another address more than 5 times", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Entities)]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss/>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss><channel><title>&x;</title></channel></rss>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\"> %x;]><rss/>")]
    public async Task An_export_with_entities_of_its_own_is_refused_before_any_is_read(string xml)
    {
        using var run = new ImportRun();
        await File.WriteAllTextAsync(run.InFolder("blog.xml"), xml);
        var (code, output, error) = await run.ImportAsync(run.InFolder("blog.xml"), "--yes");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("it declares a document type, which an export never does", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("..")]
    [InlineData("/etc/evil")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("%2e%2e%2fevil")]
    public async Task The_name_that_a_post_gives_itself_writes_no_file_elsewhere(string slug)
    {
        using var run = new ImportRun();
        await File.WriteAllTextAsync(
            run.InFolder("blog.xml"),
            $"""
            <rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><wp:wxr_version>1.2</wp:wxr_version>
            <item><title>A post</title><link>https://b.example/p</link><dc:creator>b-reddy</dc:creator><content:encoded>Some words about an ankle.</content:encoded><wp:post_id>7</wp:post_id><wp:post_date>2020-01-01 08:00:00</wp:post_date><wp:post_date_gmt>2020-01-01 08:00:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>
            """);
        await run.ImportAsync(run.InFolder("blog.xml"), "--yes");

        var folder = Path.GetDirectoryName(run.Seeds)!;
        var written = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("blog.xml", StringComparison.Ordinal) && !file.EndsWith("site.yaml", StringComparison.Ordinal));
        Assert.All(written, file => Assert.Matches("/seeds/[a-z0-9-]+\\.txt$", file));
        Assert.False(File.Exists(Path.Combine(folder, "..", "evil.txt")) || File.Exists("/etc/evil.txt"));
    }

    private static async Task<WebApplication> SiteAsync(RequestDelegate answer)
    {
        var site = WebApplication.CreateSlimBuilder().Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.Run(answer);
        await site.StartAsync();
        return site;
    }

    private static byte[] Packed(string coding, long length)
    {
        using var packed = new MemoryStream();
        using (Stream to = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            var piece = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
            for (; length > 0; length -= piece.Length)
            {
                to.Write(piece);
            }
        }

        return packed.ToArray();
    }
}
