using System.Diagnostics;

namespace TalusBot.Tests.Security;

/// <summary>What scripts/audit makes of the answers of package sources.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"version":1,"projects":[{"path":"a.csproj","frameworks":[{"framework":"net10.0","topLevelPackages":[{"id":"A","resolvedVersion":"1.0.0","vulnerabilities":[{"severity":"High","advisoryurl":"https://advisories.example/1"}]}]}]},{"path":"b.csproj"}]}""", 1, "x: High: A 1.0.0 https://advisories.example/1\nx: 1 known vulnerabilities, 1 of them high or critical.")]
    [InlineData("""{"version":1,"projects":[{"path":"a.csproj","frameworks":[{"framework":"net10.0","transitivePackages":[{"id":"A","resolvedVersion":"1.0.0","vulnerabilities":[{"severity":"Moderate","advisoryurl":"https://advisories.example/1"}]}]}]}]}""", 0, "x: Moderate: A 1.0.0 https://advisories.example/1\nx: 1 known vulnerabilities, 0 of them high or critical.")]
    [InlineData("""{"version":1,"projects":[{"path":"a.csproj"}]}""", 0, "x: 0 known vulnerabilities, 0 of them high or critical.")]
    [InlineData("""{"auditReportVersion":2,"vulnerabilities":{"a":{"name":"a","severity":"critical","range":"<2.0.0","via":[{"url":"https://advisories.example/2","severity":"critical"}]}},"metadata":{"vulnerabilities":{"critical":1}}}""", 1, "x: critical: a <2.0.0 https://advisories.example/2\nx: 1 known vulnerabilities, 1 of them high or critical.")]
    [InlineData("""{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}""", 0, "x: 0 known vulnerabilities, 0 of them high or critical.")]
    [InlineData("""{"message":"405 Method Not Allowed","statusCode":405}""", 0, "x: no audit data from this source.")]
    [InlineData("", 0, "x: no audit data from this source.")]
    public async Task A_grave_vulnerability_fails_and_a_source_without_data_is_told_apart_from_a_clean_one(string answer, int code, string said)
    {
        await File.WriteAllTextAsync(folder.File("answer.json"), answer);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "scripts", "audit.mjs"), "x", folder.File("answer.json")]) { RedirectStandardOutput = true })!;
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.Equal((code, said), (node.ExitCode, output.TrimEnd()));
    }

    [Fact]
    public async Task Locked_packages_name_no_server()
    {
        foreach (var tools in (string[])["conformance", "browser-tools", "teams-manifest"])
        {
            var locked = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", tools, "package-lock.json"));
            Assert.Contains("\"integrity\": \"sha512-", locked, StringComparison.Ordinal);
            Assert.DoesNotContain("\"resolved\"", locked, StringComparison.Ordinal);
        }
    }
}
