using System.Globalization;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>
/// The front matter of a seed that was imported. Where it names a source, a comment begins only at a date line with the comment's
/// number (<see cref="CommentMark"/>), and lines such as <c>[picture: words]</c> are gaps (<see cref="PictureGap"/>).
/// </summary>
/// <param name="Title">The article's title as published; site.yaml may have another.</param>
/// <param name="Url">Where it is published; site.yaml may have another.</param>
/// <param name="Date">The day it was published.</param>
/// <param name="Author">Who wrote it, as the source names them.</param>
/// <param name="Source">The address or the name of the file that it came from; null in a seed that people wrote.</param>
/// <param name="Post">The source's own number of the article.</param>
public sealed partial record SeedHead(string? Title, Uri? Url, DateOnly? Date, string? Author, string? Source, long? Post)
{
    internal const int MaxLength = 64 * 1024;

    private static readonly string[] Keys = ["title", "url", "date", "author", "source", "post"];

    /// <summary>Null where the seed has none, as the seeds have none that were copied by hand, or where it has a mistake.</summary>
    public static SeedHead? Of(string text) => Of(SourceFile.WithoutByteOrderMark(text), "", [], out _);

    /// <summary>Null, and 0, where the seed has none, as the seeds have none that were copied by hand.</summary>
    /// <param name="body">The offset at which the article begins.</param>
    internal static SeedHead? Of(string text, string file, List<SourceProblem> problems, out int body)
    {
        body = 0;
        var head = Form().Match(text, 0, Math.Min(text.Length, MaxLength));
        if (!head.Success)
        {
            if (Opening().IsMatch(text.AsSpan(0, Math.Min(text.Length, 200))))
                problems.Add(new(file, 1, "The front matter is not closed; put a line \"---\" between it and the article."));
            return null;
        }

        body = head.Length;
        var yaml = SourceText.WithLineFeeds(head.Groups["yaml"].Value);
        if (YamlFields.Read(yaml, 1, file, "a seed", Keys, problems) is not { } fields)
            return null;
        var (title, author, source) = (
            fields.OptionalText("title", "write the article's title, or leave the key out"),
            fields.OptionalText("author", "write who wrote the article, or leave the key out"),
            fields.OptionalText("source", "write where the article came from, or leave the key out"));
        return new(title, WebAddress(fields), Day(fields), author, source, PostNumber(fields));
    }

    private static Uri? WebAddress(YamlFields fields)
    {
        const string Remedy = "write the article's full address, beginning with https://, or leave the key out";
        if (fields.OptionalText("url", Remedy) is not { } written)
            return null;
        if (Uri.TryCreate(written, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp))
            return url;
        fields.Report(fields.Line("url"), $"\"{written}\" is no web address; {Remedy}.");
        return null;
    }

    private static DateOnly? Day(YamlFields fields)
    {
        const string Remedy = "write it as 2016-08-25, or leave the key out";
        if (fields.OptionalText("date", Remedy) is not { } written)
            return null;
        if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        fields.Report(fields.Line("date"), $"\"{written}\" is no day; {Remedy}.");
        return null;
    }

    private static long? PostNumber(YamlFields fields)
    {
        const string Remedy = "write the number that the source gives the article, or leave the key out";
        if (fields.OptionalText("post", Remedy) is not { } written)
            return null;
        if (long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        fields.Report(fields.Line("post"), $"\"{written}\" is no number; {Remedy}.");
        return null;
    }

    [GeneratedRegex(@"\A---[ \t]*\r?\n(?<yaml>[a-z]+:[^\r\n]*\r?\n(?:(?!---[ \t]*\r?$)[^\n]*\n)*)---[ \t]*(?:\r?\n|\z)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A---[ \t]*\r?\n(title|url|date|author|source|post):", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Opening();
}
