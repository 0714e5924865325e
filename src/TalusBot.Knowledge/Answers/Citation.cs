using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Text;

namespace TalusBot.Knowledge.Answers;

/// <summary>Exact words with who said them, when and where.</summary>
/// <param name="Id">Of the paragraph or comment, such as <c>ankle-talus#c12</c>.</param>
/// <param name="Speaker">The name as the source gives it.</param>
/// <param name="Date">Null where the source gives none.</param>
/// <param name="Quote">Verbatim, at most 400 characters.</param>
/// <param name="Start">UTF-16 offset of the quote into the source's text, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive.</param>
public sealed record Citation(string Id, string Speaker, Role Role, DateOnly? Date, string Quote, int Start, int End)
{
    /// <summary>The longest quote that is shown in one piece.</summary>
    public const int LongestQuote = 400;

    /// <summary>The source's slug: the part of the id before the <c>#</c>.</summary>
    public string Slug => Id[..Id.IndexOf('#', StringComparison.Ordinal)];

    /// <summary>Where the words stand on our own pages, such as <c>/article/ankle-talus#c12</c>.</summary>
    public string Path => $"/article/{Id}";

    /// <summary>Cites some words of a paragraph or comment; readers are named as the site wants it.</summary>
    public static Citation Of(Passage said, Span words, Site site) =>
        new(said.Id, site.NameOf(said), said.Role, said.Date, words.Text, words.Start, words.End);

    /// <summary>The longest opening of <paramref name="words"/> by whole sentences within <paramref name="longest"/> characters.</summary>
    public static Span Opening(Span words, int longest)
    {
        var end = 0;
        foreach (var sentence in Sentences.Split(words.Text))
        {
            if (sentence.End > longest)
            {
                break;
            }

            end = sentence.End;
        }

        end = end > 0 ? end : Math.Min(longest, words.Text.Length);
        return new Span(words.Text[..end], words.Start, words.Start + end);
    }
}
