namespace TalusBot.TeamsApp;

/// <summary>A closed shape of straight lines and curves; where several overlap, what is covered an even number of times is a hole.</summary>
internal sealed class Outline
{
    private const int CurveSteps = 24;

    /// <summary>How far the handles of a curve stand off that draws a quarter of a circle of radius 1.</summary>
    private const double Quarter = 0.5522847498;

    private readonly List<List<(double X, double Y)>> rings = [];

    /// <summary>Two opening quotation marks on a field of 32 by 32, as on the page's own icon.</summary>
    public static Outline QuotationMarks() => new Outline().Mark(8).Mark(18);

    /// <summary>What lies between two squares with one centre.</summary>
    public static Outline Frame(double from, double to, double radius, double width) =>
        new Outline().Square(from, to, radius).Square(from + width, to - width, radius - width);

    /// <summary>Every point times <paramref name="scale"/>, then moved.</summary>
    public Outline Placed(double scale, double right, double down)
    {
        var placed = new Outline();
        placed.rings.AddRange(rings.Select(ring => ring.ConvertAll(point => ((point.X * scale) + right, (point.Y * scale) + down))));
        return placed;
    }

    /// <summary>How much of each pixel is covered, 0 to 1, row by row; the field's pixels are 1 by 1 from (0, 0).</summary>
    /// <param name="size">Pixels a side.</param>
    /// <param name="samples">Lines through each pixel along which is measured.</param>
    public double[] Cover(int size, int samples)
    {
        var cover = new double[size * size];
        for (var line = 0; line < size * samples; line++)
        {
            var row = cover.AsSpan(line / samples * size, size);
            var crossings = Crossings((line + 0.5) / samples);
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                var (from, to) = (Math.Max(crossings[i], 0), Math.Min(crossings[i + 1], size));
                for (var x = (int)from; x < to; x++)
                {
                    row[x] += (Math.Min(to, x + 1) - Math.Max(from, x)) / samples;
                }
            }
        }

        return cover;
    }

    /// <summary>Where the shape's edges cross a line, from the left: in at the first, out at the second, and so on.</summary>
    private List<double> Crossings(double y)
    {
        var crossings = new List<double>();
        foreach (var ring in rings)
        {
            var before = ring[^1];
            foreach (var point in ring)
            {
                if (point.Y > y != before.Y > y)
                {
                    crossings.Add(before.X + ((point.X - before.X) * (y - before.Y) / (point.Y - before.Y)));
                }

                before = point;
            }
        }

        crossings.Sort();
        return crossings;
    }

    private Outline Mark(double left)
    {
        List<(double X, double Y)> ring = [(left, 21), (left, 16)];
        Curve(ring, (left, 12), (left + 2, 9.5), (left + 6, 8.5));
        ring.Add((left + 6, 11.5));
        Curve(ring, (left + 4, 12.1), (left + 3.3, 13.2), (left + 3.2, 15));
        ring.AddRange([(left + 6, 15), (left + 6, 21)]);
        rings.Add(ring);
        return this;
    }

    private Outline Square(double from, double to, double radius)
    {
        var handle = radius * (1 - Quarter);
        List<(double X, double Y)> ring = [(from + radius, from), (to - radius, from)];
        Curve(ring, (to - handle, from), (to, from + handle), (to, from + radius));
        ring.Add((to, to - radius));
        Curve(ring, (to, to - handle), (to - handle, to), (to - radius, to));
        ring.Add((from + radius, to));
        Curve(ring, (from + handle, to), (from, to - handle), (from, to - radius));
        ring.Add((from, from + radius));
        Curve(ring, (from, from + handle), (from + handle, from), (from + radius, from));
        rings.Add(ring);
        return this;
    }

    /// <summary>A cubic Bézier curve from the ring's last point.</summary>
    private static void Curve(List<(double X, double Y)> ring, (double X, double Y) first, (double X, double Y) second, (double X, double Y) end)
    {
        var start = ring[^1];
        for (var i = 1; i <= CurveSteps; i++)
        {
            var t = (double)i / CurveSteps;
            var u = 1 - t;
            var (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t);
            ring.Add(((a * start.X) + (b * first.X) + (c * second.X) + (d * end.X), (a * start.Y) + (b * first.Y) + (c * second.Y) + (d * end.Y)));
        }
    }
}
