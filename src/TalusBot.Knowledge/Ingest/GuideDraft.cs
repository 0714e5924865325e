using TalusBot.Knowledge.Guides;

namespace TalusBot.Knowledge.Ingest;

/// <summary>A step as it is being read: with its lines, and with what is wrong in it.</summary>
/// <param name="Line">Of the heading.</param>
internal sealed record StepDraft(string Id, string Title, int Line)
{
    public List<string> Paragraphs { get; } = [];

    /// <summary>Of the first paragraph; 0 where there is none.</summary>
    public int TextLine { get; set; }

    /// <summary>How many quotes there are, right or wrong.</summary>
    public int Quotes { get; set; }

    public List<EntrySource> Sources { get; } = [];

    public List<ChoiceDraft> Choices { get; } = [];

    public List<string> Entries { get; } = [];

    public string Text => string.Join("\n\n", Paragraphs);

    /// <param name="choices">With the steps they lead to.</param>
    public GuideStep With(IReadOnlyList<GuideChoice> choices) => new(Id, Title, Text, Sources, choices, Entries);
}

/// <summary>A choice as it is being read.</summary>
/// <param name="Address">What its link leads to; null, already reported, where there is no link.</param>
internal sealed record ChoiceDraft(string Words, string? Address, IReadOnlyList<string> Also, int Line);
