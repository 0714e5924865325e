using System.Globalization;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Reads the section "teams" of site.yaml.</summary>
internal static partial class TeamsReader
{
    private static readonly string[] Keys = ["shortName", "fullName", "shortDescription", "fullDescription", "developer", "website", "privacy", "terms", "accentColor", "version"];

    /// <param name="site">The fields of site.yaml.</param>
    /// <param name="name">The site's name.</param>
    /// <param name="author">The author's name.</param>
    /// <param name="examples">The site's examples, each with its line.</param>
    /// <returns>Null where there is no such section.</returns>
    public static TeamsTexts? Read(YamlFields site, string name, string author, IReadOnlyList<(string Text, int Line)> examples)
    {
        if (site.Fields("teams", "teams", Keys, "write each of its keys on a line of its own, indented") is not { } fields)
            return null;
        foreach (var (text, line) in examples.Where(example => example.Text.Length > TeamsTexts.MaxCommand))
            site.Report(line, Invariant($"An example is {text.Length} characters long, and Teams shows at most {TeamsTexts.MaxCommand}; shorten it, or take another question."));
        var at = site.Line("teams");
        return new(
            OneLine(fields, "shortName", TeamsTexts.MaxShortName, name, "name", site),
            fields.Has("fullName") ? OneLine(fields, "fullName", TeamsTexts.MaxFullName, "") : null,
            OneLine(fields, "shortDescription", TeamsTexts.MaxShortDescription, "Answers from an article and its comments."),
            Bounded(fields, "fullDescription", TeamsTexts.MaxFullDescription, $"{name} answers questions from an article by {author} and the comments under it. It shows the exact words, who said them and when, and says plainly when nobody has answered yet. The answers are quotes; none is generated. It is no medical advice."),
            OneLine(fields, "developer", TeamsTexts.MaxDeveloper, author, "author", site),
            Address(fields, "website"),
            Address(fields, "privacy"),
            Address(fields, "terms"),
            Matching(fields, "accentColor", Colour(), TeamsTexts.DefaultAccentColor, "no colour for \"accentColor\"; write # and six digits from 0 to f in quotation marks, such as \"#0d6b63\""),
            Matching(fields, "version", Semantic(), "1.0.0", "no version; write three numbers with dots between them, such as 1.0.0"),
            at);
    }

    /// <summary>A text without line breaks, or what stands elsewhere in site.yaml where the section has none.</summary>
    private static string OneLine(YamlFields fields, string key, int most, string otherwise, string? otherKey = null, YamlFields? site = null)
    {
        if (!fields.Has(key))
        {
            if (otherKey is not null && otherwise.Length > most)
                site!.Report(site.Line(otherKey), Invariant($"\"{otherKey}\" is {otherwise.Length} characters long, and Teams shows at most {most}; write a shorter one as \"{key}\" under \"teams\"."));
            return otherwise;
        }

        var text = Bounded(fields, key, most, otherwise);
        if (text.AsSpan().ContainsAny('\r', '\n'))
            fields.Report(fields.Line(key), $"\"{key}\" has a line break; write it on one line.");
        return text;
    }

    private static string Bounded(YamlFields fields, string key, int most, string otherwise)
    {
        var text = fields.OptionalText(key, "write the text that Teams is to show, or leave the key out") ?? otherwise;
        if (fields.Has(key) && text.Length > most)
            fields.Report(fields.Line(key), Invariant($"\"{key}\" is {text.Length} characters long, and Teams shows at most {most}; shorten it."));
        return text;
    }

    private static Uri? Address(YamlFields fields, string key)
    {
        const string Remedy = "write a full address, beginning with https://";
        if (fields.OptionalText(key, Remedy) is not { } written)
            return null;
        if (Uri.TryCreate(written, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.AbsoluteUri.Length <= TeamsTexts.MaxAddress)
            return address;
        fields.Report(fields.Line(key), $"\"{written}\" is no address that Teams takes for \"{key}\"; {Remedy}.");
        return null;
    }

    private static string Matching(YamlFields fields, string key, Regex form, string otherwise, string wrong)
    {
        var written = fields.OptionalText(key, "write it, or leave the key out");
        if (written is null || form.IsMatch(written))
            return written ?? otherwise;
        fields.Report(fields.Line(key), $"\"{written}\" is {wrong}.");
        return otherwise;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Semantic();
}
