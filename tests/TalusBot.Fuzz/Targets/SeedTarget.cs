using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>Seeds: what people copied from a page, and what an import wrote. Every word stands where it says.</summary>
internal sealed class SeedTarget() : FileTarget(
    Id,
    50,
    "seeds/fuzzed.txt",
    [
        Ingest + "SeedReader.cs", Ingest + "SeedHead.cs", Ingest + "SeedLayout.cs", Ingest + "ArticleParagraphs.cs", Ingest + "CommentThread.cs", Ingest + "CommentMark.cs", Ingest + "DateLine.cs", Ingest + "Greeting.cs", Ingest + "Talk.cs", Ingest + "ReplyBody.cs",
        Ingest + "Asking.cs", Ingest + "TipFinder.cs", Ingest + "AuthorLinks.cs", Ingest + "QuotedLine.cs", Ingest + "PictureGap.cs", Ingest + "SourceLine.cs",
    ],
    [
        "b-reddy", "reddyb", "\nAnn\nMay 1, 2020\n", "\nAnn\nMay 1, 2020 at 3:04 pm\n", "\nb-reddy\nMay 2, 2020\n", "Hi Ann,\n", "@Ann ", "Ann – ", "?", "How long?", "I found that ", "It worked for me.", "Thanks!", "Good point.", "What do you mean?", "---\n", "title: ", "url: https://b.example/\n", "date: 2020-05-01\n", "author: ",
        "source: x\n", "post: 7\n", "[picture: a]\n", "## ", "\nAnn\nMay 3, 2020 (comment 11)\n", "\nJo\nMay 4, 2020 (comment 12, reply to 11, by the author)\n", "\nAnn\nUndated (comment 13, reply to 12)\n", "May 35, 2020 (comment 14)", "> quoted\n", "“quoted” ", "https://b-reddy.org/more/", "like this:", "August 35, 2016",
    ])
{
    public const string Id = "seeds";

    private readonly Site site = Inputs.Content.Site!;

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Files("seeds", "*.txt"), .. Inputs.Cases(Id)];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        var problems = new List<SourceProblem>();
        if (file.Decode(3 * SeedReader.MaxLength, problems) is not { } text)
            return (false, problems);
        var read = SeedReader.Read("fuzzed", text, site, FilePath);
        if (read.Value is { } article)
            Check(article);
        return (read.Value is not null, read.Problems);
    }

    private static void Check(Article article)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var passage in article.Paragraphs.Cast<Passage>().Concat(article.Comments))
        {
            BrokenPromiseException.Unless(ids.Add(passage.Id), () => $"The id {passage.Id} stands twice.");
            BrokenPromiseException.Unless(passage.Start < passage.End, () => $"{passage.Id} is empty.");
            Promises.IsVerbatim(article.Text, passage.Text, passage.Start, passage.End);
        }

        BrokenPromiseException.Unless(article.Comments.All(comment => comment.RepliesTo is null || ids.Contains(comment.RepliesTo)), () => "A comment answers one that is not there.");
        var units = new HashSet<string>(StringComparer.Ordinal);
        foreach (var exchange in article.Exchanges)
        {
            BrokenPromiseException.Unless(units.Add(exchange.Id), () => $"The exchange {exchange.Id} stands twice.");
            IsWithin(article, exchange.Asked, exchange.Question);
            IsWithin(article, exchange.Reply, exchange.Answer);
        }

        foreach (var tip in article.Tips)
            IsWithin(article, tip.Said, tip.Words);
        foreach (var unanswered in article.Unanswered)
            IsWithin(article, unanswered.Asked, unanswered.Question);
        BrokenPromiseException.Unless(article.ReadNext.All(link => ids.Contains(link.In)), () => "A link stands in a passage that is not there.");
    }

    private static void IsWithin(Article article, Comment comment, Span words)
    {
        Promises.IsVerbatim(article.Text, words.Text, words.Start, words.End);
        BrokenPromiseException.Unless(words.Start >= comment.Start && words.End <= comment.End, () => $"\"{words.Text}\" is not in {comment.Id}.");
    }
}
