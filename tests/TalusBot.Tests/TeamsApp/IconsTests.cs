using TalusBot.TeamsApp;

namespace TalusBot.Tests.TeamsApp;

public sealed class IconsTests
{
    [Fact]
    public void The_icon_in_colour_has_the_size_that_Teams_asks_for_and_no_transparent_corner()
    {
        var icon = Png.Read(Icons.Color("#0d6b63"))!;
        Assert.Equal((192, 192), (icon.Width, icon.Height));
        Assert.All(icon.Pixels!, pixel => Assert.Equal(255, pixel.Alpha));
        Assert.Equal(new Pixel(0x0d, 0x6b, 0x63, 255), icon.Pixels![0]);
    }

    [Fact]
    public void The_sign_stays_within_the_part_that_Teams_always_shows()
    {
        var icon = Png.Read(Icons.Color("#0d6b63"))!;
        var drawn = Enumerable.Range(0, 192 * 192).Where(i => icon.Pixels![i] != icon.Pixels[0]).ToList();
        Assert.NotEmpty(drawn);
        Assert.All(drawn, i => Assert.True(i % 192 is >= 36 and < 156 && i / 192 is >= 36 and < 156));
    }

    [Fact]
    public void The_white_icon_has_the_size_that_Teams_asks_for_and_only_white_on_transparent()
    {
        var icon = Png.Read(Icons.WhiteOutline())!;
        Assert.Equal((32, 32), (icon.Width, icon.Height));
        Assert.All(icon.Pixels!, pixel => Assert.Equal((255, 255, 255), (pixel.Red, pixel.Green, pixel.Blue)));
        Assert.Contains(icon.Pixels!, pixel => pixel.Alpha == 255);
        Assert.Contains(icon.Pixels!, pixel => pixel.Alpha == 0);
    }

    [Fact]
    public void On_a_light_ground_the_sign_is_dark() =>
        Assert.Contains(Png.Read(Icons.Color("#ffe9a8"))!.Pixels!, pixel => pixel is { Red: < 64, Green: < 64, Blue: < 64 });
}
