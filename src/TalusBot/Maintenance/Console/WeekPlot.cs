namespace TalusBot.Maintenance.Console;

/// <summary>Draws numbers week by week as bars, stacked or side by side, as SVG. Colours come from the style sheet alone, so the dark and the forced ones reach it too.</summary>
internal static class WeekPlot
{
    private const double Width = 400;
    private const double Left = 46;
    private const double Top = 10;
    private const double Height = 140;
    private const double Foot = 24;
    private const double Gap = 2;

    /// <summary>Every so many weeks one is named below, counted from the newest.</summary>
    private const int NamedEvery = 5;

    /// <param name="id">Unique on the page.</param>
    /// <param name="said">What the plot shows, for those who do not see it.</param>
    /// <param name="series">In the order of the stack, the lowest first.</param>
    /// <param name="asPercent">Values are shares, 1 for all.</param>
    public static Html Of(string id, string title, string said, IReadOnlyList<WeekCounts> weeks, IReadOnlyList<WeekSeries> series, bool isStacked, bool asPercent = false)
    {
        var values = weeks.Select(week => series.Select(one => one.Value(week) ?? 0).ToArray()).ToList();
        var top = Ceiling(values.Select(week => isStacked ? week.Sum() : week.Max()).DefaultIfEmpty(0).Max(), asPercent);
        return Html.Of(
            $"""
            <figure class="plotted">
            <svg class="plot" viewBox="0 0 {Width:0} {Top + Height + Foot:0}" role="img" aria-labelledby="{id}-title {id}-said">
            <title id="{id}-title">{title}</title>
            <desc id="{id}-said">{said}</desc>
            {Html.Join((double[])[0, 0.5, 1], share => Line(share, top, asPercent))}
            {Html.Join(weeks.Select((week, i) => (week, i)), one => Bars(one.week, one.i, values[one.i], weeks.Count, series, top, isStacked, asPercent))}
            {Html.Join(weeks.Select((week, i) => (week, i)).Where(one => (weeks.Count - 1 - one.i) % NamedEvery == 0), one => Html.Of(
                $"<text x=\"{(one.i == weeks.Count - 1 ? Width : X(one.i, weeks.Count) + (Step(weeks.Count) / 2)):0.##}\" y=\"{Top + Height + 15:0.##}\" text-anchor=\"{(one.i == weeks.Count - 1 ? "end" : "middle")}\">W{one.week.Number:00}</text>\n"))}
            </svg>
            <figcaption><ul class="legend">
            {Html.Join(isStacked ? series.Reverse() : series, one => Html.Of($"<li><svg class=\"key\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"series{one.Colour}\" width=\"12\" height=\"12\"/></svg> {one.Name}</li>\n"))}
            </ul></figcaption>
            </figure>
            """);
    }

    /// <summary>The least of 1, 2, 5, 10, 20 ... that holds it, and at least 4 so that the middle is a whole number; all for shares that are no more than that.</summary>
    private static double Ceiling(double value, bool asPercent)
    {
        if (asPercent && value <= 1)
        {
            return 1;
        }

        var ten = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1))));
        var least = ((double[])[1, 2, 4, 6, 8, 10]).Select(step => step * ten).First(step => step >= value);
        return asPercent ? least : Math.Max(4, least);
    }

    private static double Step(int weeks) => (Width - Left) / weeks;

    private static double X(int week, int weeks) => Left + (week * Step(weeks));

    private static Html Line(double share, double top, bool asPercent)
    {
        var y = Top + ((1 - share) * Height);
        return Html.Of($"<path class=\"axis\" d=\"M{Left:0} {y:0.##}H{Width:0}\"/><text x=\"{Left - 5:0.##}\" y=\"{y + 4:0.##}\" text-anchor=\"end\">{Written(share * top, asPercent)}</text>\n");
    }

    private static Html Bars(WeekCounts week, int number, double[] values, int weeks, IReadOnlyList<WeekSeries> series, double top, bool isStacked, bool asPercent)
    {
        var (x, wide, below) = (X(number, weeks) + (Gap / 2), Step(weeks) - Gap, 0.0);
        return Html.Join(values.Select((value, i) => (value, i)).Where(one => one.value > 0), one =>
        {
            var height = one.value / top * Height;
            var (left, bottom) = isStacked ? (x, below) : (x + (one.i * wide / series.Count), 0.0);
            below += height;
            return Html.Of(
                $"""
                <rect class="series{series[one.i].Colour}" x="{left:0.##}" y="{Top + Height - bottom - height:0.##}" width="{(isStacked ? wide : wide / series.Count):0.##}" height="{height:0.##}"><title>{week.Name}, {series[one.i].Name}: {Written(one.value, asPercent)}</title></rect>

                """);
        });
    }

    private static string Written(double value, bool asPercent) => value.ToString(asPercent ? "0 %" : "#,0", System.Globalization.CultureInfo.InvariantCulture);
}

/// <param name="Colour">Which of the five of the style sheet, from 1; the fourth warns.</param>
/// <param name="Value">Null where a week has none.</param>
internal sealed record WeekSeries(string Name, int Colour, Func<WeekCounts, double?> Value);
