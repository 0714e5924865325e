using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using TalusBot.TeamsApp;

namespace TalusBot.Tests.TeamsApp;

public sealed class AppPackageTests
{
    [Theory]
    [InlineData("1.30")]
    [InlineData("1.22")]
    public async Task Microsofts_schema_finds_nothing_to_complain_about(string schema)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("manifest.json"), Packages.Manifest(SchemaVersion.Parse(schema)));

        var (code, said) = await ValidateAsync(folder.File("manifest.json"));

        Assert.True(code == 0, said);
        Assert.Equal("1 valid, 0 invalid", said.Trim());
    }

    [Fact]
    public async Task Microsofts_schema_does_complain_where_it_should()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("manifest.json"), Packages.Manifest().Replace("groupChat", "groupchat", StringComparison.Ordinal));

        Assert.Equal(1, (await ValidateAsync(folder.File("manifest.json"))).Code);
    }

    [Fact]
    public void The_same_texts_and_settings_give_the_same_bytes() => Assert.Equal(Packages.Make().Zip, Packages.Make().Zip);

    [Fact]
    public void Manifest_and_icons_lie_at_the_root_and_bear_no_date_of_today()
    {
        using var archive = new ZipArchive(new MemoryStream(Packages.Make().Zip!));

        Assert.Equal(["manifest.json", "color.png", "outline.png"], archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void The_app_keeps_the_id_of_the_bot_from_one_package_to_the_next()
    {
        using var manifest = JsonDocument.Parse(Packages.Manifest());
        Assert.Equal(Packages.AppId, manifest.RootElement.GetProperty("id").GetString());
        Assert.Equal(Packages.AppId, manifest.RootElement.GetProperty("bots")[0].GetProperty("botId").GetString());
        Assert.Equal(Packages.AppId, manifest.RootElement.GetProperty("composeExtensions")[0].GetProperty("botId").GetString());
    }

    [Fact]
    public void It_offers_the_sites_examples_and_help_in_every_scope()
    {
        using var manifest = JsonDocument.Parse(Packages.Manifest());
        var lists = manifest.RootElement.GetProperty("bots")[0].GetProperty("commandLists").EnumerateArray().ToList();

        Assert.Equal(["personal", "team", "groupChat"], lists.Select(list => Assert.Single(list.GetProperty("scopes").EnumerateArray()).GetString()));
        Assert.All(lists, list => Assert.Equal(
            ["Which tape should I use?", "“How long” doesn’t say – why?", "Help"],
            list.GetProperty("commands").EnumerateArray().Select(command => command.GetProperty("title").GetString())));
    }

    [Fact]
    public void It_names_the_host_as_a_domain_of_its_links()
    {
        using var manifest = JsonDocument.Parse(Packages.Manifest());
        Assert.Equal("bot.example", Assert.Single(manifest.RootElement.GetProperty("validDomains").EnumerateArray()).GetString());
    }

    [Fact]
    public void It_asks_for_no_permission()
    {
        using var manifest = JsonDocument.Parse(Packages.Manifest());
        Assert.False(manifest.RootElement.TryGetProperty("permissions", out _));
        Assert.False(manifest.RootElement.TryGetProperty("webApplicationInfo", out _));
        Assert.False(manifest.RootElement.TryGetProperty("authorization", out _));
    }

    [Fact]
    public void Our_own_check_finds_it_well() => Assert.Empty(PackageCheck.Check(Packages.Make().Zip!).Problems);

    [Theory]
    [InlineData(null, "MicrosoftAppId: The setting is empty; ")]
    [InlineData("talusbot", "MicrosoftAppId: \"talusbot\" is no app id; ")]
    [InlineData("{11111111-2222-4333-8444-555555555555}", "MicrosoftAppId: \"{11111111")]
    [InlineData("00000000-0000-0000-0000-000000000000", "MicrosoftAppId: An id of zeros belongs to nobody; ")]
    public void A_wrong_app_id_is_named_with_its_setting(string? appId, string said) =>
        Assert.StartsWith(said, Assert.Single(Packages.Make(appId: appId).Problems).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("bot.example", "--host: \"bot.example\" is no address of a host; ")]
    [InlineData("http://bot.example", "--host: \"http://bot.example\" does not begin with https://")]
    [InlineData("https://localhost", "--host: \"https://localhost\" is this machine")]
    [InlineData("https://bot.example/api/messages", "--host: \"https://bot.example/api/messages\" is no address of a host; ")]
    public void A_wrong_host_is_named_with_its_option(string host, string said) =>
        Assert.StartsWith(said, Assert.Single(Packages.Make(host: host).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Missing_addresses_are_named_all_at_once_with_the_file_and_line()
    {
        var site = Packages.Site();
        var bare = site with { Teams = site.Teams! with { Website = null, Privacy = null, Terms = null } };

        Assert.Equal(
            ["knowledge/site.yaml(8): \"website\" is", "knowledge/site.yaml(8): \"privacy\" is", "knowledge/site.yaml(8): \"terms\" is"],
            Packages.Make(bare).Problems.Select(problem => problem.ToString().Split(" missing")[0]));
    }

    [Fact]
    public void A_site_without_the_section_is_told_what_to_write() =>
        Assert.StartsWith("knowledge/site.yaml: There is no section \"teams\"; write ", Assert.Single(Packages.Make(Packages.Site() with { Teams = null }).Problems).ToString(), StringComparison.Ordinal);

    private static async Task<(int Code, string Said)> ValidateAsync(string manifest)
    {
        var start = new ProcessStartInfo("node", ["validate.mjs", manifest])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "teams-manifest"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var error = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, said + await error);
    }
}
