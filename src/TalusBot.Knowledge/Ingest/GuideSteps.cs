using System.Globalization;
using TalusBot.Knowledge.Guides;

namespace TalusBot.Knowledge.Ingest;

/// <summary>Checks the steps of a guide one by one and as a whole, and ties the choices to the steps they lead to.</summary>
internal sealed class GuideSteps(IReadOnlyList<StepDraft> drafts, MarkdownBody body)
{
    /// <summary>Most steps of one guide.</summary>
    public const int MaxSteps = 60;

    private readonly HashSet<string> ids = drafts.Select(draft => draft.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The steps; to be used only where no error was reported.</summary>
    public IReadOnlyList<GuideStep> Read()
    {
        if (drafts.Count == 0)
            body.Report(body.StartLine, "There is no step; write a line \"## \" with a question, then a quote it rests on, then its choices.");
        if (drafts.Count > MaxSteps)
            body.Report(drafts[MaxSteps].Line, string.Create(CultureInfo.InvariantCulture, $"There are {drafts.Count} steps; keep at most {MaxSteps}, or write two guides."));
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var unsure = new HashSet<string>(StringComparer.Ordinal);
        var steps = new List<GuideStep>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (!lines.TryAdd(draft.Id, draft.Line))
                body.Report(draft.Line, $"This heading has the same address as the one in line {lines[draft.Id]} (#{draft.Id}); give it other words.");
            CheckParts(draft);
            CheckChoices(draft);
            var choices = draft.Choices.Select(choice => (Choice: choice, Step: Target(draft, choice))).ToList();
            if (choices.Exists(choice => choice.Step is null))
                unsure.Add(draft.Id);
            steps.Add(draft.With([.. choices.Where(choice => choice.Step is not null).Select(choice => new GuideChoice(choice.Choice.Words, choice.Step!, choice.Choice.Also))]));
        }

        CheckWays(steps, unsure);
        return steps;
    }

    private void CheckParts(StepDraft step)
    {
        if (step.Quotes == 0)
            body.Report(step.Line, "This step rests on no source; quote a sentence in lines that begin with \"> \", and its id as the last paragraph of the quote.");
        if (step.Choices.Count == 0 && step.Text.Length == 0)
            body.Report(step.Line, "This outcome says nothing; write the answer below its heading, or add choices.");
        if (step.Choices.Count == 1)
            body.Report(step.Choices[0].Line, "There is only this choice; add another, or join the two steps.");
        if (step.Choices.Count > GuideChoices.MaxChoices)
            body.Report(step.Choices[GuideChoices.MaxChoices].Line, string.Create(CultureInfo.InvariantCulture, $"There are {step.Choices.Count} choices; keep at most {GuideChoices.MaxChoices}."));
    }

    /// <summary>What a reader types must not mean two choices.</summary>
    private void CheckChoices(StepDraft step)
    {
        var said = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var choice in step.Choices)
        {
            foreach (var words in choice.Also.Prepend(choice.Words))
            {
                if (FoldedWords.Of(words) is { Length: > 0 } folded && !said.TryAdd(folded, choice.Line))
                    body.Report(choice.Line, $"\"{words}\" stands {(said[folded] == choice.Line ? "twice in this line" : $"in line {said[folded]} too")}; each choice of a step needs words of its own.");
            }
        }
    }

    /// <summary>The id of the step that a choice leads to, or was most likely meant to; null where that cannot be said.</summary>
    private string? Target(StepDraft step, ChoiceDraft choice)
    {
        if (choice.Address is null)
            return null;
        if (!choice.Address.StartsWith('#'))
        {
            body.Report(choice.Line, $"\"{choice.Address}\" leads out of the guide; link a heading of this file, such as \"#{step.Id}\".");
            return null;
        }

        var id = Uri.UnescapeDataString(choice.Address[1..]);
        if (id == step.Id)
        {
            body.Report(choice.Line, "This choice leads to its own step; link the step that comes next.");
            return null;
        }

        if (ids.Contains(id))
            return id;
        var near = Nearest.To(id, ids.Where(known => known != step.Id), 1);
        body.Report(choice.Line, $"There is no step \"#{id}\"; " + (near is [var known] ? $"did you mean \"#{known}\"?" : "link a heading of this file in small letters, with \"-\" for blanks and without other signs."));
        return near.Count == 0 ? null : near[0];
    }

    /// <summary>Everybody must be able to come to each step, and from there to an outcome. A choice of which nobody knows where it leads may lead anywhere.</summary>
    private void CheckWays(List<GuideStep> steps, HashSet<string> unsure)
    {
        var reachable = GuideWalk.Reachable(steps);
        if (!reachable.Overlaps(unsure))
        {
            foreach (var draft in drafts.Where(draft => !reachable.Contains(draft.Id)))
                body.Report(draft.Line, $"No choice leads here from the first step; link \"#{draft.Id}\" in a choice, or remove the step.");
        }

        var ways = steps.ConvertAll(step => unsure.Contains(step.Id) ? step with { Choices = [] } : step);
        if (ways.Count > 0 && !ways.Exists(step => step.IsOutcome))
        {
            body.Report(drafts[0].Line, "No step is an outcome; write at least one without choices.");
            return;
        }

        var leadingOut = GuideWalk.LeadingOut(ways);
        foreach (var draft in drafts.Where(draft => !leadingOut.Contains(draft.Id)))
            body.Report(draft.Line, "From here every choice leads in a circle; let one of them lead to an outcome.");
    }
}
