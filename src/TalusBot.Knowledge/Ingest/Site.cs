namespace TalusBot.Knowledge.Ingest;

/// <summary>knowledge/site.yaml: what the seeds do not say about themselves, and how the site wants to appear.</summary>
/// <param name="Name">What the bot calls itself.</param>
/// <param name="Author">The author's name as citations of the article give it; one of <paramref name="Aliases"/>.</param>
/// <param name="Aliases">Every name under which the author comments, compared without regard to case.</param>
/// <param name="Articles">Title and public address by slug.</param>
/// <param name="ReaderNames">How the names of readers are shown.</param>
/// <param name="Examples">Questions that a welcome offers; each is known to have an answer.</param>
/// <param name="Quality">What the golden questions must show; null where nothing is asked for.</param>
/// <param name="Teams">How the bot appears in Microsoft Teams; null where nobody said.</param>
public sealed record Site(
    string Name,
    string Author,
    IReadOnlyList<string> Aliases,
    IReadOnlyDictionary<string, SiteArticle> Articles,
    ReaderNames ReaderNames,
    IReadOnlyList<string> Examples,
    QualityThresholds? Quality = null,
    TeamsTexts? Teams = null)
{
    /// <summary>What a reader is called where names are not shown.</summary>
    public const string NamelessReader = "a reader";

    /// <summary>Whether this is one of the author's names, without regard to case.</summary>
    public bool IsAuthor(string speaker) =>
        string.Equals(speaker, Author, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(speaker, StringComparer.OrdinalIgnoreCase);

    /// <summary>The speaker's name as this site shows it.</summary>
    public string NameOf(Passage said) => said.Role is not Role.Reader ? said.Speaker : ReaderNames switch
    {
        ReaderNames.First => said.Speaker.Split(' ', 2)[0],
        ReaderNames.None => NamelessReader,
        _ => said.Speaker,
    };
}

/// <summary>What site.yaml says of one seed.</summary>
/// <param name="Title">Shown above the article.</param>
/// <param name="Url">Where it is published; null where nobody said.</param>
public sealed record SiteArticle(string Title, Uri? Url);

/// <summary>What the golden questions must show; the eval command fails below it.</summary>
/// <param name="Right">The least share of right replies, 0 to 1.</param>
/// <param name="FalseRefusals">The largest share of answerable questions that are not answered.</param>
/// <param name="FalseAnswers">The largest share of questions without an answer that are answered.</param>
/// <param name="RedFlagsMissed">How many warning signs may be missed.</param>
/// <param name="OverTriage">The largest share of other questions that may be taken for a warning sign.</param>
/// <param name="LeaveOneOut">The least share of the entries' phrasings that find their entry first when asked as if they were new.</param>
public sealed record QualityThresholds(double Right, double FalseRefusals, double FalseAnswers, int RedFlagsMissed, double OverTriage, double LeaveOneOut);

/// <summary>How the names of readers are shown.</summary>
public enum ReaderNames
{
    /// <summary>As the source gives them.</summary>
    Full,

    /// <summary>The first word only.</summary>
    First,

    /// <summary>"a reader".</summary>
    None,
}
