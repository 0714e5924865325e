#pragma warning disable CS1591
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Guides;

public sealed record Guide(string Id, string Question, IReadOnlyList<string> Also, string Intro, IReadOnlyList<GuideStep> Steps, DateOnly? Reviewed, string File);

public sealed record GuideStep(string Id, string Title, string Text, IReadOnlyList<EntrySource> Sources, IReadOnlyList<GuideChoice> Choices, IReadOnlyList<string> Entries)
{
    public bool IsOutcome => Choices.Count == 0;
}

public sealed record GuideChoice(string Words, string Step, IReadOnlyList<string> Also);
