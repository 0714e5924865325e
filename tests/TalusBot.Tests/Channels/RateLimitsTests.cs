using TalusBot.Channels;

namespace TalusBot.Tests.Channels;

public sealed class RateLimitsTests
{
    [Fact]
    public void Conversations_are_counted_apart()
    {
        Assert.Equal("one", RateLimits.ConversationKey("one"));
        Assert.Equal(new string('a', 128), RateLimits.ConversationKey(new string('a', 128)));
    }

    [Fact]
    public void Ids_that_are_too_long_to_be_ours_are_counted_together_and_not_kept() =>
        Assert.Equal(RateLimits.ConversationKey(new string('a', 129)), RateLimits.ConversationKey(new string('b', 60_000)));
}
