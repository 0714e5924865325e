using System.Globalization;
using System.Text;

namespace TalusBot.Benchmarks.Plots;

/// <summary>One line of a plot.</summary>
/// <param name="Colour">Of <see cref="LogLogPlot"/>'s colours, from 0.</param>
/// <param name="Dashed">For figures that come from elsewhere.</param>
internal sealed record Series(string Name, int Colour, bool Dashed, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines over two logarithmic axes as an SVG that stands alone and follows the reader's light or dark theme.</summary>
internal static class LogLogPlot
{
    private const int Width = 640;
    private const int Height = 420;
    private const int Left = 76;
    private const int Right = 44;
    private const int Top = 44;
    private const int Bottom = 56;

    private const string Style = """
        <style>
        text{font:13px sans-serif;fill:#24292f}.title{font-weight:bold}.grid{stroke:#d0d7de}.line{fill:none;stroke-width:2}
        .dashed{stroke-dasharray:6 4}.c0{stroke:#0969da}.c1{stroke:#bc4c00}.c2{stroke:#1a7f37}.f0{fill:#0969da}.f1{fill:#bc4c00}.f2{fill:#1a7f37}.back{fill:#fff}
        @media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.c0{stroke:#58a6ff}.c1{stroke:#ffa657}.c2{stroke:#7ee787}.f0{fill:#58a6ff}.f1{fill:#ffa657}.f2{fill:#7ee787}.back{fill:#0d1117}}
        </style>

        """;

    /// <param name="x">The axis' title with its unit, as is <paramref name="y"/>.</param>
    /// <param name="series">All numbers above 0.</param>
    public static string Draw(string title, string x, string y, IReadOnlyList<Series> series)
    {
        var points = series.SelectMany(one => one.Points).ToList();
        var across = new Axis(points.Select(point => point.X), Left, Width - Right);
        var up = new Axis(points.Select(point => point.Y), Height - Bottom, Top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}\">\n{Style}<rect class=\"back\" width=\"{Width}\" height=\"{Height}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"22\">{title}</text>\n");
        foreach (var tick in across.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{across.Place(tick):0.#} {Top}V{Height - Bottom}\"/><text x=\"{across.Place(tick):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{tick:#,0.###}</text>\n");
        }

        foreach (var tick in up.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {up.Place(tick):0.#}H{Width - Right}\"/><text x=\"{Left - 8}\" y=\"{up.Place(tick) + 4:0.#}\" text-anchor=\"end\">{tick:#,0.###}</text>\n");
        }

        foreach (var (index, one) in series.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line c{one.Colour}{(one.Dashed ? " dashed" : "")}\" d=\"M{string.Join('L', one.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{across.Place(point.X):0.#} {up.Place(point.Y):0.#}")))}\"/>\n");
            foreach (var (px, py) in one.Points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"f{one.Colour}\" cx=\"{across.Place(px):0.#}\" cy=\"{up.Place(py):0.#}\" r=\"4\"><title>{one.Name}: {px:#,0.#}, {py:#,0.#}</title></circle>\n");
            }

            var line = Top + 16 + (20 * index);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line c{one.Colour}{(one.Dashed ? " dashed" : "")}\" d=\"M{Left + 12} {line - 4}h28\"/><text x=\"{Left + 48}\" y=\"{line}\">{one.Name}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">{x}</text><text transform=\"translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{y}</text>\n");
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Whole powers of ten from just below the lowest value to just above the highest.</summary>
    private sealed class Axis
    {
        private readonly double low;
        private readonly double high;
        private readonly double from;
        private readonly double to;

        public Axis(IEnumerable<double> values, double from, double to)
        {
            var logs = values.Select(Math.Log10).ToList();
            (low, high, this.from, this.to) = (Math.Floor(logs.Min()), Math.Ceiling(logs.Max()), from, to);
            if (high == low) high++;
        }

        public IEnumerable<double> Ticks => Enumerable.Range((int)low, (int)(high - low) + 1).Select(power => Math.Pow(10, power));

        public double Place(double value) => from + ((Math.Log10(value) - low) / (high - low) * (to - from));
    }
}
