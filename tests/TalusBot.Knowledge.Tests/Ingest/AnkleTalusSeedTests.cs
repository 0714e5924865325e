using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class AnkleTalusSeedTests
{
    private static readonly Article Seed = SeedReader.Read(
        "ankle-talus", File.ReadAllText(Path.Combine(Repository.Seeds, "ankle-talus.txt")), Sites.Of("b-reddy", "reddyb")).Value!;

    [Fact]
    public void Six_readers_and_six_replies_stand_under_the_article_with_their_dates()
    {
        string[] expected =
        [
            "c1 Darren Reader 2016-08-25 ", "c2 reddyb Author 2016-08-28 c1",
            "c3 linkeseitentasche Reader 2016-09-04 ", "c4 reddyb Author 2016-09-06 c3",
            "c5 Missy Yannitell Reader 2017-02-05 ", "c6 reddyb Author 2017-02-07 c5",
            "c7 Erica Reader 2017-10-13 ", "c8 b-reddy Author 2017-10-15 c7",
            "c9 Eric Reader 2018-06-09 ", "c10 b-reddy Author 2018-06-12 c9",
            "c11 R. Reader 2020-10-12 ", "c12 b-reddy Author 2020-10-13 c11",
        ];
        Assert.Equal(expected, Seed.Comments.Select(c => FormattableString.Invariant(
            $"{Short(c.Id)} {c.Speaker} {c.Role} {c.Date:yyyy-MM-dd} {Short(c.RepliesTo ?? "")}")));
    }

    [Fact]
    public void The_article_has_nineteen_paragraphs_by_the_author_without_a_date()
    {
        Assert.Equal(Enumerable.Range(1, 19).Select(i => $"ankle-talus#p{i}"), Seed.Paragraphs.Select(p => p.Id));
        Assert.All(Seed.Paragraphs, p => Assert.Equal(("b-reddy", Role.Author, null), (p.Speaker, p.Role, p.Date)));
    }

    [Fact]
    public void The_one_sub_heading_covers_the_paragraphs_after_it()
    {
        Assert.Equal("Mobilizing the talus", Assert.Single(Seed.Paragraphs, p => p.IsHeading).Text);
        Assert.All(Seed.Paragraphs.Take(11), p => Assert.Null(p.Heading));
        Assert.All(Seed.Paragraphs.Skip(11), p => Assert.Equal("Mobilizing the talus", p.Heading));
    }

    [Fact]
    public void The_gaps_where_pictures_were_are_noticed() =>
        Assert.Equal(["p4", "p5", "p7", "p17"], Seed.Paragraphs.Where(p => p.LeadsToPicture).Select(p => Short(p.Id)));

    [Fact]
    public void Five_questions_are_paired_with_their_replies() =>
        Assert.Equal(
            [
                ("c2", "Darren", "Could my theory be correct?"),
                ("c6", "Missy Yannitell", "My question is what else can I do?"),
                ("c10", "Eric", "How long does it typically take to fully release an impinged talus?"),
                ("c12.1", "R.", "Sorry if these questions are dumb, but what exactly kind of tape should be used for the taping method?"),
                ("c12.2", "R.", "And do you just leave it on during the day and it works itself while walking around?"),
            ],
            Seed.Exchanges.Select(x => (Short(x.Id), x.Asked.Speaker, x.Question.Text)));

    [Fact]
    public void An_answer_leaves_the_greeting_out_and_keeps_the_rest()
    {
        Assert.Equal("When someone is looking to address the talus this is what I use. Haven’t found a need to add more.", Answer("c6"));
        Assert.Equal("If you look up “athletic tape” you should get a bunch of options. It’s nothing special.", Answer("c12.1"));
        Assert.Equal("Yep, you can leave it on.", Answer("c12.2"));
        Assert.StartsWith("With any adaptation, after 4-6 weeks", Answer("c10"), StringComparison.Ordinal);
        Assert.EndsWith("why-the-lack-of-internal-rotation/", Answer("c10"), StringComparison.Ordinal);

        static string Answer(string id) => Assert.Single(Seed.Exchanges, x => Short(x.Id) == id).Answer.Text;
    }

    [Fact]
    public void Both_paragraphs_of_the_measuring_tip_are_endorsed()
    {
        Assert.Equal([("c3.1", "c4"), ("c3.2", "c4")], Seed.Tips.Select(t => (Short(t.Id), Short(t.Endorsement!.Id))));
        Assert.Contains("additional 2cm", Seed.Tips[1].Words.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_zero_drop_question_was_only_asked_back()
    {
        var open = Assert.Single(Seed.Unanswered);
        Assert.Equal(("c7", "c8"), (Short(open.Id), Short(open.AskedBack!.Id)));
        Assert.StartsWith("What if all the shoes I am wearing are zero drop?", open.Question.Text, StringComparison.Ordinal);
        Assert.EndsWith("feeling jammed??", open.Question.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Seven_links_lead_on_from_two_replies()
    {
        Assert.Equal(["c2", "c2", "c2", "c10", "c10", "c10", "c10"], Seed.ReadNext.Select(link => Short(link.In)));
        Assert.Equal("I discuss this some here, where the same rules would apply to running:", Seed.ReadNext[0].Sentence);
        Assert.Equal("", Seed.ReadNext[3].Sentence);
        Assert.All(Seed.ReadNext.Skip(4), link => Assert.EndsWith("get this point across-", link.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_span_is_verbatim()
    {
        var spans = Seed.Paragraphs.Cast<Passage>().Concat(Seed.Comments).Select(p => new Span(p.Text, p.Start, p.End))
            .Concat(Seed.Exchanges.SelectMany(x => new[] { x.Question, x.Answer }))
            .Concat(Seed.Tips.Select(t => t.Words))
            .Concat(Seed.Unanswered.Select(u => u.Question));
        Assert.All(spans, span => Assert.Equal(Seed.Text[span.Start..span.End], span.Text));
    }

    private static string Short(string id) => id[(id.IndexOf('#', StringComparison.Ordinal) + 1)..];
}
