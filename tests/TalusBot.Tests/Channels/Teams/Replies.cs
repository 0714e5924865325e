using TalusBot.Conversation;
using TalusBot.Knowledge;

namespace TalusBot.Tests.Channels.Teams;

/// <summary>One real reply for every outcome, as the shipped knowledge gives it.</summary>
internal static class Replies
{
    public static readonly Snapshot Shipped = ShippedKnowledge.Snapshot;

    public static readonly Reply Answered = After("what kind of tape?");
    public static readonly Reply Several = After("what tape, and how long?");
    public static readonly Reply NotCovered = InVain.Marked(After("does the tape come in blue?"), "does the tape come in blue?", Shipped) with { CommentAt = new Uri("https://blog.example/talus#respond") };
    public static readonly Reply Clarify = After("start the check");
    public static readonly Reply GuideStep = After("is it my calf or my talus?");
    public static readonly Reply SideQuestion = After("is it my calf or my talus?", "No", "what kind of tape?");
    public static readonly Reply GuideEnd = ToTheEnd("is it my calf or my talus?");
    public static readonly Reply Safety = After("my calf is swollen and hot");
    public static readonly Reply Smalltalk = After("hello");
    public static readonly Reply Help = After("help");
    public static readonly Reply Welcome = Wording.Welcome(Shipped.Site);
    public static readonly Reply Trouble = Wording.Trouble();

    public static readonly IReadOnlyDictionary<string, Reply> All = new Dictionary<string, Reply>
    {
        ["answered"] = Answered,
        ["several"] = Several,
        ["notCovered"] = NotCovered,
        ["clarify"] = Clarify,
        ["guide step"] = GuideStep,
        ["side question in a guide"] = SideQuestion,
        ["guide end"] = GuideEnd,
        ["safety"] = Safety,
        ["smalltalk"] = Smalltalk,
        ["help"] = Help,
        ["welcome"] = Welcome,
        ["trouble"] = Trouble,
    };

    /// <summary>Where a guide ends for who always takes the first answer.</summary>
    private static Reply ToTheEnd(string question)
    {
        var said = new List<string> { question };
        var reply = After(said);
        while (reply.Choices.Count > 0)
        {
            said.Add(reply.Choices[0]);
            reply = After(said);
        }

        return reply;
    }

    /// <summary>The reply to the last of these words.</summary>
    public static Reply After(params IEnumerable<string> said)
    {
        var state = new DialogState();
        Reply? reply = null;
        foreach (var words in said)
        {
            (state, reply, _, _) = Dialog.Advance(state, new Said(words, "en-GB"), Shipped);
        }

        return reply!;
    }
}
