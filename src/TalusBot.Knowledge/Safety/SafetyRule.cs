namespace TalusBot.Knowledge.Safety;

/// <summary>One red flag: what it looks for and what it says. How it is written is described in knowledge/safety/README.md.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="Title">A name for maintainers.</param>
/// <param name="Saw">The sign as a noun phrase that fits after "You mention".</param>
/// <param name="Why">Why it matters, in one sentence.</param>
/// <param name="Advice">Own words of this rule by place (<c>default</c>, <c>en-GB</c> ...); <c>{where}</c> stands for the place's sentence.</param>
/// <param name="Source">The public page it rests on.</param>
/// <param name="IsCertain">Its words leave no doubt: the second look does not overrule it.</param>
/// <param name="MustFire">Messages that it must see, as its file gives them.</param>
/// <param name="MustNotFire">Messages that no rule may see.</param>
/// <param name="File">The path of the file, for messages.</param>
public sealed record SafetyRule(
    string Id,
    string Title,
    Urgency Urgency,
    string Saw,
    string Why,
    IReadOnlyDictionary<string, string> Advice,
    SafetySource Source,
    bool IsCertain,
    IReadOnlyList<string> MustFire,
    IReadOnlyList<string> MustNotFire,
    string File);

/// <summary>A public guideline.</summary>
public sealed record SafetySource(string Name, Uri Url);

/// <summary>Where people go in one part of the world.</summary>
/// <param name="Name">The place's key: <c>default</c>, or a locale such as <c>en-GB</c>.</param>
/// <param name="Regions">Two-letter country codes that belong to it.</param>
/// <param name="Where">A sentence for each urgency.</param>
public sealed record SafetyPlace(string Name, IReadOnlyList<string> Regions, IReadOnlyDictionary<Urgency, string> Where);
