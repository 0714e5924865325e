using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.TeamsApp;

/// <summary>Makes the zip that a Teams administrator uploads. The same texts and settings give the same bytes.</summary>
internal static class AppPackage
{
    public const string ManifestName = "manifest.json";
    public const string ColorName = "color.png";
    public const string OutlineName = "outline.png";

    private const string AppIdSetting = "MicrosoftAppId";

    private static readonly string[] Scopes = ["personal", "team", "groupChat"];

    /// <summary>The oldest time that a zip can name: what was packed when must not change the bytes.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AppManifestJson Readable = new(new JsonSerializerOptions(AppManifestJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="siteFile">Where site.yaml lies, for messages.</param>
    /// <param name="appId">The setting MicrosoftAppId.</param>
    /// <param name="host">The bot's public address, such as https://bot.example; null to name no domain.</param>
    /// <returns>The zip, or everything that keeps it from being made.</returns>
    public static (byte[]? Zip, IReadOnlyList<PackageProblem> Problems) Make(Site site, string siteFile, string? appId, string? host, SchemaVersion schema)
    {
        var problems = new List<PackageProblem>();
        if (WrongAppId(appId) is { } wrong)
        {
            problems.Add(new(AppIdSetting, 0, wrong));
        }

        var domain = Domain(host, problems);
        if (site.Teams is not { } texts)
        {
            problems.Add(new(siteFile, 0, "There is no section \"teams\"; write \"teams:\" and under it, indented, at least \"website\", \"privacy\" and \"terms\", each with an address that begins with https://."));
            return (null, problems);
        }

        var website = texts.Website ?? site.Articles.Values.Select(article => article.Url).FirstOrDefault(url => url?.Scheme == Uri.UriSchemeHttps);
        Require(website, "website", "where people find help");
        Require(texts.Privacy, "privacy", "what is kept about people; docs/teams.md has words for it");
        Require(texts.Terms, "terms", "the terms of use");
        if (problems.Count > 0)
        {
            return (null, problems);
        }

        var manifest = Manifest(site, texts, new Guid(appId!).ToString("D"), domain, schema, website!);
        var zip = Zip(
            (ManifestName, JsonSerializer.SerializeToUtf8Bytes(manifest, Readable.AppManifest)),
            (ColorName, Icons.Color(texts.AccentColor)),
            (OutlineName, Icons.WhiteOutline()));
        problems.AddRange(PackageCheck.Check(zip).Problems);
        return (problems.Count == 0 ? zip : null, problems);

        void Require(Uri? address, string key, string what)
        {
            if (address is null)
            {
                problems.Add(new(siteFile, texts.Line, $"\"{key}\" is missing under \"teams\"; write the address, beginning with https://, of a page that says {what}."));
            }
        }
    }

    /// <summary>What is wrong with an app id, in words; null where nothing is.</summary>
    public static string? WrongAppId(string? appId) =>
        string.IsNullOrWhiteSpace(appId) ? "The setting is empty; set it to the Microsoft App ID of your Azure Bot (page Configuration)."
        : !Guid.TryParseExact(appId, "D", out var id) ? $"\"{appId}\" is no app id; copy the Microsoft App ID of your Azure Bot, 36 characters such as 11111111-2222-4333-8444-555555555555."
        : id == Guid.Empty ? "An id of zeros belongs to nobody; copy the Microsoft App ID of your Azure Bot."
        : null;

    /// <summary>What is wrong with the bot's public address, in words; null where nothing is.</summary>
    public static string? WrongHost(string host) =>
        !Uri.TryCreate(host, UriKind.Absolute, out var address) || address.PathAndQuery != "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0 || address.Host.Length == 0
            ? $"\"{host}\" is no address of a host; write scheme and name only, such as https://bot.example."
            : address.Scheme != Uri.UriSchemeHttps ? $"\"{host}\" does not begin with https://, and Teams calls nothing else; put a web server with a certificate before the bot."
            : address.IsLoopback ? $"\"{host}\" is this machine, which Teams cannot reach; write the name under which the internet knows it."
            : null;

    private static string? Domain(string? host, List<PackageProblem> problems)
    {
        if (host is null)
        {
            return null;
        }

        if (WrongHost(host) is { } wrong)
        {
            problems.Add(new("--host", 0, wrong));
            return null;
        }

        return new Uri(host).IdnHost;
    }

    private static AppManifest Manifest(Site site, TeamsTexts texts, string appId, string? domain, SchemaVersion schema, Uri website)
    {
        List<ManifestCommand> commands = [.. site.Examples.Select(example => new ManifestCommand(example, "Ask this, or use your own words.")), new("Help", "What can be asked, and how.")];
        return new AppManifest(
            schema.Url,
            schema.ToString(),
            texts.Version,
            appId,
            new(texts.Developer, website.AbsoluteUri, texts.Privacy!.AbsoluteUri, texts.Terms!.AbsoluteUri),
            new(texts.ShortName, texts.FullName),
            new(texts.ShortDescription, texts.FullDescription),
            new(ColorName, OutlineName),
            texts.AccentColor,
            [new(appId, Scopes, SupportsFiles: false, IsNotificationOnly: false, [.. Scopes.Select(scope => new ManifestCommandList([scope], commands))])],
            [
                new(appId,
                [
                    new(
                        "search",
                        "query",
                        "Find an answer",
                        "Find an answer with its source and put it into your message.",
                        ["compose", "commandBox"],
                        InitialRun: false,
                        [new("query", "Your question", "Ask in your own words, as you would ask a person.", "text")]),
                ]),
            ],
            domain is null ? null : [domain]);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        // As any Unix file that everybody may read, whatever system packs it.
        const int Readable = 0b110_100_100 << 16;
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                (entry.LastWriteTime, entry.ExternalAttributes) = (Epoch, Readable);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return zip.ToArray();
    }
}
