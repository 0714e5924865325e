using System.Globalization;
using TalusBot.Knowledge.Index;

namespace TalusBot.Knowledge.Tests.Index;

/// <summary>The short cuts of the search leave nothing out: 10,000 questions against a scorer that knows no short cut.</summary>
public sealed class ExactSearchTests
{
    private const int Top = 10;

    [Theory]
    [InlineData(100, 4_000)]
    [InlineData(1_000, 4_000)]
    [InlineData(20_000, 2_000)]
    public void The_ten_best_are_those_of_scoring_every_document(int documents, int questions)
    {
        var random = new Random(documents);
        var texts = Texts(random, documents);
        var index = Build(texts);
        var reference = new ReferenceScorer(texts);
        for (var i = 0; i < questions; i++)
        {
            var question = Question(random);
            Same(reference.Search(question, Top), index.SearchBm25(question, Top), question);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(700)]
    [InlineData(int.MaxValue)]
    public void So_are_any_number_of_them(int top)
    {
        var random = new Random(top);
        var texts = Texts(random, 3_000);
        var index = Build(texts);
        var reference = new ReferenceScorer(texts);
        for (var i = 0; i < 100; i++)
        {
            var question = Question(random);
            Same(reference.Search(question, top), index.SearchBm25(question, top), question);
        }
    }

    [Fact]
    public void Hundreds_of_equal_documents_stand_in_the_order_of_their_ids()
    {
        var texts = Enumerable.Range(0, 9_000).Select(i => new IndexDocument(Id(i * 7_919 % 9_000), "", i % 3 == 0 ? "tape talus" : i % 3 == 1 ? "tape" : "towel")).ToList();
        var index = Build(texts);
        var reference = new ReferenceScorer(texts);
        foreach (var question in (List<string>)["tape", "talus", "tape talus", "towel talus", "towel tape"]) Same(reference.Search(question, Top), index.SearchBm25(question, Top), question);
    }

    [Fact]
    public void Scores_too_far_apart_for_an_exact_sum_are_added_in_the_questions_order()
    {
        var texts = Enumerable.Range(0, 20_000).Select(i => new IndexDocument(Id(i), "", i % 2 == 0 ? "tape" : "tape rare" + Id(i))).ToList();
        texts[1] = new IndexDocument(Id(1), "", "tape " + string.Join(' ', Enumerable.Range(0, 200_000).Select(i => "filler" + Id(i % 100))));
        var index = Build(texts);
        var question = "tape rare" + Id(3) + " rare" + Id(5) + " filler1";
        var reference = new ReferenceScorer(texts);

        Assert.False(MaxScore.IsExact(index.AllFields[2].Postings, [index.Dictionary.Find("tape"), index.Dictionary.Find("rare" + Id(3))]));
        Same(reference.Search(question, Top), index.SearchBm25(question, Top), question);
        Same(reference.Search("tape", 20_000), index.SearchBm25("tape", 20_000), "tape");
    }

    [Fact]
    public void A_word_may_stand_more_often_than_a_byte_can_count()
    {
        var texts = ((List<int>)[1, 254, 255, 256, 70_000]).Select(times => new IndexDocument(Id(times), "", string.Concat(Enumerable.Repeat("tape ", times)) + "talus")).ToList();
        var index = Build(texts);

        Same(new ReferenceScorer(texts).Search("tape", Top), index.SearchBm25("tape", Top), "tape");
        Assert.All(index.SearchBm25("tape", Top), hit => Assert.Contains($"{int.Parse(hit.Id[1..], CultureInfo.InvariantCulture)} = f, times the word stands here", index.ExplainBm25(hit.Document, "tape").ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_allocates_nothing_but_its_hits()
    {
        var random = new Random(5);
        var index = Build(Texts(random, 2_000));
        var questions = Enumerable.Range(0, 200).Select(_ => Question(random)).ToList();
        var hits = questions.Sum(question => index.SearchBm25(question, Top).Count);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var question in questions) index.SearchBm25(question, Top);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        const int hit = 24; // a number, a reference and a score
        const int array = 24; // what every array has
        Assert.InRange(allocated, 0, (hits * hit) + (questions.Count * array));
    }

    /// <summary>Few common words and many rare ones, repeated words, equal texts, texts without a word, ids in no order.</summary>
    private static List<IndexDocument> Texts(Random random, int count)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        random.Shuffle(numbers);
        var texts = new List<IndexDocument>(count);
        foreach (var number in numbers)
        {
            texts.Add(random.Next(20) switch
            {
                0 when texts.Count > 0 => texts[random.Next(texts.Count)] with { Id = Id(number) },
                1 => new IndexDocument(Id(number), "", random.Next(2) == 0 ? "" : "is it the"),
                2 => new IndexDocument(Id(number), Words(random, random.Next(12)), ""),
                3 => new IndexDocument(Id(number), Words(random, random.Next(12)), Words(random, random.Next(60))),
                4 => new IndexDocument(Id(number), "", string.Concat(Enumerable.Repeat(Word(random) + " ", random.Next(1, 300)))),
                _ => new IndexDocument(Id(number), "", Words(random, random.Next(60))),
            });
        }

        return texts;
    }

    private static string Question(Random random) => random.Next(50) switch
    {
        0 => "",
        1 => "is it the",
        2 => "unheardof",
        3 => "unheardof " + Words(random, 2),
        4 => string.Concat(Enumerable.Repeat(Word(random) + " ", 5)),
        5 => Words(random, 40),
        _ => Words(random, random.Next(1, 6)),
    };

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(random)));

    // The smaller the number the likelier, as Zipf found it in books; 5,000 words.
    private static string Word(Random random) => string.Create(CultureInfo.InvariantCulture, $"w{(int)Math.Pow(5_000, random.NextDouble())}");

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"d{number}");

    private static PassageIndex Build(List<IndexDocument> texts)
    {
        var builder = new PassageIndexBuilder();
        foreach (var text in texts) builder.Add(text);
        return builder.Build();
    }

    private static void Same(List<(string Id, double Score)> expected, IReadOnlyList<ScoreDoc> found, string question)
    {
        if (!expected.SequenceEqual(found.Select(hit => (hit.Id, hit.Score))))
        {
            Assert.Fail($"\"{question}\": expected {string.Join(", ", expected.Take(12))}; found {string.Join(", ", found.Take(12))}");
        }
    }
}
