namespace TalusBot.Browser.Tests;

/// <summary>The tests of what every page must be: one bot, one blog and one browser for all of them, one test after another, and nothing beside them, because speed is measured.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PageQuality : ICollectionFixture<BlogFixture>
{
    public const string Name = "page quality";
}
