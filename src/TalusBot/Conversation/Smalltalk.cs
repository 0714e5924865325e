using TalusBot.Knowledge;

namespace TalusBot.Conversation;

/// <summary>Greetings, thanks, goodbyes and calls for help: only where a message is nothing else, so that none hides a question.</summary>
internal static class Smalltalk
{
    private static readonly HashSet<string> Greetings = Phrases("hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|greetings|howdy|hiya|hi talusbot|hello talusbot|hey talusbot|hi bot|hello bot");
    private static readonly HashSet<string> Thanks = Phrases("thanks|thank you|thanks a lot|thank you very much|thank you so much|many thanks|thx|ty|cheers|great thanks|ok thanks|okay thanks|thanks that helps|thanks that helped|perfect thanks|that helped|that helps|great|perfect|ok|okay|cool|nice");
    private static readonly HashSet<string> Goodbyes = Phrases("bye|goodbye|good bye|bye bye|see you|see ya|good night|that is all|that's all|that was all");
    private static readonly HashSet<string> Help = Phrases("help|help me|what can you do|what can i ask|what can i ask you|who are you|what are you|how does this work|what do you know|are you a bot|are you human|are you a robot|menu|start|what can you help with|what can you help me with");

    public static Reply? Reply(string text, Snapshot knowledge)
    {
        var said = Plain(text);
        return Greetings.Contains(said) ? Wording.Greeting(knowledge.Site)
            : Thanks.Contains(said) ? Wording.Thanks()
            : Goodbyes.Contains(said) ? Wording.Goodbye()
            : Help.Contains(said) ? Wording.Help(knowledge.Site, [.. knowledge.Entries.Select(entry => entry.Question)])
            : null;
    }

    /// <summary>The message without the greeting or thanks it begins with; what is left is what was asked.</summary>
    public static string Without(string text)
    {
        var rest = text.TrimStart();
        for (var next = AfterCourtesy(rest); next > 0 && next < rest.Length; next = AfterCourtesy(rest))
        {
            rest = rest[next..];
        }

        return rest;
    }

    /// <summary>Where a message goes on after a greeting, or after thanks with a mark behind them; 0 where it begins with neither.</summary>
    private static int AfterCourtesy(string text)
    {
        var longest = 0;
        foreach (var phrase in Greetings.Concat(Thanks))
        {
            if (phrase.Length > longest && text.Length > phrase.Length && text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
                && (IsMark(text[phrase.Length]) || (text[phrase.Length] == ' ' && Greetings.Contains(phrase))))
            {
                longest = phrase.Length;
            }
        }

        while (longest > 0 && longest < text.Length && (IsMark(text[longest]) || text[longest] == ' '))
        {
            longest++;
        }

        return longest;
    }

    private static bool IsMark(char c) => c is ',' or '.' or '!' or ';' or ':' or '-' or '–' or '—' or '\n';

    private static HashSet<string> Phrases(string list) => [.. list.Split('|')];

    /// <summary>Lower case, letters and apostrophes only, single blanks.</summary>
    private static string Plain(string text) => string.Join(
        ' ',
        new string([.. text.Replace('’', '\'').ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c == '\'' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
