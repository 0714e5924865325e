using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class JudgedReaderTests
{
    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache).Snapshot!;

    [Fact]
    public void A_question_has_an_entry_or_exact_words_or_nothing()
    {
        var (questions, problems) = Read("""
            {"question": "tape overnight?", "entry": "wear-time"}
            {"question": "is taping easy", "sources": ["ankle-talus#p14: This can be a bit tricky to do"]}

            {"question": "price of the tape", "notCovered": "yes"}
            """);

        Assert.Empty(problems);
        Assert.Equal(["wear-time", null, null], questions.Select(question => question.Entry));
        Assert.Equal("This can be a bit tricky to do", Assert.Single(questions[1].Sources).Quote.Text);
        Assert.Equal([false, false, true], questions.Select(question => question.IsNotCovered));
    }

    [Theory]
    [InlineData("""{"question": "a", "entri": "wear-time"}""", "j.jsonl(1): \"entri\" is no key of a judged question; did you mean \"entry\"?")]
    [InlineData("""{"question": "a", "entry": "waer-time"}""", "j.jsonl(1): There is no entry \"waer-time\"; did you mean \"wear-time\"?")]
    [InlineData("""{"question": "a"}""", "j.jsonl(1): The row needs one of \"entry\" (the id of the entry that answers), \"guide\" (of the guide that leads there), \"sources\" (exact words that do) and \"notCovered\": \"yes\".")]
    [InlineData("""{"question": "a", "sources": ["ankle-talus#p14: not there"]}""", "j.jsonl(1): The quote is not in ankle-talus#p14; paste its exact words.")]
    [InlineData("""{"question": "a", "sources": []}""", "j.jsonl(1): \"sources\" must list 1 to 3 quotes.")]
    [InlineData("""{"question": "", "notCovered": "yes"}""", "j.jsonl(1): \"question\" must hold 1 to 300 characters.")]
    [InlineData("""{"question": "a", "notCovered": "no"}""", "j.jsonl(1): \"notCovered\" can only be \"yes\"; where something answers, name it in \"entry\" or \"sources\".")]
    [InlineData("""{"question": "a \ud83d", "notCovered": "yes"}""", "j.jsonl(1): A text in this line holds half a character (a \"\\ud83d\" without its other half); write the sign itself.")]
    [InlineData("""[1]""", "j.jsonl(1): This line is no JSON object; write one a line.")]
    public void A_mistake_is_named_with_line_and_remedy(string row, string problem) => Assert.Equal(problem, Assert.Single(Read(row).Problems).ToString());

    [Fact]
    public void A_question_is_judged_once()
    {
        var (questions, problems) = Read("""
            {"question": "Tape, overnight?", "entry": "wear-time"}
            {"question": "tape overnight", "notCovered": "yes"}
            """);

        Assert.Single(questions);
        Assert.Equal("j.jsonl(2): This question is judged in j.jsonl(1) too; remove one of them.", Assert.Single(problems).ToString());
    }

    [Fact]
    public void What_is_no_JSON_is_named() => Assert.StartsWith("j.jsonl(1): This is not valid JSON", Assert.Single(Read("{").Problems).ToString(), StringComparison.Ordinal);

    private static (IReadOnlyList<JudgedQuestion> Questions, IReadOnlyList<SourceProblem> Problems) Read(string text) =>
        JudgedReader.Read([SourceFile.FromText("j.jsonl", text)], Shipped.Articles, Shipped.Entries, Shipped.Guides, new HashSet<string>(), new HashSet<string>());
}
