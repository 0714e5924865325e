using System.Globalization;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads site.yaml.</summary>
public static class SiteReader
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Most questions that a welcome may offer.</summary>
    public const int MaxExamples = 6;

    private static readonly string[] Keys = ["name", "author", "aliases", "articles", "readerNames", "examples", "quality", "teams"];
    private static readonly string[] ArticleKeys = ["title", "url"];
    private static readonly string[] QualityKeys = ["right", "falseRefusals", "falseAnswers", "redFlagsMissed", "overTriage", "leaveOneOut"];

    /// <summary>The site, or every mistake with its line.</summary>
    public static Reading<Site> Read(SourceFile file)
    {
        var problems = new List<SourceProblem>();
        var site = file.DecodeLines(MaxBytes, problems) is { } text && YamlFields.Read(text, 0, file.Path, "site.yaml", Keys, problems) is { } fields
            ? Of(fields)
            : null;
        var sorted = problems.OrderBy(problem => problem.Line).ToList();
        return new(sorted.Exists(problem => problem.Severity == Severity.Error) ? null : site, sorted);
    }

    private static Site Of(YamlFields fields)
    {
        var name = fields.Text("name", "write what the bot calls itself") ?? "";
        var author = fields.Text("author", "write the name under which the author is cited") ?? "";
        var aliases = fields.Texts("aliases", "write each name the author comments under on a line of its own after \"- \"").ConvertAll(alias => alias.Text);
        if (!aliases.Contains(author, StringComparer.OrdinalIgnoreCase))
            aliases.Insert(0, author);
        var examples = fields.Texts("examples", "write each question on a line of its own after \"- \"");
        if (examples.Count > MaxExamples)
            fields.Report(examples[MaxExamples].Line, string.Create(CultureInfo.InvariantCulture, $"There are {examples.Count} examples; keep the best {MaxExamples}."));
        return new(name, author, aliases, Articles(fields), Names(fields), examples.ConvertAll(example => example.Text), Quality(fields), TeamsReader.Read(fields, name, author, examples));
    }

    private static Dictionary<string, SiteArticle> Articles(YamlFields fields)
    {
        const string Remedy = "write each seed's name and under it, indented, its \"title\"";
        var articles = new Dictionary<string, SiteArticle>(StringComparer.Ordinal);
        if (fields.Fields("articles", "articles", [], Remedy) is not { } listed)
            return articles;
        foreach (var slug in listed.Keys)
        {
            if (listed.Fields(slug, "an article", ArticleKeys, Remedy) is { } article)
                articles[slug] = new(article.Text("title", "write the title to show above the article") ?? "", Url(article));
        }

        return articles;
    }

    private static QualityThresholds? Quality(YamlFields fields)
    {
        if (!fields.Has("quality") || fields.Fields("quality", "quality", QualityKeys, "write each threshold on a line of its own, indented") is not { } thresholds)
            return null;
        var missed = Share(thresholds, "redFlagsMissed", 1_000);
        return new(
            Share(thresholds, "right", 1), Share(thresholds, "falseRefusals", 1), Share(thresholds, "falseAnswers", 1), (int)missed, Share(thresholds, "overTriage", 1), Share(thresholds, "leaveOneOut", 1));
    }

    private static double Share(YamlFields fields, string key, double most)
    {
        var remedy = string.Create(CultureInfo.InvariantCulture, $"write a number from 0 to {most}");
        if (fields.Text(key, remedy) is not { } written)
            return 0;
        if (double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most)
            return number;
        fields.Report(fields.Line(key), $"\"{written}\" is no number for \"{key}\"; {remedy}.");
        return 0;
    }

    private static Uri? Url(YamlFields article)
    {
        const string Remedy = "write the article's full address, beginning with https://, or leave the key out";
        if (article.OptionalText("url", Remedy) is not { } written)
            return null;
        if (Uri.TryCreate(written, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp))
            return url;
        article.Report(article.Line("url"), $"\"{written}\" is no web address; {Remedy}.");
        return null;
    }

    private static ReaderNames Names(YamlFields fields)
    {
        const string Remedy = "write full, first or none";
        switch (fields.OptionalText("readerNames", Remedy))
        {
            case null or "full":
                return ReaderNames.Full;
            case "first":
                return ReaderNames.First;
            case "none":
                return ReaderNames.None;
            case var other:
                fields.Report(fields.Line("readerNames"), $"\"{other}\" is no way to show readers' names; {Remedy}.");
                return ReaderNames.Full;
        }
    }
}
