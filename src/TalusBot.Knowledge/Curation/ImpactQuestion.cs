using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Curation;

/// <summary>Where a question comes from whose answer a change may touch.</summary>
public enum QuestionOrigin
{
    /// <summary>Readers asked it.</summary>
    Past,

    /// <summary>It stands under <c>questions/</c>, with what a good reply must show.</summary>
    Golden,

    /// <summary>It is a way to ask for an entry, as its file says.</summary>
    Phrasing,
}

/// <summary>A question to ask before and after a change.</summary>
/// <param name="Turns">What is typed, in order, in a new conversation; the last reply counts. At least one.</param>
/// <param name="Count">How often it was asked; 1 where nobody counts.</param>
/// <param name="Id">Of the golden question, or of the entry whose phrasing it is; null for past questions.</param>
public sealed record ImpactQuestion(IReadOnlyList<string> Turns, int Count, QuestionOrigin Origin, string? Id = null)
{
    /// <summary>The row that says what a good reply must show; null where none does.</summary>
    public GoldenQuestion? Golden { get; init; }

    /// <summary>The question as it may be shown; the words of golden questions that nobody works with stay unseen.</summary>
    public string Text => Golden is { IsUntouched: true } ? $"(golden question {Id}, whose words stay unseen)" : string.Join(" / ", Turns);

    /// <summary>Questions that readers asked.</summary>
    public static IEnumerable<ImpactQuestion> OfPast(IEnumerable<QuestionGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.SelectMany(group => group.Members).Select(member => new ImpactQuestion([member.Text], member.Count, QuestionOrigin.Past));
    }

    /// <summary>Golden questions.</summary>
    public static IEnumerable<ImpactQuestion> OfGolden(IEnumerable<GoldenQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return questions.Select(question => new ImpactQuestion(question.Turns, 1, QuestionOrigin.Golden, question.Id) { Golden = question });
    }

    /// <summary>The phrasings of the entries before and after; where an entry keeps one, it is asked once.</summary>
    public static IEnumerable<ImpactQuestion> OfPhrasings(Snapshot inUse, Snapshot wouldBe)
    {
        ArgumentNullException.ThrowIfNull(inUse);
        ArgumentNullException.ThrowIfNull(wouldBe);
        return inUse.Entries.Concat(wouldBe.Entries).SelectMany(entry => entry.Also.Prepend(entry.Question).Select(phrasing => (entry.Id, Phrasing: phrasing))).Distinct()
            .Select(one => new ImpactQuestion([one.Phrasing], 1, QuestionOrigin.Phrasing, one.Id));
    }
}
