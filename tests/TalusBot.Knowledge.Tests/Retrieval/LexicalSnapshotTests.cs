using TalusBot.Knowledge.Answers;
using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Retrieval;

namespace TalusBot.Knowledge.Tests.Retrieval;

/// <summary>A snapshot that came into use before its sentences were encoded, and what becomes of it.</summary>
public sealed class LexicalSnapshotTests
{
    private static readonly (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) Whole = Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache);
    private static readonly VectorCache Empty = VectorCache.Open(Path.Combine(AppContext.BaseDirectory, "there-is-no-such-file.bin"), SentenceEncoder.Shared);
    private static readonly Snapshot Lexical = Snapshot.Read(Repository.Knowledge, Repository.Seeds, Empty, mostEncoded: 0).Snapshot!;

    private static IEnumerable<string> Questions => QuestionReader.ReadFolder(Path.Combine(Repository.Knowledge, "questions")).Questions
        .Where(question => !question.IsUntouched && question.Turns.Count == 1).Select(question => question.Turns[0]).Take(120);

    [Fact]
    public void It_has_encoded_nothing_and_says_what_is_missing()
    {
        Assert.True(Lexical.IsLexical);
        Assert.Equal(0, Empty.Count);
        Assert.Equal(Whole.Snapshot!.Search.Index.SentenceCount, Lexical.Search.Index.Unencoded.Count);
        Assert.False(Whole.Snapshot.IsLexical);
        Assert.Empty(Whole.Snapshot.Search.Index.Unencoded);
    }

    [Fact]
    public void With_no_more_to_encode_than_may_be_it_is_complete_at_once()
    {
        Assert.False(Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache, mostEncoded: 0).Snapshot!.IsLexical);
    }

    [Theory]
    [InlineData("Which tape should I use?")]
    [InlineData("how long should I leave the tape on my ankle")]
    public void It_answers_by_words_and_letters(string question) => Assert.IsType<Answer.Covered>(Lexical.Answers.Pick(question));

    [Theory]
    [InlineData("who won the football match yesterday")]
    [InlineData("what is the capital of Mongolia")]
    [InlineData("which tablets help against a rash")]
    public void What_nothing_answers_it_refuses(string question) => Assert.False(Lexical.Answers.Pick(question) is Answer.Covered or Answer.Several);

    [Fact]
    public void The_same_question_gets_the_same_answer_and_every_score_explains_itself()
    {
        var again = Snapshot.Read(Repository.Knowledge, Repository.Seeds, Empty, mostEncoded: 0).Snapshot!;
        foreach (var question in Questions)
        {
            var (hits, confidence) = Lexical.Search.Rank(question, 5);
            Assert.Equal(confidence, again.Search.Rank(question, 5).Confidence);
            Assert.Equal(hits.Select(hit => (hit.Unit.Id, hit.Score)), again.Search.Rank(question, 5).Hits.Select(hit => (hit.Unit.Id, hit.Score)));
            foreach (var hit in hits)
            {
                var explained = Lexical.Search.Explain(question, hit);
                Assert.Equal(hit.Found.Score, explained.Value, 9);
                Assert.Equal(2, explained.Parts.Count);
                Assert.Equal(hit.Found.Score, ((HybridIndex.Bm25nWeight * explained.Parts[0].Value) + (HybridIndex.CharWeight * explained.Parts[1].Value)) / HybridIndex.LexicalShare, 4);
            }
        }
    }

    [Fact]
    public void Completed_it_is_the_same_as_one_that_was_read_in_one_go()
    {
        var (completed, problems) = Lexical.Complete(SharedVectors.Cache);

        Assert.False(completed.IsLexical);
        Assert.Equal(Whole.Problems, problems);
        foreach (var question in Questions)
        {
            var (hits, confidence) = completed.Search.Rank(question, 10);
            var expected = Whole.Snapshot!.Search.Rank(question, 10);
            Assert.Equal(expected.Confidence, confidence);
            Assert.Equal(expected.Hits.Select(hit => (hit.Unit.Id, hit.Score)), hits.Select(hit => (hit.Unit.Id, hit.Score)));
        }
    }

    /// <summary>Whatever the weights: those of a site may have any sign.</summary>
    [Fact]
    public void What_it_claims_is_the_least_of_what_the_missing_meanings_leave_open()
    {
        var random = new Random(7);
        for (var i = 0; i < 1_000; i++)
        {
            var evidence = new Evidence(random.NextDouble(), random.NextDouble() - 0.2, 0, random.NextDouble(), Vote: random.NextDouble());
            var calibration = new Calibration([.. Evidence.Names.Select(_ => (random.NextDouble() * 20) - 10)], -1, 0.7, 0.35);
            var claimed = calibration.Probability(evidence.WithoutMeaning(calibration));

            var nothing = evidence with { Score = evidence.Score * HybridIndex.LexicalShare, Margin = evidence.Margin * HybridIndex.LexicalShare };
            var agreeing = evidence with { Use = evidence.Score };
            var against = nothing with { Margin = nothing.Margin - (HybridIndex.UseWeight / 3) };
            Assert.All([evidence, nothing, agreeing, against], one => Assert.InRange(claimed, 0, calibration.Probability(one) + 0.001));
        }
    }
}
