using System.Globalization;

namespace TalusBot.TeamsApp;

/// <summary>The two pictures that Teams asks for, drawn from the bot's own sign: quotation marks on a square.</summary>
internal static class Icons
{
    /// <summary>Pixels a side of the icon in colour.</summary>
    public const int ColorSize = 192;

    /// <summary>Pixels a side of the white icon.</summary>
    public const int OutlineSize = 32;

    /// <summary>The field on which the sign is drawn.</summary>
    private const double Field = 32;

    /// <summary>Lines through each pixel, which make the edges smooth.</summary>
    private const int Samples = 16;

    private const int White = 0xFFFFFF;
    private const int Ink = 0x10201E;

    /// <summary>The marks on a ground of the accent colour, out to the edge: Teams rounds the corners itself.</summary>
    /// <param name="accentColor">Such as #0d6b63.</param>
    public static byte[] Color(string accentColor)
    {
        var ground = int.Parse(accentColor.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var sign = ContrastWithWhite(ground) >= 3 ? White : Ink;
        var scale = ColorSize / Field * 1.2;

        // The marks' middle on the picture's; they are 16 wide and 12.5 high, so they stay within the inner 120 pixels that always show.
        var marks = Outline.QuotationMarks().Placed(scale, (ColorSize / 2.0) - (16 * scale), (ColorSize / 2.0) - (14.75 * scale));
        return Draw(ColorSize, marks.Cover(ColorSize, Samples), cover => new Pixel(Blend(ground, sign, 16, cover), Blend(ground, sign, 8, cover), Blend(ground, sign, 0, cover), 255));
    }

    /// <summary>A frame and the marks in white, everything else transparent.</summary>
    public static byte[] WhiteOutline()
    {
        var frame = Outline.Frame(1, 31, 7.5, 2);

        // At their own size and on whole pixels, so that they stay sharp.
        var marks = Outline.QuotationMarks().Placed(1, 0, 1);
        var cover = frame.Cover(OutlineSize, Samples).Zip(marks.Cover(OutlineSize, Samples), (one, other) => one + other);
        return Draw(OutlineSize, [.. cover], share => new Pixel(255, 255, 255, (byte)Math.Round(255 * Math.Min(1, share))));
    }

    private static byte[] Draw(int size, double[] cover, Func<double, Pixel> pixel) => Png.Write(size, size, Array.ConvertAll(cover, share => pixel(Math.Min(1, share))));

    private static byte Blend(int ground, int sign, int shift, double cover) =>
        (byte)Math.Round((((ground >> shift) & 255) * (1 - cover)) + (((sign >> shift) & 255) * cover));

    /// <summary>WCAG 2's contrast ratio, 1 to 21.</summary>
    private static double ContrastWithWhite(int color) =>
        1.05 / ((0.2126 * Linear(color >> 16)) + (0.7152 * Linear(color >> 8)) + (0.0722 * Linear(color)) + 0.05);

    private static double Linear(int channel) =>
        (channel & 255) / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
}

/// <summary>A point of a picture; <paramref name="Alpha"/> 0 is transparent.</summary>
internal readonly record struct Pixel(byte Red, byte Green, byte Blue, byte Alpha);
