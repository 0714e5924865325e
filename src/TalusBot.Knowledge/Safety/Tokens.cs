using System.Globalization;
using System.Text;

namespace TalusBot.Knowledge.Safety;

/// <summary>What stands between a word and the one before it.</summary>
internal enum Gap : byte
{
    /// <summary>Nothing but space.</summary>
    None,

    /// <summary>A comma, dash, bracket or line end.</summary>
    Clause,

    /// <summary>The end of a sentence.</summary>
    Sentence,
}

/// <summary>One word as the rules see it. "can't" is two words, "can" and "not", with the same offsets.</summary>
/// <param name="Start">UTF-16 offset into the message, from 0, inclusive.</param>
/// <param name="End">UTF-16 offset, exclusive.</param>
/// <param name="Before">What stands between it and the word before.</param>
internal readonly record struct Token(string Norm, int Start, int End, Gap Before);

/// <summary>Cuts a message into words in one pass.</summary>
internal static class Tokens
{
    private static readonly Dictionary<string, string[]> Short = new(StringComparer.Ordinal)
    {
        ["cannot"] = ["can", "not"], ["cant"] = ["can", "not"], ["cannae"] = ["can", "not"], ["canny"] = ["can", "not"],
        ["wont"] = ["will", "not"], ["won't"] = ["will", "not"], ["shan't"] = ["will", "not"],
        ["aint"] = ["is", "not"], ["ain't"] = ["is", "not"], ["dont"] = ["do", "not"], ["didnt"] = ["did", "not"],
        ["doesnt"] = ["does", "not"], ["isnt"] = ["is", "not"], ["arent"] = ["are", "not"], ["wasnt"] = ["was", "not"],
        ["werent"] = ["were", "not"], ["couldnt"] = ["could", "not"], ["wouldnt"] = ["would", "not"], ["shouldnt"] = ["should", "not"],
        ["havent"] = ["have", "not"], ["hasnt"] = ["has", "not"], ["hadnt"] = ["had", "not"],
        ["im"] = ["i", "am"], ["ive"] = ["i", "have"], ["i'm"] = ["i", "am"], ["u"] = ["you"],
        ["it's"] = ["it", "is"], ["that's"] = ["that", "is"], ["he's"] = ["he", "is"], ["she's"] = ["she", "is"],
        ["what's"] = ["what", "is"], ["there's"] = ["there", "is"], ["here's"] = ["here", "is"], ["who's"] = ["who", "is"],
        ["let's"] = ["let", "us"], ["thats"] = ["that", "is"], ["whats"] = ["what", "is"], ["theres"] = ["there", "is"],
        ["hes"] = ["he", "is"], ["shes"] = ["she", "is"], ["gonna"] = ["going", "to"], ["gotta"] = ["got", "to"],
        ["everything's"] = ["everything", "is"], ["nothing's"] = ["nothing", "is"], ["something's"] = ["something", "is"],
    };

    public static List<Token> Of(string message)
    {
        var tokens = new List<Token>(Math.Max(8, message.Length / 5));
        var before = Gap.Sentence;
        for (var i = 0; i < message.Length;)
        {
            var c = message[i];
            if (char.IsLetterOrDigit(c))
            {
                var start = i;
                while (i < message.Length && (char.IsLetterOrDigit(message[i]) || IsInside(message, i)))
                {
                    i++;
                }

                Add(tokens, Plain(message, start, i), start, i, before);
                before = Gap.None;
                continue;
            }

            before = Max(before, Kind(message, i));
            i++;
        }

        return tokens;
    }

    // An apostrophe between letters, or the point and comma between digits: "can't", "37.5".
    private static bool IsInside(string message, int i)
    {
        if (i == 0 || i + 1 >= message.Length)
        {
            return false;
        }

        return message[i] switch
        {
            '\'' or '’' or '‘' or '`' or '´' or 'ʼ' => char.IsLetter(message[i - 1]) && char.IsLetter(message[i + 1]),
            '.' or ',' => char.IsAsciiDigit(message[i - 1]) && char.IsAsciiDigit(message[i + 1]),
            '\u0300' or '\u0301' or '\u0308' => true,
            _ => false,
        };
    }

    private static Gap Kind(string message, int i) => message[i] switch
    {
        '.' or '!' or '?' or ';' or '。' or '？' or '！' or '…' => Gap.Sentence,
        '\n' => i + 1 < message.Length && message[i + 1] is '\n' or '\r' ? Gap.Sentence : Gap.Clause,
        ',' or ':' or '(' or ')' or '[' or ']' or '–' or '—' or '/' => Gap.Clause,
        '-' => i > 0 && i + 1 < message.Length && char.IsLetterOrDigit(message[i - 1]) && char.IsLetterOrDigit(message[i + 1]) ? Gap.None : Gap.Clause,
        _ => Gap.None,
    };

    private static Gap Max(Gap a, Gap b) => a > b ? a : b;

    private static string Plain(string message, int start, int end)
    {
        var word = message.AsSpan(start, end - start).ToString().ToLowerInvariant();
        if (!Ascii.IsValid(word))
        {
            var plain = new StringBuilder(word.Length);
            foreach (var c in word.Normalize(NormalizationForm.FormKD))
            {
                if (c is '’' or '‘' or '´' or 'ʼ')
                {
                    plain.Append('\'');
                }
                else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                {
                    plain.Append(c);
                }
            }

            word = plain.ToString();
        }

        return word.Replace('`', '\'');
    }

    private static void Add(List<Token> tokens, string word, int start, int end, Gap before)
    {
        // "6kg" and "10yo" are a figure and a word.
        var letters = char.IsAsciiDigit(word[0]) ? word.AsSpan().IndexOfAnyInRange('a', 'z') : 0;
        if (letters > 0 && word.Length == end - start)
        {
            tokens.Add(new Token(word[..letters], start, start + letters, before));
            (word, start, before) = (word[letters..], start + letters, Gap.None);
        }

        if (Short.TryGetValue(word, out var parts))
        {
            tokens.Add(new Token(parts[0], start, end, before));
            for (var i = 1; i < parts.Length; i++)
            {
                tokens.Add(new Token(parts[i], start, end, Gap.None));
            }

            return;
        }

        var mark = word.IndexOf('\'', StringComparison.Ordinal);
        if (mark <= 0)
        {
            tokens.Add(new Token(word, start, end, before));
            return;
        }

        var (head, tail) = word[(mark + 1)..] switch
        {
            "t" when word[mark - 1] == 'n' => (word == "can't" ? "can" : word[..(mark - 1)], "not"),
            "s" => (word[..mark], "'s"),
            "re" => (word[..mark], "are"),
            "ve" => (word[..mark], "have"),
            "ll" => (word[..mark], "will"),
            "d" => (word[..mark], "would"),
            "m" => (word[..mark], "am"),
            _ => (word.Replace("'", "", StringComparison.Ordinal), ""),
        };
        // Who writes "does n't" leaves nothing before the ending.
        if (head.Length > 0)
        {
            tokens.Add(new Token(head, start, end, before));
            before = Gap.None;
        }

        if (tail.Length > 0)
        {
            tokens.Add(new Token(tail, start, end, before));
        }
    }
}
