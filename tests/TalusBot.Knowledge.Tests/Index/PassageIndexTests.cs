using TalusBot.Knowledge.Index;
using TalusBot.Knowledge.Tests.Text;

namespace TalusBot.Knowledge.Tests.Index;

public sealed class PassageIndexTests
{
    private static readonly PassageIndex ankles = Build(
        ("tape", "What kind of tape should I use?", "Athletic tape. Nothing special."),
        ("leave", "Do I leave the tape on?", "Yep, you can leave it on."),
        ("time", "How long does an impinged talus take?", "After 4-6 weeks it is clearly better."),
        ("p1", "", "The pressure can push the talus forward."),
        ("p2", "", "Tape the talus while in a position of dorsiflexion."),
        ("ask", "Is running bad for the talus?", ""),
        ("void", "", ""));

    [Theory]
    [InlineData("what kind of tape", "tape")]
    [InlineData("how long until the talus is better", "time")]
    [InlineData("can I leave it on", "leave")]
    [InlineData("which position of dorsiflexion", "p2")]
    [InlineData("running with a talus", "ask")]
    public void The_right_document_comes_first(string question, string id) => Assert.Equal(id, ankles.Search(question, 3)[0].Id);

    [Fact]
    public void A_score_lies_between_nothing_and_all_and_has_four_decimals()
    {
        foreach (var hit in ankles.Search("what kind of tape for the talus", 10))
        {
            Assert.InRange(hit.Score, 0.0001, 1);
            Assert.Equal(Math.Round(hit.Score, 4), hit.Score);
        }
    }

    [Fact]
    public void Every_score_explains_itself_whichever_fields_a_document_has()
    {
        foreach (var question in new[] { "what kind of tape", "long talus xylophone", "tape tape tape", "the", "" })
        {
            var (scores, flatShares) = (new double[ankles.Count], new double[ankles.Count]);
            ankles.Score(question, scores, flatShares);
            for (var document = 0; document < ankles.Count; document++)
            {
                var explanation = ankles.Explain(document, question);
                Explanations.Explain(scores[document], explanation);
                Assert.Equal(explanation.Parts is [{ Parts: [_, var text] }] ? text.Value : 0, flatShares[document], 4);
            }

            foreach (var hit in ankles.SearchBm25(question, 10)) Explanations.Explain(hit.Score, ankles.ExplainBm25(hit.Document, question));
        }
    }

    [Fact]
    public void An_explanation_reads_as_the_sum_it_is()
    {
        var index = Build(("a", "Which tape?", "Athletic tape."), ("b", "", "A towel."));
        Assert.Equal(
            """
            0.4856 = bm25n, rounded to four decimals
              0.485561 = (fields + text) / 2
                0.436364 = fields = (2 * question + answer) / 3
                  0.454545 = question: BM25 / bound
                    0.130765 = question: BM25, sum of
                      0.130765 = question:tape, idf * tf part
                        0.287682 = idf = ln(1 + (N - n + 0.5) / (n + 0.5))
                          1 = n, documents with the word
                          1 = N, documents that have the field question
                        0.454545 = tf part = f / (f + k1 * (1 - b + b * length / average))
                          1 = f, times the word stands here
                          1.2 = k1
                          0.75 = b
                          2 = length in words
                          2 = average length of the field question
                    0.287682 = question: bound, sum of the question's idf
                      0.287682 = idf of tape, in 1 of 1

            """,
            string.Concat(index.Explain(0, "tape").ToString().Split('\n').Take(17).Select(line => line + "\n")),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_word_that_nobody_knows_lowers_the_score_as_a_rare_word_would()
    {
        var known = ScoreOf("tape", "tape kind");
        var unknown = ScoreOf("tape", "tape kind xylophone");
        Assert.True(unknown < known);
        Assert.Equal(ScoreOf("tape", "tape kind dorsiflexion"), unknown); // which one other document has
        Assert.Equal(ankles.Idf("dorsiflexion"), ankles.Idf("xylophone"));
    }

    [Fact]
    public void A_word_counts_once_however_often_it_is_asked() =>
        Assert.Equal(ankles.Search("tape talus", 5), ankles.Search("tape talus tape, TAPE!", 5));

    [Fact]
    public void Equal_scores_stand_in_the_order_of_their_ids()
    {
        var index = Build(("b", "", "the same tape"), ("B", "", "the same tape"), ("a", "", "the same tape"), ("c", "", "the same tape"));
        Assert.Equal(["B", "a", "b"], index.Search("tape", 3).Select(hit => hit.Id));
        Assert.Equal(["B", "a", "b"], index.SearchBm25("tape", 3).Select(hit => hit.Id));
    }

    [Fact]
    public void A_field_that_is_empty_drops_out()
    {
        var index = Build(("both", "running", "tape"), ("question", "tape", ""), ("answer", "", "tape"));
        var hits = index.Search("tape", 3).ToDictionary(hit => hit.Id, hit => hit.Score);
        // The flat text of the two is the same, and each has one field that matches as well as it can.
        Assert.Equal(hits["question"], hits["answer"]);
        Assert.True(hits["both"] < hits["answer"]);
    }

    [Fact]
    public void The_index_tells_what_it_knows_of_a_term()
    {
        Assert.Equal(7, ankles.Count);
        Assert.Equal(3, ankles.DocumentFrequency("tape"));
        Assert.Equal(0, ankles.DocumentFrequency("xylophon"));
        Assert.True(ankles.Knows("dorsiflexion"));
        Assert.False(ankles.Knows("the"));
        Assert.Equal(Math.Log(1 + ((6 - 3 + 0.5) / 3.5)), ankles.Idf("tape"), 1e-6); // six documents have words
        Assert.Equal(3, ankles.Find("p1"));
        Assert.Equal(-1, ankles.Find("p9"));
        Assert.Contains("athlet", ankles.Terms);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ?!")]
    [InlineData("is it the")]
    [InlineData("xylophone")]
    [InlineData("\uD83D\0\u0301")]
    public void A_question_without_a_known_word_finds_nothing(string question)
    {
        Assert.Empty(ankles.Search(question, 10));
        Assert.Empty(ankles.SearchBm25(question, 10));
        Assert.Equal(0, ankles.Explain(0, question).Value);
        Assert.Equal(0, ankles.ExplainBm25(0, question).Value);
    }

    [Fact]
    public void An_empty_index_finds_nothing()
    {
        var index = Build();
        Assert.Empty(index.Search("tape", 10));
        Assert.Empty(index.SearchBm25("tape", 10));
        Assert.Equal(0, index.Idf("tape"));
        var wordless = Build(("void", "", ""), ("stop", "is it?", "the"));
        Assert.Empty(wordless.Search("tape", 10));
        Assert.Equal(0, wordless.Explain(1, "tape").Value);
        Assert.Equal(0, wordless.Idf("tape"));
    }

    [Fact]
    public void No_hits_are_wanted_and_none_are_given()
    {
        Assert.Empty(ankles.Search("tape", 0));
        Assert.Empty(ankles.SearchBm25("tape", 0));
    }

    [Fact]
    public void A_question_of_100_000_characters_is_answered()
    {
        var question = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"w{i}"))[..99_980] + " tape";
        Assert.Equal(["leave", "p2", "tape"], ankles.SearchBm25(question, 10).Select(hit => hit.Id).Order(StringComparer.Ordinal));
        Assert.All(ankles.Search(question, 10), hit => Assert.InRange(hit.Score, 0, 0.001));
    }

    [Fact]
    public void No_text_breaks_a_search()
    {
        var texts = RandomText.Many(seed: 4, count: 600, longest: 40).ToList();
        var builder = new PassageIndexBuilder();
        for (var i = 0; i < 300; i++) builder.Add(new IndexDocument($"d{i}", texts[i], texts[i + 300]));
        var index = builder.Build();
        foreach (var text in texts)
        {
            var hits = index.Search(text, 10);
            Assert.All(hits, hit => Assert.InRange(hit.Score, 0, 1));
            Assert.Equal(hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id, StringComparer.Ordinal), hits);
            foreach (var hit in hits) Assert.Equal(hit.Score, index.Explain(hit.Document, text).Value);
        }
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        string[] questions = ["what kind of tape", "how long for the talus", "leave it on", "running"];
        var expected = questions.Select(question => ankles.Search(question, 5)).ToList();
        Parallel.For(0, 400, i => Assert.Equal(expected[i % 4], ankles.Search(questions[i % 4], 5)));
    }

    [Fact]
    public void An_id_may_stand_for_one_document_only()
    {
        var builder = new PassageIndexBuilder().Add(new IndexDocument("a", "", "tape"));
        Assert.Throws<ArgumentException>(() => builder.Add(new IndexDocument("a", "", "towel")));
    }

    [Fact]
    public void A_builder_builds_once()
    {
        var builder = new PassageIndexBuilder();
        builder.Build();
        Assert.Throws<InvalidOperationException>(() => builder.Add(new IndexDocument("a", "", "tape")));
        Assert.Throws<InvalidOperationException>(() => builder.Build());
    }

    private static double ScoreOf(string id, string question) => ankles.Explain(ankles.Find(id), question).Value;

    private static PassageIndex Build(params (string Id, string Question, string Answer)[] documents) =>
        documents.Aggregate(new PassageIndexBuilder(), (builder, row) => builder.Add(new IndexDocument(row.Id, row.Question, row.Answer))).Build();
}
