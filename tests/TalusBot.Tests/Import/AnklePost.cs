using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Import;

/// <summary>The shipped seed as the blog post that it once was: paragraphs of HTML, pictures where the gaps are, comments in threads.</summary>
internal static class AnklePost
{
    public static Site Site { get; } = SiteReader.Read(new SourceFile("site.yaml", File.ReadAllBytes(Path.Combine(Repository.Knowledge, "site.yaml")))).Value!;

    public static Article Seed { get; } = SeedReader.Read("ankle-talus", File.ReadAllText(Path.Combine(Repository.Seeds, "ankle-talus.txt")), Site).Value!;

    public static JsonObject Make(string slug) => new()
    {
        ["title"] = "Ankle mobility & the talus",
        ["slug"] = slug,
        ["content"] = Html(),
        ["comments"] = Comments(),
    };

    public static JsonArray Comments()
    {
        var ordinal = Seed.Comments.Select((comment, i) => (comment.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
        var comments = new JsonArray();
        foreach (var comment in Seed.Comments)
        {
            var said = Comment(comment.Speaker, comment.Text, string.Create(CultureInfo.InvariantCulture, $"{comment.Date:yyyy-MM-dd} 12:00:00"));
            said["byAuthor"] = comment.Role is Role.Author;
            if (comment.RepliesTo is { } to)
            {
                said["under"] = ordinal[to];
            }

            comments.Add(said);
        }

        return comments;
    }

    public static JsonObject Comment(string name, string words, string date, bool byAuthor = false, long parent = 0) => new()
    {
        ["name"] = name,
        ["content"] = string.Join("\n\n", words.Split('\n').Select(WebUtility.HtmlEncode)),
        ["date"] = date,
        ["byAuthor"] = byAuthor,
        ["parent"] = parent,
    };

    private static string Html() => string.Join("\n\n", Seed.Paragraphs.Select(paragraph =>
        $"{(paragraph.IsHeading ? $"<h3>{WebUtility.HtmlEncode(paragraph.Text)}</h3>" : WebUtility.HtmlEncode(paragraph.Text))}" +
        (paragraph.LeadsToPicture ? $"\n\n<a href=\"https://b-reddy.org/full.gif\"><img class=\"size-full\" src=\"https://b-reddy.org/some.gif\" alt=\"After {paragraph.Id[12..]}\" width=\"400\" height=\"300\" /></a>" : "")));
}
