using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Something that an answer can come from.</summary>
/// <param name="Id">Unique in the whole knowledge; equal scores fall back to its order.</param>
public abstract record Unit(string Id)
{
    /// <summary>A question and answer written by maintainers.</summary>
    public sealed record OfEntry(Entry Entry) : Unit(Entry.Id);

    /// <summary>A reader's question with the author's reply.</summary>
    public sealed record OfExchange(Exchange Exchange) : Unit(Exchange.Id);

    /// <summary>A paragraph of an article.</summary>
    public sealed record OfParagraph(Paragraph Paragraph) : Unit(Paragraph.Id);

    /// <summary>A reader's own experience.</summary>
    public sealed record OfTip(Tip Tip) : Unit(Tip.Id);

    /// <summary>A question that nobody answered.</summary>
    public sealed record OfUnanswered(UnansweredQuestion Unanswered) : Unit(Unanswered.Id);
}
