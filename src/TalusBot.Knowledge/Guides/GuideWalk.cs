namespace TalusBot.Knowledge.Guides;

/// <summary>Where the choices of a guide lead to. A choice whose step does not exist leads nowhere.</summary>
public static class GuideWalk
{
    /// <summary>The ids of the steps that a reader can come to from the first one, which is among them; empty where there are no steps.</summary>
    public static IReadOnlySet<string> Reachable(IReadOnlyList<GuideStep> steps)
    {
        var next = steps.SelectMany(step => step.Choices, (step, choice) => (From: step.Id, To: choice.Step)).ToLookup(way => way.From, way => way.To);
        return Walk(steps.Take(1).Select(step => step.Id), next, steps);
    }

    /// <summary>The ids of the steps from which a reader can come to an outcome; outcomes are among them.</summary>
    public static IReadOnlySet<string> LeadingOut(IReadOnlyList<GuideStep> steps)
    {
        var before = steps.SelectMany(step => step.Choices, (step, choice) => (From: step.Id, To: choice.Step)).ToLookup(way => way.To, way => way.From);
        return Walk(steps.Where(step => step.IsOutcome).Select(step => step.Id), before, steps);
    }

    private static HashSet<string> Walk(IEnumerable<string> begin, ILookup<string, string> ways, IReadOnlyList<GuideStep> steps)
    {
        var known = steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(begin);
        while (open.TryDequeue(out var id))
        {
            if (!known.Contains(id) || !seen.Add(id))
                continue;
            foreach (var other in ways[id])
                open.Enqueue(other);
        }

        return seen;
    }
}
