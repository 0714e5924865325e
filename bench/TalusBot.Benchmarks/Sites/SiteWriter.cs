using System.Globalization;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Benchmarks.Sites;

/// <summary>
/// A site with as many short comments as wanted, always the same ones: remarks, questions and the author's replies about plants,
/// put together from parts of sentences. No two sentences of readers are alike, so that each has to be encoded.
/// </summary>
internal static class SiteWriter
{
    private const int CommentsAnArticle = 500;

    private static readonly string[] Plants = ["tomato", "basil", "rosemary", "monstera", "orchid", "fern", "cactus", "lemon tree", "pepper", "strawberry", "lavender", "ivy", "begonia", "fig", "mint", "sage", "clematis", "hydrangea", "olive", "spider plant"];
    private static readonly string[] Places = ["on the balcony", "in the kitchen", "behind the garage", "near the window", "in the bedroom", "on the stairs", "in the greenhouse", "under the roof", "by the door", "in the cellar"];
    private static readonly string[] Troubles = ["has yellow leaves", "drops its flowers", "grows very slowly", "has small black flies", "leans to one side", "has brown tips", "smells odd", "has not bloomed", "wilts at noon", "has white spots"];
    private static readonly string[] Cures = ["watered it less", "moved it to the shade", "cut it back by half", "changed the soil", "used a larger pot", "added some compost", "turned it every day", "washed the leaves", "gave it more light", "left it alone"];
    private static readonly string[] Names = ["Anna", "Ben", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas"];

    /// <summary>Writes <c>seeds/</c> and <c>knowledge/</c>.</summary>
    /// <param name="safety">The folder of the rules for red flags, which is copied.</param>
    public static void Write(string folder, int comments, string safety)
    {
        var seeds = Directory.CreateDirectory(Path.Combine(folder, "seeds")).FullName;
        var knowledge = Directory.CreateDirectory(Path.Combine(folder, "knowledge")).FullName;
        var random = new Random(1);
        for (var from = 0; from < comments; from += CommentsAnArticle)
        {
            var number = (from / CommentsAnArticle) + 1;
            var post = new BlogPost(
                $"plants-{number}", $"Plants at home, part {number}", Url: null, new DateOnly(2020, 1, 1), "Gardener", number,
                [$"In part {number} it is about the {Plants[number % Plants.Length]}. Ask whatever you like below."],
                [.. Enumerable.Range(from, Math.Min(CommentsAnArticle, comments - from)).Select(i => Comment(i, i - from + 1, random))]);
            File.WriteAllText(Path.Combine(seeds, $"plants-{number}.txt"), SeedWriter.Write(post, "generated"));
        }

        File.WriteAllText(Path.Combine(knowledge, "site.yaml"), "name: Plants\nauthor: Gardener\naliases:\n  - Gardener\nreaderNames: full\n");
        foreach (var file in Directory.EnumerateFiles(safety, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(knowledge, "safety", Path.GetRelativePath(safety, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>Every third one is the author's reply to the question before it.</summary>
    /// <param name="all">From 0, over all articles.</param>
    /// <param name="id">From 1, in its article.</param>
    private static BlogComment Comment(int all, int id, Random random)
    {
        var isReply = id % 3 == 0;
        var at = new DateTime(2020, 1, 1, 12, 0, 0, DateTimeKind.Unspecified).AddMinutes(all);
        var weeks = string.Create(CultureInfo.InvariantCulture, $"{(all % 50) + 2} weeks");
        string[] lines = (id % 3) switch
        {
            1 => [$"My {One(Plants)} number {all} {One(Places)} {One(Troubles)}. I {One(Cures)} for {weeks} and it helped with number {all}."],
            2 => [$"My {One(Plants)} {One(Places)} {One(Troubles)} since I {One(Cures)}, {weeks} ago, and plant {all} too. What should I do about the {One(Plants)} {all}?"],
            _ => [$"For the {One(Plants)} {One(Places)} I {One(Cures)}, and after {weeks} number {all} was well again."],
        };
        return new BlogComment(id, isReply ? id - 1 : null, isReply ? "Gardener" : Names[all % Names.Length], at, at, isReply, lines);

        string One(string[] some) => some[random.Next(some.Length)];
    }
}
