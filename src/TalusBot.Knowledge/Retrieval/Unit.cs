using System.Globalization;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Guides;
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

    /// <summary>The ids of the paragraphs and comments that it rests on.</summary>
    public abstract IReadOnlyList<string> Passages { get; }

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

    /// <summary>
    /// Whether the two tell the same thing, or words so near to each other in one paragraph or comment that one quote holds
    /// both: which of two neighbouring sentences answers is then no doubt about the answer.
    /// </summary>
    public bool TellsWith(Unit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return SharesWordsWith(other) || (this is OfQuotes mine && other is OfQuotes theirs && mine.Near(theirs) is not null);
    }

    private static string SlugOf(Passage said) => said.Id[..said.Id.IndexOf('#', StringComparison.Ordinal)];

    /// <summary>A question and answer written by maintainers.</summary>
    /// <param name="Judged">Questions of readers that the entry was found to answer.</param>
    public sealed record OfEntry(Entry Entry, IReadOnlyList<string> Judged) : Unit(Entry.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Entry.Question, .. Entry.Also, .. Judged];

        /// <inheritdoc/>
        public override string Answer => Entry.Answer;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [.. Entry.Sources.Select(source => source.Said.Id)];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [.. Entry.Sources.Select(source => (SlugOf(source.Said), source.Quote))];
    }

    /// <summary>A guide: found by what people ask who want to be led.</summary>
    /// <param name="Judged">Questions of readers that the guide was found to be right for.</param>
    public sealed record OfGuide(Guide Guide, IReadOnlyList<string> Judged) : Unit(IdOf(Guide))
    {
        /// <summary>Told apart from an entry of the same name.</summary>
        public static string IdOf(Guide guide)
        {
            ArgumentNullException.ThrowIfNull(guide);
            return "guide~" + guide.Id;
        }

        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Guide.Question, .. Guide.Also, .. Judged];

        /// <inheritdoc/>
        public override string Answer => "";

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [.. Guide.Steps.SelectMany(step => step.Sources).Select(source => source.Said.Id).Distinct()];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [];
    }

    /// <summary>A reader's question with the author's reply.</summary>
    public sealed record OfExchange(Exchange Exchange) : Unit(Exchange.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Exchange.Question.Text];

        /// <inheritdoc/>
        public override string Answer => Exchange.Answer.Text;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [Exchange.Reply.Id];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Exchange.Reply), Exchange.Answer), (SlugOf(Exchange.Asked), Exchange.Question)];
    }

    /// <summary>What somebody said in one paragraph of a comment, found by the words of it and by the names of who spoke and to whom.</summary>
    /// <param name="Words">Without the sentences that ask.</param>
    /// <param name="To">The comment that it answers; null where it answers none.</param>
    /// <param name="Asked">The question that it replies to; null where it replies to none.</param>
    /// <param name="Number">From 1, among the remarks of the comment.</param>
    public sealed record OfRemark(Comment Said, Span Words, Comment? To, Span? Asked, int Number) : Unit(string.Create(CultureInfo.InvariantCulture, $"{Said.Id}/{Number}"))
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [""];

        /// <inheritdoc/>
        public override string Answer => To is null ? $"{Said.Speaker}: {Words.Text}" : $"{Said.Speaker} to {To.Speaker}: {Words.Text}";

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [Said.Id];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Said), Words)];
    }

    /// <summary>A paragraph of an article.</summary>
    public sealed record OfParagraph(Paragraph Paragraph) : Unit(Paragraph.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [""];

        /// <inheritdoc/>
        public override string Answer => Paragraph.Text;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [Paragraph.Id];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Paragraph), new Span(Paragraph.Text, Paragraph.Start, Paragraph.End))];
    }

    /// <summary>A reader's own experience.</summary>
    public sealed record OfTip(Tip Tip) : Unit(Tip.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [""];

        /// <inheritdoc/>
        public override string Answer => $"{Tip.Said.Speaker}: {Tip.Words.Text}";

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [Tip.Said.Id];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Tip.Said), Tip.Words)];
    }

    /// <summary>Exact words that were found to answer questions of readers.</summary>
    /// <param name="Sources">At least one.</param>
    /// <param name="Judged">The questions; at least one.</param>
    public sealed record OfQuotes(string Id, IReadOnlyList<EntrySource> Sources, IReadOnlyList<string> Judged) : Unit(Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => Judged;

        /// <inheritdoc/>
        public override string Answer => string.Join('\n', Sources.Select(source => source.Quote.Text));

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [.. Sources.Select(source => source.Said.Id)];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [.. Sources.Select(source => (SlugOf(source.Said), source.Quote))];

        /// <summary>The words from the first of both to the last where one quote holds them; null where it does not.</summary>
        internal Span? Near(OfQuotes other)
        {
            if (Sources is not [var mine] || other.Sources is not [var theirs] || mine.Said.Id != theirs.Said.Id)
            {
                return null;
            }

            var (start, end) = (Math.Min(mine.Quote.Start, theirs.Quote.Start), Math.Max(mine.Quote.End, theirs.Quote.End));
            return end - start > Citation.LongestQuote ? null : new Span(mine.Said.Text[(start - mine.Said.Start)..(end - mine.Said.Start)], start, end);
        }
    }

    /// <summary>A question that nothing here answers, as somebody found who looked.</summary>
    public sealed record OfNothing(string Id, string Judged) : Unit(Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Judged];

        /// <inheritdoc/>
        public override string Answer => "";

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [];
    }

    /// <summary>A question that a reader asked in a comment and nobody answered.</summary>
    /// <param name="Also">Other ways to ask it.</param>
    public sealed record OfUnanswered(UnansweredQuestion Unanswered, IReadOnlyList<string> Also) : Unit(Unanswered.Id)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<string> Questions => [Unanswered.Question.Text, .. Also];

        /// <inheritdoc/>
        public override string Answer => "";

        /// <inheritdoc/>
        public override IReadOnlyList<string> Passages => [Unanswered.Asked.Id];

        internal override IReadOnlyList<(string Slug, Span Words)> RestsOn => [(SlugOf(Unanswered.Asked), Unanswered.Question)];
    }
}
