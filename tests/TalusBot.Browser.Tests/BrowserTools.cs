namespace TalusBot.Browser.Tests;

/// <summary>The npm packages that pages are measured with.</summary>
internal static class BrowserTools
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "browser-tools", "node_modules");

    /// <summary>Where a file of a package is. A test without its tool fails, it is not skipped.</summary>
    public static string Find(params string[] path)
    {
        var file = Path.Combine([Folder, .. path]);
        Assert.True(File.Exists(file), $"{file} is missing. scripts/test installs it, or: npm --prefix tests/browser-tools install");
        return file;
    }
}
