using TalusBot.Knowledge.Guides;
using TalusBot.Knowledge.Ingest;
using TalusBot.Knowledge.Tests.Safety;

namespace TalusBot.Knowledge.Tests.Guides;

public sealed class ShippedGuidesTests
{
    private static readonly KnowledgeContent Content = KnowledgeReader.Read(Repository.Knowledge, Repository.Seeds);

    public static TheoryData<string> Guides => [.. Content.Guides.Select(guide => guide.Id)];

    [Fact]
    public void Both_guides_are_there_without_a_problem()
    {
        Assert.Empty(Content.Problems);
        Assert.Equal(["calf-or-talus", "is-it-getting-better"], Content.Guides.Select(guide => guide.Id));
    }

    [Theory, MemberData(nameof(Guides))]
    public void Every_outcome_can_be_reached_and_every_step_leads_to_one(string id)
    {
        var steps = Of(id).Steps;
        Assert.InRange(steps.Count(step => step.IsOutcome), 6, 10);
        Assert.Subset(GuideWalk.Reachable(steps).ToHashSet(), steps.Select(step => step.Id).ToHashSet());
        Assert.Subset(GuideWalk.LeadingOut(steps).ToHashSet(), steps.Select(step => step.Id).ToHashSet());
    }

    [Theory, MemberData(nameof(Guides))]
    public void Every_step_rests_on_words_of_the_seed(string id) =>
        Assert.All(Of(id).Steps.SelectMany(step => step.Sources), source => Assert.Equal(source.Quote.Text, Content.Articles[0].Text[source.Quote.Start..source.Quote.End]));

    [Theory, MemberData(nameof(Guides))]
    public void Not_sure_is_an_answer_to_every_question(string id) =>
        Assert.All(Of(id).Steps.Where(step => !step.IsOutcome), step => Assert.Contains("Not sure", step.Choices.Select(choice => choice.Words)));

    [Theory, MemberData(nameof(Guides))]
    public void Every_outcome_speaks_of_measuring_and_of_having_it_seen(string id) =>
        Assert.All(Of(id).Steps.Where(step => step.IsOutcome), step =>
        {
            Assert.Matches("(?i)measur", step.Text);
            Assert.Matches("(?i)have (someone|a doctor or a physio) look at", step.Text);
        });

    [Theory, MemberData(nameof(Guides))]
    public void What_a_reader_may_choose_is_no_warning_sign_unless_it_leads_to_somebody_who_looks(string id)
    {
        foreach (var choice in Of(id).Steps.SelectMany(step => step.Choices).Where(choice => choice.Step is not ("have-it-seen-first" or "have-someone-look-at-it")))
            Assert.All(choice.Also.Prepend(choice.Words), words => Assert.Null(SafetyFolder.Screen.Check(words)));
    }

    private static Guide Of(string id) => Content.Guides.Single(guide => guide.Id == id);
}
