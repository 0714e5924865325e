using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge.Tests.Safety;

public sealed class SecondLookTests
{
    [Fact]
    public void It_was_made_from_the_examples_as_they_stand() => Assert.True(
        SecondLook.Shared.Examples.AsSpan().SequenceEqual(SecondLook.HashOf(Path.Combine(Repository.Knowledge, "safety", "examples"))),
        "The examples have changed: run tools/TrainSafety and commit second-look.bin with them.");

    [Fact]
    public void It_overrules_no_example_that_a_rule_must_see()
    {
        var overruled = SafetyFolder.Screen.Rules.SelectMany(rule => rule.MustFire).Where(message => SafetyFolder.Screen.Check(message) is null).ToList();
        Assert.True(overruled.Count == 0, string.Join('\n', overruled));
    }

    [Fact]
    public void It_sees_nothing_in_an_example_that_no_rule_may_see()
    {
        var seen = SafetyFolder.Screen.Rules.SelectMany(rule => rule.MustNotFire).Where(message => SafetyFolder.Screen.Check(message) is not null).ToList();
        Assert.True(seen.Count == 0, string.Join('\n', seen));
    }

    [Theory]
    [InlineData("no injury no cramp but one leg is twice as fat as the other since yesterday and the calf aches")]
    [InlineData("best diet ever lol, lost 20 lb without doing anything, shame about the leg pain that keeps me awake every night")]
    public void It_sees_signs_that_no_rule_words(string message)
    {
        Assert.Empty(SafetyFolder.Screen.CheckAll(message));
        Assert.Equal(SafetyScreen.GeneralRule, SafetyFolder.Screen.Check(message)?.Rule.Id);
    }

    [Fact]
    public void The_general_rule_claims_no_sign_that_it_has_not_seen() =>
        Assert.DoesNotContain("calf", SafetyFolder.Screen.Check("no injury no cramp but one leg is twice as fat as the other since yesterday and the calf aches")!.AdviceFor(null), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Every_kernel_scores_alike()
    {
        var encoders = MatrixKernel.Supported.Select(kernel => new SentenceEncoder(EncoderModel.Load(), kernel)).ToList();
        foreach (var message in (string[])["which tape should I use?", "I can't put weight on my foot since the fall", "", "my calf is hot"])
        {
            Assert.Single(encoders.Select(encoder => SecondLook.Shared.Score(MessageFeatures.Parts(message), encoder)).Distinct());
        }
    }

    [Fact]
    public void A_sign_at_the_end_of_a_very_long_message_is_not_overruled_unseen()
    {
        var chat = string.Concat(Enumerable.Repeat("Today I tried the rope drill and it went fine. ", 100));
        Assert.NotNull(SafetyFolder.Screen.Check(chat + "I fell this morning and I cannot put any weight on my foot."));
        Assert.Null(SafetyFolder.Screen.Check(chat));
    }

    [Fact]
    public void A_breathless_story_is_looked_at_in_windows_too()
    {
        var story = string.Join(' ', Enumerable.Repeat("and then I went on with the rope drill for a while", 12));
        Assert.True(MessageFeatures.Parts(story).Count > 3);
        Assert.InRange(MessageFeatures.Parts(string.Join(". ", Enumerable.Repeat("This is a sentence of its own", 500))).Count, 2, 48);
    }
}
