namespace TalusBot.Fuzz.Targets;

/// <summary>Every target, in the order of the data: what strangers send, what maintainers write, what other blogs hold.</summary>
internal static class AllTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> Makers = new(StringComparer.Ordinal)
    {
        [ActivityTarget.Id] = () => new ActivityTarget(),
        [RequestTarget.Id] = () => new RequestTarget(),
        [TokenTarget.Id] = () => new TokenTarget(),
        [MessageTarget.Id] = () => new MessageTarget(),
        [SiteTarget.Id] = () => new SiteTarget(),
        [CalibrationTarget.Id] = () => new CalibrationTarget(),
        [EntryTarget.Id] = () => new EntryTarget(),
        [GuideTarget.Id] = () => new GuideTarget(),
        [SafetyRuleTarget.Id] = () => new SafetyRuleTarget(),
        [SafetyVocabularyTarget.Id] = () => new SafetyVocabularyTarget(),
        [SafetyPlacesTarget.Id] = () => new SafetyPlacesTarget(),
        [SeedTarget.Id] = () => new SeedTarget(),
        [QuestionTarget.Id] = () => new QuestionTarget(),
        [JudgedTarget.Id] = () => new JudgedTarget(),
        [SynonymTarget.Id] = () => new SynonymTarget(),
        [ArticleTarget.Id] = () => new ArticleTarget(),
        [WxrTarget.Id] = () => new WxrTarget(),
        [RestTarget.Id] = () => new RestTarget(),
        [HttpTarget.Id] = () => new HttpTarget(),
    };

    public static IReadOnlyList<string> Names => [.. Makers.Keys];

    public static IFuzzTarget Of(string name) => Makers.TryGetValue(name, out var make) ? make() : throw new ArgumentException($"There is no target \"{name}\"; the targets are {string.Join(", ", Names)}.");
}
