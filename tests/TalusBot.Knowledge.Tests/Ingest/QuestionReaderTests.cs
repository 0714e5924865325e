using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class QuestionReaderTests
{
    private const string Good = """{"id": "a1", "turns": ["hi", "which tape?"], "expect": "answer", "must": ["tape"], "mustNot": [], "cite": "2020", "units": ["x#c1"], "kind": "followup"}""";

    [Fact]
    public void A_row_is_read_whole()
    {
        var question = Assert.Single(Read(Good).Questions);

        Assert.Equal(("q.jsonl", 1, "a1", "answer", "followup"), (question.File, question.Line, question.Id, question.Expect, question.Kind));
        Assert.Equal(["hi", "which tape?"], question.Turns);
        Assert.Matches(question.Must[0], "Athletic TAPE");
        Assert.NotNull(question.Cite);
    }

    [Theory]
    [InlineData("\"answer\"", "\"anser\"", "\"expect\" must be one of")]
    [InlineData("\"turns\": [\"hi\", \"which tape?\"]", "\"turns\": []", "\"turns\" must list 1 to 20 messages")]
    [InlineData("[\"tape\"]", "[\"(\"]", "/(/ is no regular expression")]
    [InlineData("\"id\": \"a1\", ", "", "The row needs an \"id\" of its own")]
    [InlineData("\"hi\"", "\"\\ud83d\"", "A text in this line holds half a character")]
    [InlineData("\"answer\"", "\"\\udc00 answer\"", "A text in this line holds half a character")]
    [InlineData("\"kind\"", "\"\\ud83d\"", "A text in this line holds half a character")]
    [InlineData("\"mustNot\"", "\"mustnot\"", "did you mean \"mustNot\"?")]
    public void A_mistake_is_named_with_its_line(string right, string wrong, string problem)
    {
        var (questions, problems) = Read("\n" + Good.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Empty(questions);
        Assert.Contains(problem, Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal(2, problems[0].Line);
    }

    [Fact]
    public void An_id_stands_once() => Assert.Contains("stands in line 1 already", Assert.Single(Read(Good + "\n" + Good).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void The_shipped_questions_are_right() => Assert.Empty(QuestionReader.ReadFolder(Path.Combine(Repository.Knowledge, "questions")).Problems);

    private static (IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems) Read(string text) => QuestionReader.Read(SourceFile.FromText("q.jsonl", text));
}
