using System.Globalization;
using System.Text.RegularExpressions;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Curation;

/// <summary>Numbers in an entry's answer that the words it cites do not hold, or contradict.</summary>
internal static partial class NumberWarnings
{
    public static IEnumerable<SourceProblem> Of(Entry entry)
    {
        var cited = entry.Sources.Select(source => Quantity.In(source.Quote.Text)).ToList();
        foreach (var number in Quantity.In(entry.Answer))
        {
            if (cited.Exists(source => source.Exists(number.IsIn)) || entry.Sources.Any(source => IsOfDay(number, source.Said.Date)))
                continue;
            var line = entry.Lines.Body == 0 ? 0 : entry.Lines.Body + entry.Answer.AsSpan(0, number.Start).Count('\n');
            var others = References(entry.Answer, number.Start).Where(at => at < cited.Count).SelectMany(at => cited[at].Select(quantity => (At: at, Quantity: quantity))).ToList();
            yield return new(
                entry.File,
                line,
                others.FirstOrDefault(one => number.Kind is not null && one.Quantity.Kind == number.Kind) is { Quantity: { } said, At: var source }
                    ? string.Create(CultureInfo.InvariantCulture, $"The answer says \"{number.Text}\", and the words it cites ({entry.Sources[source].Said.Id}) say \"{said.Text}\"; write what they say.")
                    : $"No quote that the entry cites holds \"{number.Text}\"; cite the words that do, or leave the number out.",
                Severity.Warning);
        }
    }

    /// <summary>The day of the cited words may be told.</summary>
    private static bool IsOfDay(Quantity number, DateOnly? day) => number.Kind is null && day is { } date && number.Most == number.Least && (number.Least == date.Year || number.Least == date.Day);

    /// <summary>The sources, from 0, that the paragraph around a place names.</summary>
    private static IEnumerable<int> References(string answer, int place)
    {
        var start = answer.LastIndexOf("\n\n", place, StringComparison.Ordinal) is >= 0 and var blank ? blank : 0;
        var end = answer.IndexOf("\n\n", place, StringComparison.Ordinal) is >= 0 and var next ? next : answer.Length;
        return Reference().Matches(answer[start..end]).Select(match => int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) - 1).Where(at => at >= 0).Distinct();
    }

    [GeneratedRegex(@"\[(?<n>[0-9]{1,3})\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
