using System.Globalization;
using System.Text;

namespace TalusBot.Evaluation;

/// <summary>How far the bot's sureness can be trusted: among the finds it was so and so sure of, how many were right?</summary>
/// <param name="Bins">Tenths of p, without those that nothing fell into.</param>
/// <param name="Error">The expected calibration error: the mean distance between p and the share of right finds, by rows.</param>
internal sealed record Reliability(IReadOnlyList<ReliabilityBin> Bins, double? Error)
{
    private const int Tenths = 10;
    private const int Size = 320;
    private const int Border = 44;

    public static Reliability Of(IReadOnlyCollection<(double P, bool IsRight)> finds)
    {
        var bins = finds.GroupBy(find => Math.Min(Tenths - 1, (int)(find.P * Tenths))).OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(Math.Round(bin.Average(find => find.P), 4), Math.Round((double)bin.Count(find => find.IsRight) / bin.Count(), 4), bin.Count())).ToList();
        return new Reliability(bins, finds.Count == 0 ? null : Math.Round(bins.Sum(bin => bin.Rows * Math.Abs(bin.P - bin.Right)) / finds.Count, 4));
    }

    /// <summary>A plot that stands alone: p to the right, the share of right finds upwards, the size of a dot by the rows in it.</summary>
    public string ToSvg()
    {
        var most = Bins.Select(bin => bin.Rows).DefaultIfEmpty(1).Max();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Size + (2 * Border)} {Size + (2 * Border)}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"Reliability plot\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var i = 0; i <= 5; i++)
        {
            var (x, y) = Place(i / 5.0, i / 5.0);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Border} {y:0.#}H{Border + Size}M{x:0.#} {Border}V{Border + Size}\" stroke=\"#ddd\"/><text x=\"{Border - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{i / 5.0:0.0}</text><text x=\"{x:0.#}\" y=\"{Border + Size + 16}\" text-anchor=\"middle\">{i / 5.0:0.0}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Border} {Border + Size}L{Border + Size} {Border}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n");
        foreach (var bin in Bins)
        {
            var (x, y) = Place(bin.P, bin.Right);
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{4 + (10 * Math.Sqrt((double)bin.Rows / most)):0.#}\" fill=\"#0b6e75\" fill-opacity=\".6\"><title>p {bin.P:0.00}: {bin.Right:0.00} right of {bin.Rows}</title></circle>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Border + (Size / 2)}\" y=\"{Size + (2 * Border) - 8}\" text-anchor=\"middle\">p, how sure the bot is</text><text transform=\"translate(14 {Border + (Size / 2)}) rotate(-90)\" text-anchor=\"middle\">share of right finds</text>\n");
        return svg.Append("</svg>\n").ToString();
    }

    private static (double X, double Y) Place(double p, double right) => (Border + (p * Size), Border + ((1 - right) * Size));
}

/// <summary>The finds of one tenth of p.</summary>
/// <param name="P">Their mean p.</param>
/// <param name="Right">The share of them that were right.</param>
internal sealed record ReliabilityBin(double P, double Right, int Rows);
