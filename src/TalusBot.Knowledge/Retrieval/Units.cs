using System.Globalization;
using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Retrieval;

/// <summary>Makes the units of what was read: everything that a question may find.</summary>
internal static class Units
{
    /// <summary>In a fixed order; ids are unique.</summary>
    public static IEnumerable<Unit> Of(IReadOnlyList<Article> articles, IReadOnlyList<Entry> entries, IReadOnlyList<Guide> guides, IReadOnlyList<JudgedQuestion> judged)
    {
        var byEntry = judged.Where(one => one.Entry is not null).ToLookup(one => one.Entry!, one => one.Question, StringComparer.Ordinal);
        var byGuide = judged.Where(one => one.Guide is not null).ToLookup(one => one.Guide!, one => one.Question, StringComparer.Ordinal);
        var unanswered = articles.SelectMany(article => article.Unanswered).ToList();

        // An entry on a question that nobody answered lends its ways of asking; an answer it has not.
        var inVain = entries.Where(entry => unanswered.Exists(question => IsOn(entry, question))).ToList();
        return
        [
            .. articles.SelectMany(Of),
            .. unanswered.Select(question => new Unit.OfUnanswered(
                question, [.. inVain.Where(entry => IsOn(entry, question)).SelectMany(entry => (string[])[entry.Question, .. entry.Also, .. byEntry[entry.Id]])])),
            .. guides.Select(guide => new Unit.OfGuide(guide, [.. byGuide[guide.Id]])),
            .. entries.Except(inVain).Select(entry => new Unit.OfEntry(entry, [.. byEntry[entry.Id]])),
            .. judged.Where(one => one.Sources.Count > 0).GroupBy(IdOf, StringComparer.Ordinal)
                .Select(group => new Unit.OfQuotes(group.Key, group.First().Sources, [.. group.Select(one => one.Question)])),
            .. judged.Where(one => one.IsNotCovered).Select((one, i) => new Unit.OfNothing(string.Create(CultureInfo.InvariantCulture, $"nothing~{i + 1}"), one.Question)),
        ];
    }

    private static IEnumerable<Unit> Of(Article article) =>
    [
        .. article.Paragraphs.Where(paragraph => !paragraph.IsHeading).Select(paragraph => new Unit.OfParagraph(paragraph)),
        .. article.Exchanges.Select(exchange => new Unit.OfExchange(exchange)),
        .. Remarks.Of(article),
        .. article.Tips.Select(tip => new Unit.OfTip(tip)),
    ];

    private static bool IsOn(Entry entry, UnansweredQuestion question) => entry.Sources[0].Said.Id == question.Asked.Id;

    /// <summary>Questions that rest on the same words are ways to ask one thing.</summary>
    private static string IdOf(JudgedQuestion judged) => string.Join('+', judged.Sources.Select(source =>
        string.Create(CultureInfo.InvariantCulture, $"{source.Said.Id}@{source.Quote.Start - source.Said.Start}-{source.Quote.End - source.Said.Start}")));
}
