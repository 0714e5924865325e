using TalusBot.Knowledge.Curation;

namespace TalusBot.Knowledge.Tests.Curation;

public sealed class EntryDraftReaderTests
{
    private const string Right = "---\nquestion: Which tape?\nalso:\n  - what tape\nsources:\n  - ankle-talus#c12: It’s nothing special.\n  - ankle-talus#c11\ntags:\n  - tape\nreviewed: 2026-11-22\n---\nAny. [1] [2]\n";

    [Fact]
    public void A_right_file_is_a_draft_that_holds_all_of_it()
    {
        var opened = EntryDraftReader.Read("which-tape", Right);
        Assert.Null(opened.Raw);
        Assert.Equal("entries/which-tape.md", opened.Draft.Path);
        Assert.Equal(("Which tape?", "what tape", "tape", new DateOnly(2026, 11, 22), "Any. [1] [2]"), (opened.Draft.Question, opened.Draft.Also[0], opened.Draft.Tags[0], opened.Draft.Reviewed!.Value, opened.Draft.Body));
        Assert.Equal([new DraftSource("ankle-talus#c12", "It’s nothing special."), new DraftSource("ankle-talus#c11", null)], opened.Draft.Sources);
    }

    [Theory]
    [InlineData("reviewed: 2026-11-22", "reviewed: soon")]
    [InlineData("tags:", "tag:")]
    [InlineData("tags:", "# a remark\ntags:")]
    [InlineData("- tape", "- tape # a remark")]
    [InlineData("- what tape", "- what: tape: now")]
    [InlineData("- what tape", "- \"what tape")]
    [InlineData("question:", "question")]
    public void Where_a_draft_would_lose_something_the_text_is_kept_as_well(string old, string now)
    {
        var text = Right.Replace(old, now, StringComparison.Ordinal);
        var opened = EntryDraftReader.Read("which-tape", text);
        Assert.Equal(text, opened.Raw);
        Assert.Equal("Any. [1] [2]", opened.Draft.Body);
        Assert.Contains(new DraftSource("ankle-talus#c12", "It’s nothing special."), opened.Draft.Sources);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no front matter")]
    [InlineData("---\nnever closed")]
    [InlineData("---\n[[[[[[[[[[[[[[[[\n---\nBody. [1]\n")]
    [InlineData("---\n- a\n- b\n---\n")]
    [InlineData("---\nquestion: [a, b]\nsources: {a: b}\nalso: one\n---\n")]
    [InlineData("---\nquestion: &a x\nalso: *a\n---\n")]
    public void Nothing_is_too_broken_to_be_opened(string text)
    {
        var opened = EntryDraftReader.Read("broken", text);
        Assert.Equal(text, opened.Raw);
        Assert.Equal("broken", opened.Draft.Id);
    }

    [Theory]
    [InlineData("How long should I wear it?", "how-long-should-i-wear-it")]
    [InlineData("  What’s “posterior glide”?? ", "whats-posterior-glide")]
    [InlineData("Où mettre l'étrier — à gauche?", "ou-mettre-letrier-a-gauche")]
    [InlineData("4-6 weeks?", "4-6-weeks")]
    [InlineData("???", "entry")]
    [InlineData("", "entry")]
    [InlineData("\uD800", "entry")]
    [InlineData("足首", "entry")]
    public void An_id_is_proposed_from_the_question(string question, string id)
    {
        Assert.Equal(id, EntryId.For(question, []));
        Assert.True(EntryId.IsPossible(id));
    }

    [Fact]
    public void The_name_of_the_page_for_new_entries_is_no_id()
    {
        Assert.Equal("new-2", EntryId.For("New?", []));
        Assert.False(EntryId.IsPossible("new"));
        Assert.True(EntryId.IsPossible("new-tape"));
    }

    [Fact]
    public void A_proposed_id_is_new_and_not_too_long()
    {
        Assert.Equal("why-3", EntryId.For("Why?", ["why", "why-2", "how"]));
        var wordy = EntryId.For(string.Join(' ', Enumerable.Repeat("dorsiflexion", 30)), []);
        Assert.Equal("dorsiflexion-dorsiflexion-dorsiflexion-dorsiflexion", wordy);
        var one = EntryId.For(new string('a', 300), [new string('a', EntryId.MaxLength)]);
        Assert.Equal(new string('a', EntryId.MaxLength - 2) + "-2", one);
    }
}
