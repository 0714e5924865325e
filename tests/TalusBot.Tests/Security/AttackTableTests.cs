using System.Text.RegularExpressions;

namespace TalusBot.Tests.Security;

/// <summary>docs/operating.md says which test shows what.</summary>
public sealed partial class AttackTableTests
{
    private static readonly Lazy<IReadOnlyList<string>> Sources = new(() => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText)]);

    public static TheoryData<string> Rows => [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "operating.md")).SkipWhile(line => line != "## Attacks tried").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

    [Fact]
    public void There_are_rows() => Assert.True(Rows.Count > 40, $"{Rows.Count}");

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_attack_has_a_test(string row)
    {
        var named = Name().Matches(row.TrimEnd(' ', '|').Split('|')[^1]);
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(Sources.Value, source =>
            source.Contains($"class {name.Groups[1].Value}", StringComparison.Ordinal) && source.Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex("`([A-Za-z]+Tests)\\.([A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
