using System.Globalization;
using System.Text.RegularExpressions;

namespace TalusBot.Knowledge.Curation;

/// <summary>A number or a range in a text, with its unit.</summary>
/// <param name="Text">As it stands there.</param>
/// <param name="Start">UTF-16 offset, from 0.</param>
/// <param name="Least">In the smallest unit of its kind: minutes, months, millimetres.</param>
/// <param name="Most">The same as <paramref name="Least"/> where it is no range.</param>
/// <param name="Kind">What is measured, such as time; null for a plain number.</param>
internal sealed partial record Quantity(string Text, int Start, double Least, double Most, string? Kind)
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private const double Foot = 304.8;

    // A month is no fixed number of days.
    private static readonly (string Pattern, string Kind, double Size)[] Units =
    [
        ("sec(ond)?s?", "time", 1.0 / 60), ("min(ute)?s?", "time", 1), ("h|hrs?|hours?", "time", 60), ("d|days?|nights?", "time", 1440), ("wks?|weeks?", "time", 10_080),
        ("months?", "months", 1), ("yrs?|years?", "months", 12),
        ("mm|millimet(er|re)s?", "length", 1), ("cm|centimet(er|re)s?", "length", 10), ("m|met(er|re)s?", "length", 1000), ("inch(es)?|\"|″", "length", 25.4), ("ft|feet|foot", "length", Foot),
        ("°|degrees?|deg", "angle", 1), ("%|percent|per cent", "share", 1), ("x|times?", "times", 1), ("reps?|repetitions?", "reps", 1), ("sets?", "sets", 1),
        ("kg|kilos?|kilograms?", "weight", 1000), ("lbs?|pounds?", "weight", 453.6), ("g|grams?", "weight", 1),
    ];

    private static readonly Regex[] UnitForms = [.. Units.Select(unit => new Regex($"^({unit.Pattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))];

    /// <summary>
    /// The quantities in a text, in their order. Digits always count; a number in letters counts in a range or before a unit, and
    /// "one" only in a range, for it is mostly no number.
    /// </summary>
    public static List<Quantity> In(string text)
    {
        var found = new List<Quantity>();
        foreach (Match match in Pattern().Matches(text))
        {
            var (low, high, unit) = (match.Groups["low"].Value, match.Groups["high"].Value, UnitOf(match.Groups["unit"].Value));
            var isRange = high.Length > 0;
            // "Two feet" have toes, and "one week" is mostly any.
            if (!char.IsAsciiDigit(low[0]) && !isRange && (unit < 0 || match.Groups["unit"].Length == 1 || Units[unit].Size == Foot || low.Equals("one", StringComparison.OrdinalIgnoreCase)))
                continue;
            var (least, most) = (Value(low), Value(isRange ? high : low));
            var size = unit < 0 ? 1 : Units[unit].Size;
            var written = unit < 0 ? text[match.Index..(isRange ? match.Groups["high"] : match.Groups["low"]).End()] : match.Value;
            found.Add(new(written, match.Index, least * size, most * size, unit < 0 ? null : Units[unit].Kind));
        }

        return found;
    }

    /// <summary>Whether somebody who wrote this number can have it from the other one: it is the same, or an end of the range.</summary>
    public bool IsIn(Quantity source) =>
        (Kind is null || source.Kind is null || Kind == source.Kind)
        && ((Same(Least, source.Least) && Same(Most, source.Most)) || (Same(Least, Most) && (Same(Least, source.Least) || Same(Least, source.Most))));

    private static bool Same(double one, double other) => Math.Abs(one - other) <= 0.001 * Math.Max(1, Math.Abs(one));

    private static int UnitOf(string written) => written.Length == 0 ? -1 : Array.FindIndex(UnitForms, form => form.IsMatch(written));

    private static double Value(string written)
    {
        if (double.TryParse(written.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        var word = written.ToLowerInvariant();
        if (Array.IndexOf(Small, word) is >= 0 and var small)
            return small;
        var parts = word.Split('-', ' ');
        return (20 + (10 * Array.IndexOf(Tens, parts[0]))) + (parts.Length > 1 ? Array.IndexOf(Small, parts[1]) : 0);
    }

    // A number that is part of a word or an id ("c12", "[1]", "4th") is none.
    [GeneratedRegex(
        """
        (?<![\w#\[.,])
        (?<low>\d{1,6}([.,]\d{1,3})?|((twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)([-\s](one|two|three|four|five|six|seven|eight|nine))?|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b)
        (?![\d\]]|(st|nd|rd|th)\b)
        (\s*(-|–|—|\bto\b|\bor\b)\s*(?<high>\d{1,6}([.,]\d{1,3})?|(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty)\b)(?![\d\]]|(st|nd|rd|th)\b))?
        (\s*-?\s*(?<unit>sec(ond)?s?|min(ute)?s?|hrs?|hours?|h|days?|nights?|d|wks?|weeks?|months?|yrs?|years?|mm|millimet(er|re)s?|cm|centimet(er|re)s?|met(er|re)s?|m|inch(es)?|ft|feet|foot|degrees?|deg|percent|per\ cent|x|times?|reps?|repetitions?|sets?|kg|kilos?|kilograms?|lbs?|pounds?|grams?|g)(?![\w-])|\s*(?<unit>[°%"″]))?
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

/// <summary>Where a group ends.</summary>
internal static class GroupExtensions
{
    public static int End(this Group group) => group.Index + group.Length;
}
