using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Writes an imported article and its comments as a seed. The same article always becomes the same text.</summary>
public static class SeedWriter
{
    private const int MaxName = 80;
    private const string Nameless = "Anonymous";

    /// <summary>The seed's text; <see cref="SeedReader"/> reads it back, whatever the words are.</summary>
    /// <param name="source">Where it came from: an address, or the name of a file.</param>
    public static string Write(BlogPost post, string source)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine("---");
        WriteHead(post, source, text);
        text.WriteLine("---");
        foreach (var line in Safe(post.Lines))
            text.WriteLine(line);
        foreach (var comment in post.Comments)
        {
            DateOnly? date = comment.At is { } at ? DateOnly.FromDateTime(at) : null;
            text.WriteLine();
            text.WriteLine(NameOf(comment));
            text.WriteLine(new CommentMark(date, comment.Id, comment.ReplyTo, comment.ByAuthor));
            foreach (var line in Safe(comment.Lines))
                text.WriteLine(line);
        }

        return text.ToString();
    }

    private static void WriteHead(BlogPost post, string source, TextWriter text)
    {
        var head = new YamlMappingNode();
        Add("title", post.Title, quoted: true);
        Add("url", Readable(post.Url), quoted: false);
        Add("date", post.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), quoted: false);
        Add("author", post.Author, quoted: true);
        Add("source", source, quoted: false);
        Add("post", post.Id?.ToString(CultureInfo.InvariantCulture), quoted: false);
        using var yaml = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(head)).Save(new Emitter(yaml, new EmitterSettings().WithBestWidth(int.MaxValue)), assignAnchors: false);
        text.Write(yaml.ToString().Replace("...\n", "", StringComparison.Ordinal));

        void Add(string key, string? value, bool quoted)
        {
            if (!string.IsNullOrWhiteSpace(value))
                head.Add(key, new YamlScalarNode(SourceText.OneLine(value)) { Style = quoted ? ScalarStyle.DoubleQuoted : ScalarStyle.Any });
        }
    }

    /// <summary>An address with signs in its host that cannot stand in a line is left out.</summary>
    private static string? Readable(Uri? url) => url is not null && SourceText.OneLine(url.AbsoluteUri) is var written && Uri.TryCreate(written, UriKind.Absolute, out _) ? written : null;

    /// <summary>
    /// A line that could be taken for the date line of a comment joins the one before it; what begins a text cannot be taken for one,
    /// because no name stands before it.
    /// </summary>
    private static List<string> Safe(IReadOnlyList<string> lines)
    {
        var safe = new List<string>(lines.Count);
        foreach (var line in lines.Select(SourceText.OneLine).Where(line => line.Length > 0))
        {
            if (safe.Count > 0 && CommentMark.Is(line, out _))
                safe[^1] += " " + line;
            else
                safe.Add(line);
        }

        return safe;
    }

    private static string NameOf(BlogComment comment)
    {
        var name = SourceText.OneLine(comment.Name);
        if (name.Length > MaxName)
            name = name[..(char.IsHighSurrogate(name[MaxName - 2]) ? MaxName - 2 : MaxName - 1)] + "…";
        return name.Length == 0 || CommentMark.Is(name, out _) ? Nameless : name;
    }
}
