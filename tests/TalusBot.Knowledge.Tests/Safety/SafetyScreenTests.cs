using System.Diagnostics;
using TalusBot.Knowledge.Safety;

namespace TalusBot.Knowledge.Tests.Safety;

public sealed class SafetyScreenTests
{
    public static TheoryData<string, string> Escalate => SafetyFolder.Cases("safety-escalate.txt");

    public static TheoryData<string, string> Quiet => SafetyFolder.Cases("safety-quiet.txt");

    [Fact]
    public void The_rules_of_this_project_have_no_problem() => Assert.Empty(SafetyFolder.Reading.Problems);

    [Theory, MemberData(nameof(Escalate))]
    public void A_red_flag_is_seen(string message, string rule)
    {
        var seen = SafetyFolder.Screen.CheckAll(message).Select(f => f.Rule.Id).ToList();
        Assert.NotEmpty(seen);
        Assert.True(rule.Length == 0 || seen.Contains(rule), $"seen by {string.Join(", ", seen)}, not by {rule}");
    }

    [Theory, MemberData(nameof(Quiet))]
    public void An_ordinary_message_passes(string message, string because)
    {
        var found = SafetyFolder.Screen.Check(message);
        Assert.True(found is null, $"{because}: {found?.Rule.Id} saw {string.Join(" ... ", found?.Words.Select(w => w.Text) ?? [])}");
    }

    [Theory]
    [InlineData("n't")]
    [InlineData("My ankle does n't bend in 2015, n't.")]
    [InlineData("I dislocated my ankle in n't.")]
    public void An_ending_that_stands_alone_is_borne(string message) => SafetyFolder.Screen.CheckAll(message);

    [Fact]
    public void An_ending_that_stands_alone_still_negates() => Assert.Equal(["are", "not", "numb"], Tokens.Of("are n't numb").Select(token => token.Norm));

    [Fact]
    public void The_most_urgent_finding_comes_first()
    {
        var found = SafetyFolder.Screen.CheckAll("I can't walk on it, the calf is swollen and hot, and I am short of breath since the flight");
        Assert.Equal("lung-clot", found[0].Rule.Id);
        Assert.True(found.Count >= 3);
        Assert.Equal(found.OrderByDescending(f => f.Urgency).Select(f => f.Rule.Id), found.Select(f => f.Rule.Id));
    }

    [Fact]
    public void The_same_message_shows_the_same_sign_again()
    {
        const string message = "since the fall my foot is numb and I cannot put any weight on it";
        var (first, again) = (SafetyFolder.Screen.Check(message)!, SafetyFolder.Screen.Check(message)!);
        Assert.Equal(first.Rule, again.Rule);
        Assert.NotEmpty(first.Words);
        Assert.Equal(first.Words, again.Words);
        Assert.Equal(first.AdviceFor("en-GB"), again.AdviceFor("en-GB"));
    }

    [Fact]
    public void The_words_of_a_finding_are_the_messages_own()
    {
        const string message = "Hello! Since Monday I can’t put any weight on my foot.";
        var found = SafetyFolder.Screen.Check(message)!;
        Assert.All(found.Words, w => Assert.Equal(w.Text, message[w.Start..w.End]));
        Assert.Contains(found.Words, w => w.Text.Contains("can’t put any weight", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en-GB", "A&E")]
    [InlineData("en_gb", "A&E")]
    [InlineData("en-US", "911")]
    [InlineData("en-AU", "000")]
    [InlineData("en-IE", "112 or 999")]
    [InlineData("de-AT", "112")]
    [InlineData("zh-Hans-CN", "local emergency number")]
    [InlineData("en", "local emergency number")]
    [InlineData("", "local emergency number")]
    [InlineData(null, "local emergency number")]
    public void Advice_names_the_place_to_go(string? locale, string words)
    {
        var advice = SafetyFolder.Screen.Check("my toes are blue and cold")!.AdviceFor(locale);
        Assert.Contains(words, advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("en-US")]
    [InlineData("en-AU")]
    [InlineData("en-NZ")]
    [InlineData("en-CA")]
    [InlineData("en-IE")]
    [InlineData("fr-FR")]
    [InlineData(null)]
    public void Every_rule_says_who_should_look_and_gives_no_exercise(string? locale)
    {
        foreach (var rule in SafetyFolder.Screen.Rules)
        {
            var advice = SafetyFolder.Screen.AdviceOf(rule, locale);
            Assert.Matches("doctor|emergency department|urgent", advice);
            Assert.Contains("will not suggest any exercise", advice, StringComparison.Ordinal);
            Assert.DoesNotContain("{", advice, StringComparison.Ordinal);
            Assert.InRange(advice.Length, 100, 900);
        }
    }

    [Fact]
    public void Discreet_advice_does_not_repeat_the_sign()
    {
        var found = SafetyFolder.Screen.Check("I have lost control of my bladder")!;
        Assert.DoesNotContain("bladder", found.DiscreetAdviceFor("en-US"), StringComparison.Ordinal);
        Assert.Contains("911", found.DiscreetAdviceFor("en-US"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t")]
    [InlineData("?!…")]
    [InlineData("\ud83d\ude00 \ud800 '''' ''")]
    [InlineData("не могу наступить на ногу")]
    public void Anything_at_all_can_be_typed(string message) => Assert.Null(SafetyFolder.Screen.Check(message));

    [Theory]
    [InlineData("my calf is swollen and can not walk ")]
    [InlineData("can not ")]
    [InlineData("no swelling. ")]
    [InlineData("no calf swollen hot, ")]
    [InlineData("if what if my foot goes numb when ")]
    [InlineData("after leg day can not walk. ")]
    [InlineData("hot red swollen joint fever calf numb blue ")]
    [InlineData("in 2015 i had was were ")]
    [InlineData("ruptrued ")]
    [InlineData("((((,,,,....''''")]
    public void A_message_of_20000_letters_is_read_without_hanging(string piece)
    {
        // Linear in its length it takes milliseconds; anything worse would take minutes.
        var watch = Stopwatch.StartNew();
        SafetyFolder.Screen.CheckAll(string.Concat(Enumerable.Repeat(piece, (20_000 / piece.Length) + 1)));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_sign_is_seen_wherever_in_a_very_long_message_it_stands_and_its_words_are_the_messages_own()
    {
        const string Sign = "My calf is hot and swollen since the flight.";
        var story = string.Concat(Enumerable.Repeat("We walked along the river and the weather was nice. ", 1_000));
        foreach (var place in (int[])[0, 14_000, 14_300, 14_336, 14_360, 16_300, 16_340, 16_360, 16_384, 16_400, 28_600, 30_700, 45_000, story.Length])
        {
            var at = place == 0 || place == story.Length ? place : story.LastIndexOf("We", place, StringComparison.Ordinal);
            var message = story[..at] + Sign + " " + story[at..];
            var finding = SafetyFolder.Screen.Check(message);

            Assert.Equal("leg-clot", finding?.Rule.Id);
            Assert.All(finding!.Words, words => Assert.Equal(message[words.Start..words.End], words.Text));
            Assert.All(finding.Words, words => Assert.InRange(words.Start, at, at + Sign.Length));
        }
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData("\n.")]
    public void A_message_without_any_end_of_a_word_is_taken_in_pieces_too(string piece) =>
        Assert.Empty(SafetyFolder.Screen.CheckAll(string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length))));

    [Theory]
    [InlineData("my calf is hot and swollen since the flight", "leg-clot")]
    [InlineData("my ankle joint is red and hot and I am shivering", "infected-joint")]
    [InlineData("my dad has a swollen calf and is short of breath", "lung-clot")]
    [InlineData("popped my achilles and can't put weight on it", "achilles-rupture")]
    public void Of_several_signs_the_one_that_the_message_is_about_is_named(string message, string rule) =>
        Assert.Equal(rule, SafetyFolder.Screen.Check(message)?.Rule.Id);
}
