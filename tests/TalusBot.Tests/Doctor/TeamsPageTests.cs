using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TalusBot.Tests.Doctor;

/// <summary>docs/teams.md must speak of what there is.</summary>
public sealed partial class TeamsPageTests
{
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    [Fact]
    public async Task Every_line_of_the_doctor_in_the_table_is_one_that_the_doctor_says()
    {
        await using var servers = await OtherServers.StartAsync();
        var checks = (await servers.ExamineAsync(TimeSpan.FromSeconds(20), host: null)).Checks.Select(finding => finding.Check).ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(Docs, "teams.md"));
        var lines = DoctorsLine().Matches(page).Select(line => line.Groups["said"].Value).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(checks, check => line == check || line.StartsWith(check + " ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_picture_is_there_and_can_be_read_aloud()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Docs, "teams.md"));
        var pictures = Picture().Matches(page).Select(picture => picture.Groups["file"].Value).ToList();

        Assert.Equal(Directory.GetFiles(Path.Combine(Docs, "teams")).Length, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal(["title", "desc"], XDocument.Load(Path.Combine(Docs, picture)).Root!.Elements().Take(2).Select(element => element.Name.LocalName)));
    }

    [GeneratedRegex("`(?:WRONG|warning) (?<said>[^`]+)`")]
    private static partial Regex DoctorsLine();

    [GeneratedRegex(@"!\[[^\]]+\]\((?<file>teams/[a-z-]+\.svg)\)")]
    private static partial Regex Picture();
}
