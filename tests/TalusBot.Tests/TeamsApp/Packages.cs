using System.IO.Compression;
using System.Text;
using TalusBot.Knowledge.Ingest;
using TalusBot.TeamsApp;

namespace TalusBot.Tests.TeamsApp;

/// <summary>Sites and packages made up for tests.</summary>
internal static class Packages
{
    public const string AppId = "11111111-2222-4333-8444-555555555555";

    public const string Host = "https://bot.example";

    private const string SiteFile = "knowledge/site.yaml";

    private const string RightSite =
        """
        name: TalusBot
        author: Doc
        articles: {walking: {title: Walking}}
        examples:
          - Which tape should I use?
          - “How long” doesn’t say – why?
        teams:
          website: https://blog.example
          privacy: https://blog.example/privacy
          terms: https://blog.example/terms
        """;

    public static Site Site(string? more = null) => SiteReader.Read(SourceFile.FromText(SiteFile, more is null ? RightSite : $"{RightSite}\n  {more}")).Value!;

    public static (byte[]? Zip, IReadOnlyList<PackageProblem> Problems) Make(Site? site = null, string? appId = AppId, string? host = Host, SchemaVersion? schema = null) =>
        AppPackage.Make(site ?? Site(), SiteFile, appId, host, schema ?? SchemaVersion.Newest);

    /// <summary>The files of a right package, to break one of them.</summary>
    public static Dictionary<string, byte[]> Files(SchemaVersion? schema = null)
    {
        using var archive = new ZipArchive(new MemoryStream(Make(schema: schema).Zip!));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    public static string Manifest(SchemaVersion? schema = null) => Encoding.UTF8.GetString(Files(schema)[AppPackage.ManifestName]);

    public static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return zip.ToArray();
    }

    /// <summary>What is said of the right package with one passage of its manifest replaced.</summary>
    public static IReadOnlyList<string> CheckWith(string passage, string replacement, SchemaVersion? schema = null)
    {
        var manifest = Manifest(schema);
        Assert.Contains(passage, manifest, StringComparison.Ordinal);
        return Check(files => files[AppPackage.ManifestName] = Encoding.UTF8.GetBytes(manifest.Replace(passage, replacement, StringComparison.Ordinal)), schema);
    }

    /// <summary>What is said of the right package after a change.</summary>
    public static IReadOnlyList<string> Check(Action<Dictionary<string, byte[]>> change, SchemaVersion? schema = null)
    {
        var files = Files(schema);
        change(files);
        return [.. PackageCheck.Check(Zip(files)).Problems.Select(problem => problem.ToString())];
    }
}
