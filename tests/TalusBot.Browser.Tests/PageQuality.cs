namespace TalusBot.Browser.Tests;

/// <summary>The tests of what every page must be: one bot, one blog and one browser for all of them, one test after another.</summary>
[CollectionDefinition(Name)]
public sealed class PageQuality : ICollectionFixture<BlogFixture>
{
    public const string Name = "page quality";
}
