namespace TalusBot.Tests;

public sealed class QuietTests
{
    private readonly Quiet.Garbage garbage = new();

    [Fact]
    public void Memory_is_given_back_when_nobody_asks_after_many_did() =>
        Assert.Equal([false, false, true, false, false], Looks(50, 50, 50, 50, 50));

    [Fact]
    public void While_people_ask_it_is_not() =>
        Assert.DoesNotContain(true, Looks([.. Enumerable.Range(1, 100).Select(second => 2 * second)]));

    [Fact]
    public void A_few_questions_are_not_worth_it()
    {
        Assert.Equal([false, false, true], Looks(50, 50, 50));
        Assert.Equal([false, false, false, false], Looks(60, 60, 60, 65));
        Assert.Equal([false, false, true], Looks(70, 70, 70));
    }

    /// <param name="allocated">In megabytes, second by second.</param>
    private List<bool> Looks(params int[] allocated) => [.. allocated.Select(megabytes => garbage.IsWorthCollecting((long)megabytes << 20))];
}
