using TalusBot.Conversation;
using TalusBot.Knowledge.Answers;

namespace TalusBot.Channels.Teams;

/// <summary>Replies as Adaptive Cards: narrow enough for a phone, every text wrapped, every button with its words.</summary>
internal static class ReplyCard
{
    /// <summary>Longer words may be cut off on a phone's button, so they stand above it as well.</summary>
    private const int LongestTitle = 40;

    /// <summary>More buttons are too many for one card by Microsoft's rules for apps; ways back step behind "...", ways out last.</summary>
    private const int MostButtons = 6;
    private const int LongestSpoken = 300;

    /// <summary>A question with buttons to answer it by.</summary>
    /// <param name="choices">What to pick from, as words that are understood as a reply.</param>
    public static AdaptiveCard Asking(IReadOnlyList<Block> blocks, IReadOnlyList<Citation> citations, IReadOnlyList<string> choices, string? notice, ReplyPlace place)
    {
        var ways = choices.Where(Leads).ToList();
        var answers = choices.Where(choice => !Leads(choice)).ToList();
        var said = blocks.Where(block => block is not Block.Bullets bullets || !bullets.Items.All(answers.Contains)).ToList();
        var body = Body(said, citations, place);
        if (answers.Any(answer => answer.Length > LongestTitle))
        {
            body.AddRange(Items(answers));
        }

        body.AddRange(Stacked(answers, place));
        AddNotice(body, notice);
        var hidden = choices.Count - MostButtons;
        return Card(body, PlainWords.Write([.. said, new Block.Bullets(choices)], notice), Question(said), [.. ways.Select((way, i) => Say(way, place) with { Mode = i < hidden ? "secondary" : null })]);
    }

    /// <summary>A reply with buttons below it.</summary>
    /// <param name="followups">Questions that go on from here.</param>
    /// <param name="buttons">What else can be done, in a word or two each.</param>
    public static AdaptiveCard Telling(
        IReadOnlyList<Block> blocks, IReadOnlyList<Citation> citations, IReadOnlyList<string> followups, string? notice, ReplyPlace place, IReadOnlyList<AdaptiveAction> buttons)
    {
        var body = Body(blocks, citations, place);
        body.AddRange(Stacked(followups, place));
        AddNotice(body, notice);
        return Card(body, PlainWords.Write(blocks, notice), Question(blocks), buttons);
    }

    /// <summary>An answer that stands alone, with the question above it: what is dropped into somebody else's chat.</summary>
    public static AdaptiveCard Answer(string question, Reply reply, ReplyPlace place)
    {
        var notice = reply.Notice ?? Wording.Notice;
        var body = Body(reply.Blocks, reply.Citations, place);
        body.Insert(0, new AdaptiveElement.RichTextBlock([new TextRun(question) { Weight = "Bolder" }]));
        AddNotice(body, notice);
        return Card(body, $"{question}\n\n{PlainWords.Write(reply.Blocks, notice)}", question, []);
    }

    /// <summary>Advice that must not be overlooked.</summary>
    /// <param name="alone">A link to where only one person reads; null for none.</param>
    public static AdaptiveCard Safety(IReadOnlyList<Block> blocks, string? notice, string? alone)
    {
        var body = new List<AdaptiveElement>
        {
            new AdaptiveElement.Container([
                new AdaptiveElement.TextBlock(Wording.SafetyAdvice) { Weight = "Bolder", Size = "Medium", Style = "heading" },
                .. blocks.SelectMany(block => Elements(block)),
            ]) { Style = "attention" },
        };
        AddNotice(body, notice);
        var plain = PlainWords.Write([new Block.Strong(Wording.SafetyAdvice + ":"), .. blocks], notice);

        // Whoever has it read aloud must hear all of it.
        return Card(body, plain, plain, alone is null ? [] : [new AdaptiveAction.OpenUrl(Wording.WriteAlone, alone)]);
    }

    /// <summary>Back or out of a guide: such buttons stand at the end of a card, apart from the answers.</summary>
    public static bool Leads(string choice) => choice == Wording.Back || choice == Wording.Leave || choice == Wording.StartOver;

    private static AdaptiveAction Say(string words, ReplyPlace place) => new CardPress(CardPress.SayVerb, words, place.Turn).Button(words);

    /// <summary>One set a button, so that they stand below each other at full width on a phone.</summary>
    private static IEnumerable<AdaptiveElement> Stacked(IReadOnlyList<string> said, ReplyPlace place) =>
        said.Select((words, i) => new AdaptiveElement.ActionSet([Say(words, place)]) { Spacing = i == 0 ? "Medium" : "Small" });

    private static AdaptiveCard Card(List<AdaptiveElement> body, string plain, string spoken, IReadOnlyList<AdaptiveAction> actions) =>
        new(spoken, plain, body, actions.Count == 0 ? null : actions);

    /// <summary>What the card is about in a sentence or two: its question, else how it begins.</summary>
    private static string Question(IReadOnlyList<Block> blocks) =>
        Shortened.Sentences(blocks.OfType<Block.Strong>().LastOrDefault()?.Text ?? PlainWords.Write(blocks), LongestSpoken);

    private static List<AdaptiveElement> Body(IReadOnlyList<Block> blocks, IReadOnlyList<Citation> citations, ReplyPlace place)
    {
        var sources = Source.Of(citations, place.BaseUrl);
        var shown = blocks.OfType<Block.Quote>().Select(quote => quote.Number).ToHashSet();
        var body = blocks.SelectMany(block => block is Block.Quote quote ? [Quoted(quote, sources)] : Elements(block)).ToList();
        var others = sources.Where(source => !shown.Contains(source.Number)).ToList();
        if (others.Count > 0)
        {
            body.Add(new AdaptiveElement.TextBlock(Wording.Sources) { Weight = "Bolder", Spacing = "Medium" });
            body.AddRange(others.Select(SourceLine));
        }

        return body;
    }

    /// <summary>Somebody's words, set off, with the link to where they stand.</summary>
    private static AdaptiveElement.Container Quoted(Block.Quote quote, IReadOnlyList<Source> sources) => new([
        new AdaptiveElement.RichTextBlock([new TextRun(quote.Frame) { IsSubtle = true }]),
        new AdaptiveElement.RichTextBlock([new TextRun($"“{quote.Text}”{TeamsMarkdown.Mark(quote.Number)}")]) { Spacing = "Small" },
        .. sources.Where(source => source.Number == quote.Number).Select(SourceLine),
    ]) { Style = "emphasis", Spacing = "Medium" };

    private static AdaptiveElement.TextBlock SourceLine(Source source) => new(source.Line()) { Spacing = "Small", Size = "Small" };

    private static IEnumerable<AdaptiveElement> Elements(Block block) => block switch
    {
        Block.Words words => words.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => new AdaptiveElement.TextBlock(text)),
        Block.Strong strong => [new AdaptiveElement.TextBlock(strong.Text) { Weight = "Bolder", Size = "Medium", Style = "heading", Spacing = "Medium" }],
        Block.Asked asked => [new AdaptiveElement.RichTextBlock([new TextRun($"{asked.Before}“{asked.Question}”{asked.After}")])],
        Block.Links links => [new AdaptiveElement.TextBlock($"{links.Frame} {string.Join(", ", links.Urls.Select(TeamsMarkdown.Link))}")],
        Block.Bullets bullets => Items(bullets.Items),
        _ => [],
    };

    private static IEnumerable<AdaptiveElement> Items(IReadOnlyList<string> items) =>
        items.Select(item => new AdaptiveElement.RichTextBlock([new TextRun("• " + item)]) { Spacing = "Small" });

    private static void AddNotice(List<AdaptiveElement> body, string? notice)
    {
        if (notice is not null)
        {
            body.Add(new AdaptiveElement.TextBlock(notice) { IsSubtle = true, Size = "Small", Spacing = "Medium" });
        }
    }
}
