namespace TalusBot.Knowledge.Text;

/// <summary>A stretch of a text that somebody else holds.</summary>
/// <param name="Start">UTF-16 offset, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive; never less than <paramref name="Start"/>.</param>
public readonly record struct TextRange(int Start, int End)
{
    /// <summary>In UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>The words themselves.</summary>
    /// <param name="text">The text that the offsets were made for.</param>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[Start..End];
    }
}
