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
    private Snapshot(Site site, KnowledgeContent content, SafetyScreen safety, UnitSearch search)
    {
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

    /// <summary>Reads the two folders: a snapshot where they can be used, and every problem in them either way.</summary>
    /// <param name="knowledgePath">What maintainers write.</param>
    /// <param name="seedsPath">The articles as published.</param>
    /// <param name="vectors">Keeps the vectors of sentences, so that only new ones are made; null to make them all.</param>
    /// <param name="changes">Files of the knowledge folder to read as they would stand; problems name them as if they stood there. Null for none.</param>
    public static (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) Read(string knowledgePath, string seedsPath, VectorCache? vectors = null, FileChanges? changes = null)
    {
        var knowledge = new SourceFolder(knowledgePath, changes ?? FileChanges.None);
        var reading = Task.Run(() => SafetyReader.Read(knowledge, "safety"));
        var content = KnowledgeReader.Read(knowledge, new SourceFolder(seedsPath, FileChanges.None));
        var calibration = CalibrationReader.Read(knowledge);
        var synonyms = SynonymReader.Read(knowledge);
        var search = content.Usable
            ? UnitSearch.Build(content.Articles, content.Entries, content.Guides, content.Judged, calibration.Value ?? Calibration.Default, synonyms.Synonyms, vectors is null ? null : sentences => vectors.EncodeAll(sentences))
            : null;
        var safety = reading.GetAwaiter().GetResult();
        var warnings = search is null ? [] : EntryWarnings.Of(content.Entries, search);
        var problems = content.Problems.Concat(safety.Problems).Concat(calibration.Problems).Concat(synonyms.Problems).Concat(warnings).ToList();
        return search is not null && content.Site is { } site && safety.Screen is { } screen
            ? (new Snapshot(site, content, screen, search), problems)
            : (null, problems);
    }
}
