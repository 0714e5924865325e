using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>An article to import: Markdown or plain text.</summary>
internal sealed class ArticleTarget() : FileTarget(
    Id,
    15,
    "fuzzed.md",
    [Ingest + "ArticleFile.cs", Ingest + "SeedWriter.cs"],
    ["---\n", "title: ", "date: 2020-05-01\n", "author: ", "url: https://b.example/x\n", "# ", "## ", "Title\n===\n", "- ", "1. ", "> ", "| a | b |\n|---|---|\n| c | d |\n", "![alt](a.png)", "[words](/there)", "<https://b.example>", "<div>", "</div>", "<img alt=\"x\">", "&copy;", "```\ncode\n```\n", "\\\n", "  \n", "[ref]: /x\n"])
{
    public const string Id = "articles";

    public override IReadOnlyList<byte[]> Corpus() => [.. Inputs.Cases(Id), .. Inputs.Files("docs", "*.md").Select(page => page[..Math.Min(page.Length, 3000)])];

    protected override (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file)
    {
        var read = ArticleFile.Read(file, isMarkdown: file.Bytes.Length % 4 != 3);
        if (read.Value is { } post)
            ImportPromises.ReadsBack(post);
        return (read.Value is not null, read.Problems);
    }
}
