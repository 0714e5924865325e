using TalusBot.Commands;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Import;

/// <summary>A folder of knowledge and one of seeds, and the command that brings articles in.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="empty">Whether nobody wrote anything yet but site.yaml.</param>
    public ImportRun(bool empty = true)
    {
        Directory.CreateDirectory(Seeds);
        if (empty)
        {
            Directory.CreateDirectory(Knowledge);
            File.Copy(Path.Combine(Repository.Knowledge, "site.yaml"), Path.Combine(Knowledge, "site.yaml"));
        }
        else
        {
            folder.CopyOf(Repository.Knowledge);
        }
    }

    public string Knowledge => folder.File("knowledge");

    public string Seeds => folder.File("seeds");

    public string InFolder(string name) => folder.File(name);

    public string Seed(string slug) => Path.Combine(Seeds, slug + ".txt");

    /// <summary>Writes a file of the knowledge.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Knowledge, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Article Article(string slug)
    {
        var read = SeedReader.Read(slug, File.ReadAllText(Seed(slug)), AnklePost.Site);
        Assert.Empty(read.Problems);
        return read.Value!;
    }

    public async Task<(int Code, string Output, string Error)> ImportAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["import", .. arguments, "--knowledge", Knowledge, "--seeds", Seeds], CommandOutput.To(output, error));
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
