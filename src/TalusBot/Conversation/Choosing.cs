namespace TalusBot.Conversation;

/// <summary>Which of the open choices somebody took: by button, by its words, or by its number.</summary>
internal static class Choosing
{
    /// <returns>Null where the words are none of the choices, and so a message of their own.</returns>
    public static Choice? Taken(OpenChoices open, string said)
    {
        var words = Plain(said);
        if (IsNone(words))
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

    /// <summary>Whether the words can only be an answer to a question of ours: a number, none of a list, or a way through a guide.</summary>
    public static bool OnlyChooses(string said)
    {
        var words = Plain(said);
        return words is { Length: 1 or 2 } && words.All(char.IsAsciiDigit)
            || IsNone(words) || Same(words, Wording.Back) || Same(words, Wording.Leave) || Same(words, Wording.StartOver);
    }

    private static string Plain(string said) => said.Trim().TrimEnd('.', '!');

    private static bool IsNone(string words) => Same(words, Wording.NoneOfThese) || Same(words, "none") || Same(words, "neither");

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <param name="Unit">What answers; null where none of the choices was meant.</param>
    public sealed record Choice(string? Unit)
    {
        public bool IsNone => Unit is null;
    }
}
