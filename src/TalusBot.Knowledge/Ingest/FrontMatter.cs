namespace TalusBot.Knowledge.Ingest;

/// <summary>A Markdown file taken apart: the YAML between the first two lines "---", and what follows.</summary>
/// <param name="Yaml">Begins in line 2 of the file.</param>
/// <param name="BodyLine">The line of the file in which the body begins, from 1; the last one where nothing follows.</param>
internal sealed record FrontMatter(string Yaml, string Body, int BodyLine)
{
    /// <param name="keys">The keys that there must be, for messages: <c>"question:"</c>.</param>
    /// <param name="body">What stands below, for messages: "the answer".</param>
    public static FrontMatter? Of(string text, string file, string keys, string body, List<SourceProblem> problems)
    {
        text = SourceText.WithLineFeeds(text);
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != "---")
        {
            problems.Add(new(file, 1, $"There is no front matter; begin the file with a line \"---\", then {keys}, then \"---\" again."));
            return null;
        }

        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        if (end < 0)
        {
            problems.Add(new(file, 1, $"The front matter is not closed; put a line \"---\" between it and {body}."));
            return null;
        }

        return new(string.Join('\n', lines[1..end]), string.Join('\n', lines[(end + 1)..]), Math.Min(end + 2, lines.Length));
    }
}
