using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;

namespace TalusBot.Tests.Conversation;

/// <summary>Walks at random over buttons, words and noise: 10,000 turns and more, and never a dead end.</summary>
public sealed class WalkerTests
{
    private const int Walks = 250;
    private const int Turns = 42;

    private static readonly Snapshot Shipped = ShippedKnowledge.Snapshot;

    private static readonly string[] Commands =
    [
        "start the check", "back", "start over", "leave", "why do you ask?", "not sure", "both", "yes", "no", "1", "2", "3", "9", "none of these", "show more", "who said that?", "when?", "are you sure?",
        "and how long?", "why?", "hi", "thanks", "bye", "help", "undo", "stop", "false alarm", "can I talk to a human?", "you are stupid", "HOW LONG", "???", "", "   ", "👍", "the second one", "front and calf",
        "I cannot put any weight on it since the fall", "is it my calf or my talus?", "is it getting better?", "[1]: http://x", "<script>alert(1)</script>", "\ud83e\udd14", "a\nb\nc", "\"quoted\" *bold* _it_",
    ];

    private static readonly string[] Questions = [.. Shipped.Judged.Select(judged => judged.Question), .. Shipped.Entries.Select(entry => entry.Question)];

    [Property(MaxTest = Walks, EndSize = 60)]
    public Property No_walk_ends_in_a_dead_end()
    {
        var move = from kind in Gen.Choose(0, 99) from number in Gen.Choose(0, 9_999) from noise in ArbMap.Default.GeneratorFor<string>() select (Kind: kind, Number: number, Noise: noise);
        return Prop.ForAll(Arb.From(Gen.ArrayOf(move, Turns)), moves =>
        {
            var state = new DialogState();
            Reply? last = null;
            foreach (var (kind, number, noise) in moves)
            {
                var buttons = last is null ? [] : last.Choices.Concat(last.Followups).ToList();
                var pressed = buttons.Count > 0 && kind < 60;
                var said = pressed ? buttons[number % buttons.Count] : kind < 75 ? Commands[number % Commands.Length] : kind < 92 ? Questions[number % Questions.Length] : noise ?? "";

                // Through the store, as every turn goes.
                var before = DialogState.Read(state.Write());
                var step = Dialog.Advance(before, new Said(said, null), Shipped);
                Check(said, pressed, before, step);
                (state, last) = (step.Next, step.Reply);
            }
        });
    }

    private static void Check(string said, bool pressed, DialogState before, Step step)
    {
        var text = ReplyMarkdown.Write(step.Reply);
        Assert.False(string.IsNullOrWhiteSpace(text), $"silence after \"{said}\"");
        Assert.InRange(step.Reply.Citations.Count, 0, 3);
        if (step.Next.Guide is { Done: false } place)
        {
            var waits = Shipped.Guides.Single(guide => guide.Id == place.Guide).Steps.Single(one => one.Id == place.Step);
            Assert.NotEmpty(waits.Choices);
            Assert.True(step.Reply.Choices.Count > 0, $"no way on after \"{said}\" in {place}");
            var chose = pressed && before.Guide is { Done: false } at && Shipped.Guides.Single(guide => guide.Id == at.Guide).Steps.Single(one => one.Id == at.Step).Choices.Any(choice => choice.Words == said);
            Assert.False(chose && before.Guide == place, $"asked {place.Step} again after the answer \"{said}\"");
        }

        // What a button offers is never refused.
        if (pressed && said != Wording.NoneOfThese && before.Open is null)
        {
            Assert.True(step.Reply.Outcome is not TalusBot.Conversation.Outcome.NotCovered, $"the button \"{said}\" led to: {text}");
        }
    }
}
