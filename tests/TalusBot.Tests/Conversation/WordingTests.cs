using System.Reflection;
using System.Text.RegularExpressions;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;

namespace TalusBot.Tests.Conversation;

public sealed partial class WordingTests
{
    private const double HighestGrade = 8;

    /// <summary>Names of the matter that no reader can do without count as one short word.</summary>
    private static readonly string[] Terms = ["dorsiflexion", "Movement System Impairment Syndromes", "overpronation", "athletic", "mobility", "Achilles", "achilles", "posterior glide", "injury"];

    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds).Snapshot!;

    public static TheoryData<string, string> FixedTexts { get; } = Fixed();

    public static TheoryData<string> Entries { get; } = [.. Shipped.Entries.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(FixedTexts))]
    public void Every_sentence_of_ours_is_easy_to_read(string name, string text) =>
        Assert.True(Grade(text) <= HighestGrade, $"{name} has grade {Grade(text):0.0}: {text}");

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_is_easy_to_read(string id)
    {
        var answer = Shipped.Entries.Single(entry => entry.Id == id).Answer;
        Assert.True(Grade(answer) <= HighestGrade, $"{id} has grade {Grade(answer):0.0}: {answer}");
    }

    [Fact]
    public void Every_safety_reply_is_easy_to_read_and_says_where_to_go()
    {
        foreach (var rule in Shipped.Safety.Rules)
        {
            foreach (var locale in (string?[])[null, "en-GB", "en-US", "en-AU"])
            {
                var advice = Shipped.Safety.AdviceOf(rule, locale);
                Assert.True(Grade(advice) <= HighestGrade + 1, $"{rule.Id} has grade {Grade(advice):0.0}: {advice}");
                Assert.Matches("doctor|clinician|emergency|urgent|hospital|medical (help|care|attention)", advice);
            }
        }
    }

    private static double Grade(string text)
    {
        foreach (var term in Terms)
        {
            text = text.Replace(term, "it", StringComparison.Ordinal);
        }

        return ReadingLevel.Grade(Marks().Replace(text, ""));
    }

    private static TheoryData<string, string> Fixed()
    {
        var texts = new TheoryData<string, string>();
        foreach (var field in typeof(Wording).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral))
        {
            texts.Add(field.Name, (string)field.GetRawConstantValue()!);
        }

        foreach (var method in typeof(Wording).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(Reply)))
        {
            var reply = (Reply)method.Invoke(null, [.. method.GetParameters().Select(parameter => Any(parameter.ParameterType))])!;
            texts.Add(method.Name, ReplyMarkdown.Write(reply));
        }

        return texts;
    }

    private static object Any(Type type) =>
        type == typeof(TalusBot.Knowledge.Ingest.Site) ? Shipped.Site : type == typeof(string) ? "" : Array.Empty<string>();

    [GeneratedRegex(@"\[\d\]|[*>“”]")]
    private static partial Regex Marks();
}
