namespace TalusBot.TeamsApp;

/// <summary>What Teams asks of the pictures.</summary>
internal static class IconCheck
{
    /// <param name="kind">The key under "icons": color, outline or color32x32.</param>
    public static IEnumerable<PackageProblem> Check(string kind, string name, byte[] file)
    {
        var shown = PackageCheck.Shown(name);
        if (Png.Read(file) is not { } picture)
        {
            yield return new(shown, 0, "This is no whole PNG picture; save it as PNG.");
            yield break;
        }

        var size = kind == "color" ? Icons.ColorSize : Icons.OutlineSize;
        if (picture.Width != size || picture.Height != size)
        {
            yield return new(shown, 0, $"The picture is {picture.Width} by {picture.Height} pixels, and Teams asks for {size} by {size}; draw it in that size.");
        }

        if (kind != "outline" || picture.Width > Png.MaxRead || picture.Height > Png.MaxRead)
        {
            yield break;
        }

        if (picture.Pixels is not { } pixels)
        {
            yield return new(shown, 0, "The picture is of a rare kind of PNG; save it with 8 bits a channel and not interlaced.");
        }
        else if (!pixels.Any(pixel => pixel.Alpha == 0))
        {
            yield return new(shown, 0, "Nothing in the picture is transparent; Teams asks for white lines on a transparent ground.");
        }
        else if (!pixels.Any(pixel => pixel.Alpha > 0))
        {
            yield return new(shown, 0, "The picture is empty; draw white lines on the transparent ground.");
        }
        else if (pixels.Any(pixel => pixel.Alpha > 0 && (pixel.Red < 250 || pixel.Green < 250 || pixel.Blue < 250)))
        {
            yield return new(shown, 0, "The picture has colours; Teams asks for white lines only, on a transparent ground.");
        }
    }
}
