using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Ingest.WordPress;

namespace TalusBot.Fuzz.Targets;

/// <summary>What an import promises: whatever the words are, the seed that is written of them reads back.</summary>
internal static class ImportPromises
{
    private static readonly Site Site = new("Site", "Nobody of these", [], new Dictionary<string, SiteArticle>(), ReaderNames.Full, []);

    public static void ReadsBack(BlogPost post)
    {
        BrokenPromiseException.Unless(SlugText.Of(post.Name) is var slug && (slug.Length == 0 || Slugs.Is(slug)), () => $"\"{SlugText.Of(post.Name)}\" is made of a name, and is no slug.");
        var seed = SeedWriter.Write(post, "fuzzed.xml");
        var read = SeedReader.Read("fuzzed", seed, Site);
        if (read.Value is not { } article)
        {
            BrokenPromiseException.Unless(post.Lines.All(line => SourceText.OneLine(line).Length == 0 || PictureGap.Is(SourceText.OneLine(line))) || post.Comments.Count > SeedReader.MaxComments, () => $"The seed of an import does not read back: {read.Problems[0]}\n{seed}");
            return;
        }

        var written = post.Comments.Where(comment => comment.Lines.Any(line => SourceText.OneLine(line).Length > 0)).Select(comment => $"fuzzed#c{comment.Id}");
        BrokenPromiseException.Unless(article.Comments.Select(comment => comment.Id).SequenceEqual(written), () => $"Other comments read back from the seed of an import:\n{seed}");
    }
}
