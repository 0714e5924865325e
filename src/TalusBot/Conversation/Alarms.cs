using System.Text.RegularExpressions;

namespace TalusBot.Conversation;

/// <summary>What a warning sign means for the rest of a talk: it is not forgotten until somebody takes it back.</summary>
internal static partial class Alarms
{
    /// <returns>Null where no sign is in the air, or the words do not take it back.</returns>
    public static Step? TakenBack(DialogState state, string text) =>
        state.Alarm is not null && TakesBack().IsMatch(text) ? new Step(state with { Alarm = null }, Wording.AlarmTakenBack()) : null;

    /// <summary>The answer with a word about the sign before it.</summary>
    public static Reply Reminding(DialogState state, Reply reply) =>
        state.Alarm is null ? reply : reply with { Blocks = [new Block.Words(Wording.AlarmFirst), .. reply.Blocks] };

    [GeneratedRegex(
        @"^\W*(no,? ?)?(that is|that's|thats|it is|it's|its|this is|it was|that was)?\s*(a )?(false alarm|misunderstanding|not (there|true|right|what i (meant|said)|the case)|wrong)\b|^\W*(no,? ?)?(you|u) (have )?(misread|misunderst\w+|got (me|that|it) wrong)\b|^\W*(no,? ?)?i (don't|do not|dont) have (that|it|this|such)( sign)?\W*$|\b(doctor|clinician|gp|physio|hospital|er|a&e)\b.{0,40}\b(looked at it|has seen it|checked it|cleared me|all clear)\b|^\W*(that|the) sign is not there\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TakesBack();
}
