using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;
using TalusBot.Channels;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Commands;

/// <summary>Asks for what was not typed behind <c>add</c>; for somebody at a terminal.</summary>
internal static partial class AddDialogue
{
    private const int MostSources = 3;

    public static EntryDraft Complete(EntryDraft draft, Snapshot snapshot, IAnsiConsole console)
    {
        if (draft.Question.Length == 0)
        {
            draft = draft with { Question = Ask(console, "The question, as a reader would put it:", needed: true) };
            draft = draft with { Also = [.. draft.Also, .. Phrasings(console)] };
        }

        if (draft.Sources.Count == 0)
        {
            draft = draft with { Sources = Sources(draft.Question, snapshot, console) };
        }

        return draft.Body.Length > 0 ? draft : draft with { Body = Ask(console, "The answer in your words ([[1]] refers to the first source):", needed: true) };
    }

    public static bool Confirm(IAnsiConsole console) => console.Confirm("Write it?", defaultValue: false);

    private static List<string> Phrasings(IAnsiConsole console)
    {
        var phrasings = new List<string>();
        while (Ask(console, "Another way to ask it (empty to go on):", needed: false) is { Length: > 0 } phrasing)
        {
            phrasings.Add(phrasing);
        }

        return phrasings;
    }

    private static List<DraftSource> Sources(string question, Snapshot snapshot, IAnsiConsole console)
    {
        var words = question;
        while (true)
        {
            var proposed = SourceProposals.For(snapshot, words);
            console.WriteLine(proposed.Count == 0 ? "Nothing is near these words." : "What the sources say that is near:");
            for (var i = 0; i < proposed.Count; i++)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1,2}. “{SourceText.OneLine(proposed[i].Quote)}”"));
                console.WriteLine($"    {proposed[i].Id}, {SourceText.OneLine(ReplyMarkdown.Title(proposed[i]))}");
            }

            words = Ask(console, "What does the answer rest on? Numbers (1 3), a source (ankle-talus#c12: exact words), or other words to look for:", needed: true);
            if (Chosen(words, proposed) is { } chosen)
            {
                return chosen;
            }
        }
    }

    /// <summary>Null where words were typed to look for.</summary>
    private static List<DraftSource>? Chosen(string typed, IReadOnlyList<Citation> proposed)
    {
        if (Id().IsMatch(typed))
        {
            return [AddOptions.Source(typed)];
        }

        var numbers = typed.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        return numbers.Count is > 0 and <= MostSources && numbers.TrueForAll(number => number >= 1 && number <= proposed.Count)
            ? [.. numbers.Distinct().Select(number => new DraftSource(proposed[number - 1].Id, proposed[number - 1].Quote))]
            : null;
    }

    private static string Ask(IAnsiConsole console, string question, bool needed)
    {
        var prompt = new TextPrompt<string>(question) { AllowEmpty = !needed };
        return console.Prompt(prompt).Trim();
    }

    [GeneratedRegex(@"^[a-z0-9-]+#[cp][0-9][^ ]*(: .+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
