using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class HeadingAnchorTests
{
    [Theory]
    [InlineData("Does it hurt?", "does-it-hurt")]
    [InlineData("What’s “jamming”, then?", "whats-jamming-then")]
    [InlineData("No change after 4-6 weeks", "no-change-after-4-6-weeks")]
    [InlineData("Über_all café", "über_all-café")]
    [InlineData("a - b", "a---b")]
    [InlineData("?!", "")]
    public void A_heading_has_the_address_that_git_hosts_give_it(string title, string anchor) => Assert.Equal(anchor, HeadingAnchor.Of(title));

    [Theory]
    [InlineData("does-it-hurt", true)]
    [InlineData("a---b", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("", false)]
    public void Some_addresses_are_not_the_same_on_every_host(string anchor, bool same) => Assert.Equal(same, HeadingAnchor.SameEverywhere(anchor));
}
