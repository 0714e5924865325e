using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

/// <summary>Sites made up for tests.</summary>
internal static class Sites
{
    public static Site Of(string author, params string[] aliases) => Of(author, aliases, url: null);

    public static Site Of(string author, string[] aliases, string? url) => new(
        "Test",
        author,
        [author, .. aliases],
        new Dictionary<string, SiteArticle> { ["post"] = new("A post", url is null ? null : new Uri(url)) },
        ReaderNames.Full,
        []);
}
