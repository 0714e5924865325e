using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Conversation;

public sealed partial class WordingTests
{
    private const double HighestGrade = 7;
    private const double HighestGradeOfEntries = 8;
    private const double HighestGradeOfAdvice = 9;

    /// <summary>Names of the matter that no reader can do without count as one short word.</summary>
    private static readonly string[] Terms = ["dorsiflexion", "Movement System Impairment Syndromes", "overpronation", "athletic", "mobility", "Achilles", "achilles", "posterior glide", "injury"];

    private static readonly Snapshot Shipped = ShippedKnowledge.Snapshot;

    private static readonly Dictionary<string, Sentence> Sentences = XDocument
        .Load(Path.Combine(Repository.Root, "src", "TalusBot", "Conversation", "Wording.resx"), LoadOptions.PreserveWhitespace)
        .Root!.Elements("data")
        .Select(data => new Sentence((string)data.Attribute("name")!, (string)data.Element("value")!, (string?)data.Element("comment") ?? ""))
        .ToDictionary(sentence => sentence.Name);

    public static TheoryData<string> Names { get; } = [.. Sentences.Keys];

    public static TheoryData<string> Entries { get; } = [.. Shipped.Entries.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sentence_of_ours_is_easy_to_read(string name)
    {
        var text = Sentences[name].WithExamples();
        Assert.False(string.IsNullOrWhiteSpace(text), $"{name} is empty.");
        Assert.True(Grade(text) <= HighestGrade, $"{name} has grade {Grade(text):0.0}: {text}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_placeholder_is_explained_with_an_example(string name)
    {
        var sentence = Sentences[name];
        var used = Placeholder().Matches(sentence.Text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(used, Enumerable.Range(0, sentence.Examples.Count).Select(i => $"{{{i}}}"));
        Assert.Equal(used, sentence.Examples.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Everything_that_is_said_has_its_words_and_no_open_placeholder()
    {
        foreach (var (member, texts) in Said())
        {
            Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text) || Placeholder().IsMatch(text), $"{member}: {text}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sentence_is_said_somewhere(string name)
    {
        var said = Said();
        var texts = said.GetValueOrDefault(name.Split('.')[0]) ?? [.. said.Values.SelectMany(all => all)];
        Assert.Contains(texts, Sentences[name].IsIn);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_entry_is_easy_to_read(string id)
    {
        var answer = Shipped.Entries.Single(entry => entry.Id == id).Answer;
        Assert.True(Grade(answer) <= HighestGradeOfEntries, $"{id} has grade {Grade(answer):0.0}: {answer}");
    }

    [Fact]
    public void Every_safety_reply_is_easy_to_read_and_says_where_to_go()
    {
        foreach (var rule in Shipped.Safety.Rules)
        {
            foreach (var locale in (string?[])[null, "en-GB", "en-US", "en-AU"])
            {
                var advice = Shipped.Safety.AdviceOf(rule, locale);
                Assert.True(Grade(advice) <= HighestGradeOfAdvice, $"{rule.Id} has grade {Grade(advice):0.0}: {advice}");
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

    /// <summary>What each member of <see cref="Wording"/> says, with every combination of things that it tells apart.</summary>
    private static Dictionary<string, List<string>> Said()
    {
        var said = new Dictionary<string, List<string>>();
        foreach (var member in typeof(Wording).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            var calls = member.GetParameters().Aggregate<ParameterInfo, IEnumerable<object?[]>>(
                [[]], (before, parameter) => [.. before.SelectMany(_ => Values(parameter.ParameterType), (values, value) => (object?[])[.. values, value])]);
            said[member.IsSpecialName ? member.Name["get_".Length..] : member.Name] = [.. calls.Select(call => member.Invoke(null, call) switch
            {
                Reply reply => ReplyMarkdown.Write(reply),
                var text => (string)text!,
            })];
        }

        return said;
    }

    private static IEnumerable<object?> Values(Type type)
    {
        DateOnly?[] dates = [null, new DateOnly(2019, 3, 1)];
        return type == typeof(Site) ? [Shipped.Site]
            : type == typeof(string) ? ["How long?"]
            : type == typeof(IReadOnlyList<string>) ? [new[] { "How long?" }]
            : type == typeof(bool) ? [true, false]
            : type == typeof(DateOnly?) ? dates.Select(date => (object?)date)
            : type == typeof(Citation) ?
                from role in Enum.GetValues<Role>()
                from speaker in (string[])["Tom", Site.NamelessReader]
                from date in dates
                from quote in (string[])["It got better.", "How long?"]
                select new Citation("post#c1", speaker, role, date, quote, 0, quote.Length)
            : throw new InvalidOperationException($"Nobody knows what to say with a {type.Name}.");
    }

    /// <param name="Comment">Says of every placeholder what it stands for: {0} is ..., such as "...".</param>
    private sealed record Sentence(string Name, string Text, string Comment)
    {
        public Dictionary<string, string> Examples { get; } = Example().Matches(Comment).ToDictionary(match => match.Groups["placeholder"].Value, match => match.Groups["example"].Value);

        public string WithExamples() => Placeholder().Replace(Text, match => Examples.GetValueOrDefault(match.Value, match.Value));

        public bool IsIn(string said) => Regex.IsMatch(said, string.Join(".*", Placeholder().Split(Text).Select(Regex.Escape)), RegexOptions.Singleline);
    }

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<placeholder>\{[0-9]+\}) is [^{]*?such as ""(?<example>[^""]*)""")]
    private static partial Regex Example();

    [GeneratedRegex(@"\[\d\]|[*>“”]")]
    private static partial Regex Marks();
}
