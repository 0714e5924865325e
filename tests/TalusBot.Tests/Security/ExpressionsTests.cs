using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using TalusBot.Channels;
using TalusBot.Conversation;
using TalusBot.Evaluation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Tests.Security;

/// <summary>Patterns that a clever text could keep busy for years.</summary>
public sealed partial class ExpressionsTests
{
    private const BindingFlags Anywhere = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Every pattern that is compiled into the program, except those of the commands, which read what is typed at a terminal.</summary>
    private static IReadOnlyList<(string Name, Regex Pattern, bool OfTalk)> All { get; } =
    [
        .. new[] { typeof(Dialog).Assembly, typeof(SeedReader).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("TalusBot", StringComparison.Ordinal) is true && type.Namespace != "TalusBot.Commands")
            .SelectMany(type => type.GetMethods(Anywhere))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null || (method.ReturnType == typeof(Regex) && method.GetParameters().Length == 0 && !method.IsGenericMethod))
            .Select(method => ($"{method.DeclaringType!.Name}.{method.Name}", (Regex)method.Invoke(null, null)!, IsOfTalk(method))),
        .. new[] { typeof(Dialog).Assembly, typeof(SeedReader).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("TalusBot", StringComparison.Ordinal) is true && type.Namespace != "TalusBot.Commands" && !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Anywhere))
            .SelectMany(field => field.FieldType == typeof(Regex) ? [($"{field.DeclaringType!.Name}.{field.Name}", (Regex)field.GetValue(null)!, IsOfTalk(field))]
                : field.FieldType == typeof(Regex[]) ? ((Regex[])field.GetValue(null)!).Select((pattern, i) => ($"{field.DeclaringType!.Name}.{field.Name}[{i}]", pattern, IsOfTalk(field)))
                : Enumerable.Empty<(string, Regex, bool)>()),
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.Name).Distinct()];

    [Fact]
    public void There_are_patterns_to_try() => Assert.True(All.Count > 100, $"{All.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pattern_cannot_go_back_or_has_a_limit_of_a_second(string name)
    {
        foreach (var (_, pattern, _) in All.Where(one => one.Name == name))
        {
            Assert.True(pattern.Options.HasFlag(RegexOptions.NonBacktracking) || (pattern.MatchTimeout > TimeSpan.Zero && pattern.MatchTimeout <= TimeSpan.FromSeconds(1)), pattern.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_pattern_reaches_its_limit_on_as_much_as_anybody_may_say_built_from_its_own_words(string name)
    {
        foreach (var (_, pattern, isOfTalk) in All.Where(one => one.Name == name))
        {
            // What is looked for in a talk meets messages of any length; the rest only what is searched for.
            var longest = isOfTalk ? new LimitsOptions().BodyBytes : Dialog.LongestQuestion;

            // Its words and signs, alone and in pairs, again and again, with and without something at the end that fails.
            var pieces = Word().Matches(pattern.ToString()).Select(match => match.Value).Concat([" ", "\n", "a", "!", "0", "-", "\"", "*", "ok, ", "(", "<", "https://", "=\"", "a."]).Distinct().Take(40).ToList();
            foreach (var piece in pieces.Concat(pieces.Zip(pieces.Skip(1), (one, other) => one + " " + other)))
            {
                var many = string.Concat(Enumerable.Repeat(piece, (longest / piece.Length) + 1))[..longest];
                foreach (var text in (string[])[many, many + "\u0001", pieces[0] + " " + many, many.Replace(" ", "", StringComparison.Ordinal) + " x"])
                {
                    _ = pattern.Count(text);
                }
            }
        }
    }

    private static bool IsOfTalk(MemberInfo pattern) => pattern.DeclaringType!.Namespace == typeof(Dialog).Namespace;

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*a){20}$")]
    public void A_maintainers_pattern_that_takes_for_ever_is_named_instead(string pattern)
    {
        var row = $$"""{"id":"q1","turns":["what kind of tape?"],"expect":"answer","must":["{{pattern}}"]}""";
        var question = Assert.Single(QuestionReader.Read(new SourceFile("q.jsonl", Encoding.UTF8.GetBytes(row))).Questions);

        Assert.Equal($"answered, /{pattern}/ takes too long to look for; write it with fewer repetitions", Judge.Fault(question, new SeenReply("answered", new string('a', 40) + "!", []), _ => true));
    }

    [GeneratedRegex(@"[a-zA-Z']{1,20}|[^\w\s\\()|?*+^$.\[\]{}]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
