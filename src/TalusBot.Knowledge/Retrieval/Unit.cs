using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Something that an answer can come from.</summary>
/// <param name="Id">Unique in the whole knowledge; equal scores fall back to its order.</param>
public abstract record Unit(string Id)
{
    /// <summary>The ways to ask for it; one empty string where it is no answer to a question.</summary>
    public abstract IReadOnlyList<string> Questions { get; }

    /// <summary>The words that answer; empty where nobody did.</summary>
    public abstract string Answer { get; }

    /// <summary>The words of a source that it rests on, the main ones first.</summary>
    internal abstract IReadOnlyList<(string Slug, Span Words)> RestsOn { get; }

    /// <summary>
    /// Whether the two tell the same thing, because they rest on overlapping words: an entry and the exchange that it cites,
    /// say. Two entries do only where their main words overlap, for each was written to answer a question of its own.
    /// </summary>
    public bool SharesWordsWith(Unit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var most = this is OfEntry && other is OfEntry ? 1 : int.MaxValue;
        return RestsOn.Take(most).Any(mine => other.RestsOn.Take(most).Any(theirs =>
            mine.Slug == theirs.Slug && mine.Words.Start < theirs.Words.End && theirs.Words.Start < mine.Words.End));
    }

    private static string SlugOf(Passage said) => said.Id[..said.Id.IndexOf('#', StringComparison.Ordinal)];

    /// <summary>A question and answer written by maintainers.</summary>
    public sealed record OfEntry(Entry Entry) : Unit(Entry.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Entry.Question, .. Entry.Also];

        /// <inheritdoc/>
        public override string Answer => Entry.Answer;

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [.. Entry.Sources.Select(source => (SlugOf(source.Said), source.Quote))];
    }

    /// <summary>A reader's question with the author's reply.</summary>
    public sealed record OfExchange(Exchange Exchange) : Unit(Exchange.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Exchange.Question.Text];

        /// <inheritdoc/>
        public override string Answer => Exchange.Answer.Text;

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Exchange.Reply), Exchange.Answer), (SlugOf(Exchange.Asked), Exchange.Question)];
    }

    /// <summary>A paragraph of an article.</summary>
    public sealed record OfParagraph(Paragraph Paragraph) : Unit(Paragraph.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [""];

        /// <inheritdoc/>
        public override string Answer => Paragraph.Text;

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Paragraph), new Span(Paragraph.Text, Paragraph.Start, Paragraph.End))];
    }

    /// <summary>A reader's own experience.</summary>
    public sealed record OfTip(Tip Tip) : Unit(Tip.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [""];

        /// <inheritdoc/>
        public override string Answer => Tip.Words.Text;

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Tip.Said), Tip.Words)];
    }

    /// <summary>A question that nobody answered.</summary>
    public sealed record OfUnanswered(UnansweredQuestion Unanswered) : Unit(Unanswered.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Unanswered.Question.Text];

        /// <inheritdoc/>
        public override string Answer => "";

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Unanswered.Asked), Unanswered.Question)];
    }
}
