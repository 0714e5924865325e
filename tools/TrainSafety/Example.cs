using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Safety;

namespace TrainSafety;

/// <summary>One message with its label.</summary>
/// <param name="isFarOff">It tells nothing about the border: the rules were written with it in view, or nobody would take it for a sign.</param>
internal sealed class Example(string text, bool isSign, bool isFarOff)
{
    public string Text => text;

    public bool IsSign => isSign;

    public bool IsFarOff => isFarOff;

    /// <summary>The features of its parts, the whole message first.</summary>
    public IReadOnlyList<List<(int Index, float Value)>> Parts { get; private set; } = [];

    public bool RuleFired { get; private set; }

    public void Prepare(SentenceEncoder encoder, SafetyScreen rules)
    {
        Parts = [.. MessageFeatures.Parts(text).Select(part => MessageFeatures.Of(part, encoder))];
        RuleFired = rules.CheckAll(text).Count > 0;
    }
}
