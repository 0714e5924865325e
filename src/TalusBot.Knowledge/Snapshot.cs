using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge;

/// <summary>Everything that one state of the files amounts to, ready to answer. Immutable.</summary>
public sealed class Snapshot
{
    /// <summary>
    /// So many sentences may be encoded before a snapshot comes into use: some ten seconds' work. A sentence is what is
    /// compared as a whole, a way to ask or a sentence of an answer; of those with the same words one counts. A passage of
    /// a chat's length has one or two of them.
    /// </summary>
    public const int MostEncodedAtOnce = 20_000;

    private readonly KnowledgeContent content;

    /// <summary>All but those that are found by the search.</summary>
    private readonly IReadOnlyList<SourceProblem> problems;

    private Snapshot(Site site, KnowledgeContent content, SafetyScreen safety, UnitSearch search, IReadOnlyList<SourceProblem> problems)
    {
        (this.content, this.problems) = (content, problems);
        (Site, Articles, Entries, Guides, Judged, Safety) = (site, content.Articles, content.Entries, content.Guides, content.Judged, safety);
        Search = search;
        Answers = new AnswerPicker(Search, site, Articles);
        UnitCount = Search.Count;
    }

    /// <summary>What the maintainers say of the site.</summary>
    public Site Site { get; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Article> Articles { get; }

    /// <summary>The entries without mistakes.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>The guides without mistakes.</summary>
    public IReadOnlyList<Guide> Guides { get; }

    /// <summary>Questions of readers with what answers them.</summary>
    public IReadOnlyList<JudgedQuestion> Judged { get; }

    /// <summary>Looks at every message before anything else does.</summary>
    public SafetyScreen Safety { get; }

    /// <summary>The ranking.</summary>
    public UnitSearch Search { get; }

    /// <summary>From a question to an answer.</summary>
    public AnswerPicker Answers { get; }

    /// <summary>How many things an answer can come from.</summary>
    public int UnitCount { get; }

    /// <summary>
    /// Answers by words and letters alone, for too many sentences have yet to be encoded: see <see cref="Complete"/>. It is
    /// less sure of its answers then, and rather gives none.
    /// </summary>
    public bool IsLexical => Search.Index.IsLexical;

    /// <summary>Reads the two folders: a snapshot where they can be used, and every problem in them either way.</summary>
    /// <param name="knowledgePath">What maintainers write.</param>
    /// <param name="seedsPath">The articles as published.</param>
    /// <param name="vectors">Keeps the vectors of sentences, so that only new ones are made; null to make them all.</param>
    /// <param name="changes">Files of the knowledge folder to read as they would stand; problems name them as if they stood there. Null for none.</param>
    /// <param name="mostEncoded">Where more sentences would have to be encoded than this, none is, and the snapshot is lexical; counts only with <paramref name="vectors"/>.</param>
    /// <param name="progress">Told how many sentences have been encoded, from 1, and how many there are; not told of those that were known.</param>
    public static (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) Read(
        string knowledgePath, string seedsPath, VectorCache? vectors = null, FileChanges? changes = null, int mostEncoded = int.MaxValue, IProgress<(int Done, int Of)>? progress = null)
    {
        var knowledge = new SourceFolder(knowledgePath, changes ?? FileChanges.None);
        var reading = Task.Run(() => SafetyReader.Read(knowledge, "safety"));
        var content = KnowledgeReader.Read(knowledge, new SourceFolder(seedsPath, FileChanges.None));
        var calibration = CalibrationReader.Read(knowledge);
        var synonyms = SynonymReader.Read(knowledge);
        var search = content.Usable
            ? UnitSearch.Build(content.Articles, content.Entries, content.Guides, content.Judged, calibration.Value ?? Calibration.Default, synonyms.Synonyms, EncodeAll)
            : null;
        var safety = reading.GetAwaiter().GetResult();
        List<SourceProblem> problems = [.. content.Problems, .. safety.Problems, .. calibration.Problems, .. synonyms.Problems];
        return search is not null && content.Site is { } site && safety.Screen is { } screen
            ? new Snapshot(site, content, screen, search, problems).WithProblems()
            : (null, search is null ? problems : [.. problems, .. EntryWarnings.Of(content.Entries, search)]);

        IReadOnlyList<SentenceVector>? EncodeAll(IReadOnlyList<string> sentences)
        {
            var told = progress is null ? null : new Counted(progress, sentences.Count);
            return vectors is null ? SentenceEncoder.Shared.EncodeAll(sentences, told) : vectors.EncodeAtMost(mostEncoded, sentences, told);
        }
    }

    /// <summary>The same with all its vectors, as if it had been read so; the files are not read again.</summary>
    /// <param name="vectors">What it does not hold yet is encoded.</param>
    public (Snapshot Snapshot, IReadOnlyList<SourceProblem> Problems) Complete(VectorCache vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        return (IsLexical ? new Snapshot(Site, content, Safety, Search.With(vectors.EncodeAll(Search.Index.Unencoded)), problems) : this).WithProblems();
    }

    private (Snapshot Snapshot, IReadOnlyList<SourceProblem> Problems) WithProblems() => (this, [.. problems, .. EntryWarnings.Of(Entries, Search)]);

    private sealed class Counted(IProgress<(int Done, int Of)> progress, int all) : IProgress<int>
    {
        public void Report(int value) => progress.Report((value, all));
    }
}
