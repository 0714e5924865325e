namespace TalusBot.Conversation;

/// <summary>Which of the open choices somebody took: by button, by its words, or by its number.</summary>
internal static class Choosing
{
    /// <returns>Null where the words are none of the choices, and so a message of their own.</returns>
    public static Choice? Taken(OpenChoices open, string said)
    {
        var words = said.Trim().TrimEnd('.', '!');
        if (Same(words, Wording.NoneOfThese) || Same(words, "none") || Same(words, "neither"))
        {
            return new Choice(null);
        }

        for (var i = 0; i < open.Choices.Count; i++)
        {
            if (Same(said.Trim(), open.Choices[i].Words) || words == (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                return new Choice(open.Choices[i].Unit);
            }
        }

        return null;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <param name="Unit">What answers; null where none of the choices was meant.</param>
    public sealed record Choice(string? Unit)
    {
        public bool IsNone => Unit is null;
    }
}
