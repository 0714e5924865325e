namespace TalusBot.Knowledge.Ingest;

/// <summary>A piece of one source in its speaker's own words: an article paragraph or a whole comment.</summary>
/// <param name="Id">Stable across rebuilds: the source's slug, then <c>#p7</c> for a paragraph, counted from 1, or <c>#c12</c> for a comment: the source's own number where an import knows it, else counted from 1.</param>
/// <param name="Speaker">The name as the source gives it; for the article, the author's name from site.yaml, or another author's from an import.</param>
/// <param name="Role">Whose words these are.</param>
/// <param name="Date">The day it was published; null where the source gives none.</param>
/// <param name="Text">The words, exactly as in the source: <c>source[Start..End]</c>.</param>
/// <param name="Start">UTF-16 offset into the source's text, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive; always greater than <paramref name="Start"/>.</param>
public record Passage(string Id, string Speaker, Role Role, DateOnly? Date, string Text, int Start, int End);

/// <summary>Whose words a passage holds.</summary>
public enum Role
{
    /// <summary>Who wrote the article.</summary>
    Author,

    /// <summary>Who commented on it.</summary>
    Reader,

    /// <summary>Who looks after this bot's own entries.</summary>
    Maintainer,
}

/// <summary>Some words inside a passage, with the place where they stand.</summary>
/// <param name="Text">Exactly the source's words from <paramref name="Start"/> to <paramref name="End"/>.</param>
/// <param name="Start">UTF-16 offset into the source's text, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive.</param>
public readonly record struct Span(string Text, int Start, int End);
