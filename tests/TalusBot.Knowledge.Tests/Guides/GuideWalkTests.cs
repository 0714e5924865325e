using TalusBot.Knowledge.Guides;

namespace TalusBot.Knowledge.Tests.Guides;

public sealed class GuideWalkTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a:", "a", "a")]
    [InlineData("a:b,c b: c:", "a b c", "a b c")]
    [InlineData("a:b b: c:", "a b", "a b c")]
    [InlineData("a:b,c b:c c:b", "a b c", "")]
    [InlineData("a:b,c b:c c:b d:", "a b c", "d")]
    [InlineData("a:b,c b:a c:", "a b c", "a b c")]
    [InlineData("a:a,b b:b", "a b", "")]
    [InlineData("a:b,gone b:", "a b", "a b")]
    public void The_steps_within_reach_and_those_that_lead_out_are_found(string steps, string reachable, string leadingOut)
    {
        var guide = steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Step).ToList();
        Assert.Equal(reachable, string.Join(' ', GuideWalk.Reachable(guide).Order()));
        Assert.Equal(leadingOut, string.Join(' ', GuideWalk.LeadingOut(guide).Order()));
    }

    /// <param name="written">The step's id, a colon, and the ids its choices lead to.</param>
    private static GuideStep Step(string written)
    {
        var parts = written.Split(':');
        return new(parts[0], parts[0], "", [], [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(to => new GuideChoice(to, to, []))], []);
    }
}
