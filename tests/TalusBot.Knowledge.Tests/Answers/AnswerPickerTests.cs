using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Answers;

public sealed class AnswerPickerTests
{
    private static readonly Snapshot Shipped = Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache).Snapshot!;

    [Fact]
    public void An_entry_answers_in_its_own_words_and_shows_what_they_rest_on()
    {
        var answer = Assert.IsType<Answer.Covered>(Shipped.Answers.Pick("which tape do I need?"));

        Assert.NotNull(answer.Words);
        var quote = Assert.Single(answer.Quotes);
        Assert.Equal(("ankle-talus#c12", "b-reddy", new DateOnly(2020, 10, 13)), (quote.Citation.Id, quote.Citation.Speaker, quote.Citation.Date));
        Assert.True(quote.RepliesToReader);
    }

    [Fact]
    public void An_exchange_without_entry_answers_with_the_authors_whole_short_reply()
    {
        var answer = Assert.IsType<Answer.Covered>(Shipped.Answers.From("ankle-talus#c6", "what else can I do, is there anything to add?"));

        Assert.Null(answer.Words);
        Assert.Equal("When someone is looking to address the talus this is what I use. Haven’t found a need to add more.", Assert.Single(answer.Quotes).Citation.Quote);
    }

    [Fact]
    public void A_readers_tip_that_the_author_agreed_with_is_marked_so()
    {
        var answer = Assert.IsType<Answer.Covered>(Shipped.Answers.From("ankle-talus#c3.2", "measuring progress with a measuring tape"));

        var quote = Assert.Single(answer.Quotes);
        Assert.Equal(("linkeseitentasche", Role.Reader, true), (quote.Citation.Speaker, quote.Citation.Role, quote.Endorsed));
        Assert.Contains("measure your progress", quote.Citation.Quote, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_was_asked_and_never_answered_stays_unanswered()
    {
        var answer = Assert.IsType<Answer.NotCovered>(Shipped.Answers.Pick("what if all my shoes are zero drop?"));

        Assert.Equal("ankle-talus#c7", answer.Asked?.Asked.Id);
        Assert.Equal("Erica", answer.AskedCitation?.Speaker);
    }

    [Fact]
    public void Chosen_from_a_list_it_stays_unanswered_too()
    {
        var unit = Shipped.Search.All.OfType<TalusBot.Knowledge.Retrieval.Unit.OfUnanswered>().Single(one => one.Unanswered.Asked.Id == "ankle-talus#c7");

        Assert.IsType<Answer.NotCovered>(Shipped.Answers.From(unit.Id, "zero drop"));
        Assert.Null(Shipped.Search.Find("zero-drop-shoes"));
    }

    [Fact]
    public void What_was_judged_to_have_no_answer_gets_none()
    {
        foreach (var judged in Shipped.Judged.Where(judged => judged.IsNotCovered))
        {
            Assert.IsType<Answer.NotCovered>(Shipped.Answers.Pick(judged.Question));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("the of and")]
    [InlineData("who wrote hamlet")]
    public void Without_words_in_common_there_is_no_answer(string question) => Assert.IsType<Answer.NotCovered>(Shipped.Answers.Pick(question));

    /// <summary>Every quote of every answer to every phrasing and to every line of the seed stands in the seed, at the place it names.</summary>
    [Fact]
    public void Every_quote_is_verbatim_and_short_enough()
    {
        var article = Assert.Single(Shipped.Articles);
        var questions = Shipped.Entries.SelectMany(entry => entry.Also.Prepend(entry.Question)).Concat(article.Text.Split('\n'));
        foreach (var citation in questions.SelectMany(question => CitationsOf(Shipped.Answers.Pick(question))))
        {
            Assert.Equal(citation.Quote, article.Text[citation.Start..citation.End]);
            Assert.InRange(citation.Quote.Length, 1, Citation.LongestQuote);
            var said = article.Paragraphs.Concat<Passage>(article.Comments).Single(passage => passage.Id == citation.Id);
            Assert.Equal((said.Speaker, said.Role, said.Date), (citation.Speaker, citation.Role, citation.Date));
            Assert.InRange(citation.Start, said.Start, said.End);
        }
    }

    [Fact]
    public void Every_phrasing_of_an_entry_finds_its_entry()
    {
        foreach (var entry in Shipped.Entries)
        {
            foreach (var phrasing in entry.Also.Prepend(entry.Question))
            {
                switch (Shipped.Answers.Pick(phrasing))
                {
                    case Answer.Covered covered:
                        Assert.Equal(entry.Answer, covered.Words);
                        break;
                    case Answer.NotCovered { Asked: { } asked }:
                        Assert.Equal(entry.Sources[0].Said.Id, asked.Asked.Id);
                        break;
                    case var other:
                        Assert.Fail($"{phrasing}: {other}");
                        break;
                }
            }
        }
    }

    [Fact]
    public void No_phrasing_of_an_entry_is_taken_for_a_warning_sign() => Assert.All(
        Shipped.Entries.SelectMany(entry => entry.Also.Prepend(entry.Question)), phrasing => Assert.True(Shipped.Safety.Check(phrasing) is null, phrasing));

    [Fact]
    public void Followups_are_questions_that_have_answers()
    {
        var answer = Assert.IsType<Answer.Covered>(Shipped.Answers.Pick("which tape do I need?"));

        Assert.NotEmpty(answer.Followups);
        Assert.All(answer.Followups, followup => Assert.IsType<Answer.Covered>(Shipped.Answers.Pick(followup)));
    }

    private static IEnumerable<Citation> CitationsOf(Answer answer) => answer switch
    {
        Answer.Covered covered => covered.Quotes.Select(quote => quote.Citation),
        Answer.NotCovered { AskedCitation: { } asked } => [asked],
        _ => [],
    };
}
