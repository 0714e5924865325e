using System.Collections.Frozen;

namespace TalusBot.Knowledge.Text;

/// <summary>How people shorten or misspell the small words of a question; too short to be mended by their letters alone.</summary>
internal static class Shorthand
{
    private static readonly FrozenDictionary<string, string> Meant = (
        "wich which|whitch which|wht what|wat what|waht what|wot what|wats whats|hw how|hwo how|wen when|wehn when|wher where|whre where|whi why|y why|"
        + "shud should|shuld should|shoud should|shold should|cud could|culd could|wud would|wuld would|u you|ur your|yu you|r are|im i'm|ive i've|"
        + "dont don't|doesnt doesn't|isnt isn't|cant can't|wont won't|didnt didn't|thru through|abt about|bcoz because|becos because|cuz because|coz because|"
        + "teh the|thsi this|taht that|fro for|adn and|wiht with|wit with|w with|ppl people|pls please|plz please|smth something|sth something|tpae tape|taep tape|shoo shoe|foor for|lng long|lnog long|mins minutes|wks weeks|wk week|hrs hours|yrs years")
        .Split('|').Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The word that was meant; null where the word stands for itself.</summary>
    /// <param name="word">In lower case.</param>
    public static string? Of(string word) => Meant.GetValueOrDefault(word);
}
