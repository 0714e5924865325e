using TalusBot.Knowledge.Ingest;

namespace TalusBot.Fuzz.Targets;

/// <summary>A file that maintainers write: it is read, or every mistake is named with its line, each time the same.</summary>
/// <param name="path">As problems are to name it.</param>
internal abstract class FileTarget(string name, int share, string path, IReadOnlyList<string> parser, IReadOnlyList<string> words) : IFuzzTarget
{
    protected const string Ingest = "src/TalusBot.Knowledge/Ingest/";

    /// <summary>What all readers of files begin with.</summary>
    protected static readonly string[] Yaml = [Ingest + "YamlFields.cs", Ingest + "YamlText.cs", Ingest + "SourceFile.cs"];

    public string Name => name;

    public int Share => share;

    public IReadOnlyList<string> Parser => parser;

    public IReadOnlyList<string> Words => words;

    protected string FilePath => path;

    public abstract IReadOnlyList<byte[]> Corpus();

    public Verdict Try(byte[] input)
    {
        var file = new SourceFile(path, input);
        var (isRead, problems) = Read(file);
        Promises.AreNamed(problems, path, input);
        if (Promises.IsReadTwice(input))
            Promises.AreSame(problems, Read(file).Problems);
        return Promises.Of(isRead, problems);
    }

    /// <summary>Whether it could be used, and what was wrong with it.</summary>
    protected abstract (bool IsRead, IReadOnlyList<SourceProblem> Problems) Read(SourceFile file);

    /// <summary>For readers that give what is right in a file beside what is wrong.</summary>
    protected static (bool IsRead, IReadOnlyList<SourceProblem> Problems) Whole(IReadOnlyList<SourceProblem> problems) =>
        (problems.All(problem => problem.Severity is not Severity.Error), problems);
}
