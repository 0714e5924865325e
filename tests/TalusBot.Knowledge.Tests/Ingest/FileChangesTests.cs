using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge.Tests.Ingest;

public sealed class FileChangesTests
{
    private const string Entry = "---\nquestion: May I swim with the tape on?\nsources:\n  - ankle-talus#c12: Yep, you can leave it on.\n---\nHe says that you can leave it on. [1]\n";

    [Theory]
    [InlineData("site.yaml", true)]
    [InlineData("synonyms.txt", true)]
    [InlineData("calibration.yaml", true)]
    [InlineData("entries/which-tape.md", true)]
    [InlineData("guides/calf-or-talus.md", true)]
    [InlineData("safety/stroke.md", true)]
    [InlineData("safety/vocabulary.yaml", true)]
    [InlineData("judged/entries.jsonl", true)]
    [InlineData("questions/golden.jsonl", true)]
    [InlineData("", false)]
    [InlineData("entries/", false)]
    [InlineData("entries/../site.yaml", false)]
    [InlineData("../entries/a.md", false)]
    [InlineData("/entries/a.md", false)]
    [InlineData("entries//a.md", false)]
    [InlineData("entries\\a.md", false)]
    [InlineData("entries/a/b.md", false)]
    [InlineData("entries/.a.md", false)]
    [InlineData("entries/A.md", false)]
    [InlineData("entries/a.md\n", false)]
    [InlineData("entries/a.md\0", false)]
    [InlineData("entries/a.yaml", false)]
    [InlineData("safety/other.yaml", false)]
    [InlineData("others/a.md", false)]
    [InlineData("seeds/ankle-talus.txt", false)]
    public void Only_files_of_the_knowledge_can_be_changed(string path, bool allowed)
    {
        Assert.Equal(allowed, FileChanges.IsPath(path));
        if (!allowed)
        {
            Assert.Throws<ArgumentException>(() => FileChanges.None.With(path, ""));
            Assert.Throws<ArgumentException>(() => FileChanges.None.Without(path));
        }
    }

    [Fact]
    public void A_name_longer_than_an_id_may_be_is_refused() => Assert.False(FileChanges.IsPath($"entries/{new string('a', 101)}.md"));

    [Fact]
    public void A_new_file_is_read_as_if_it_stood_there_and_nothing_is_written()
    {
        var before = Directory.GetFiles(Path.Combine(Repository.Knowledge, "entries"));
        var (snapshot, problems) = Read(FileChanges.None.With("entries/swimming.md", Entry));
        Assert.Empty(problems);
        var entry = snapshot!.Entries.Single(entry => entry.Id == "swimming");
        Assert.Equal(Path.Combine(Repository.Knowledge, "entries", "swimming.md"), Path.GetFullPath(entry.File));
        Assert.Equal("swimming", ((Knowledge.Answers.Answer.Covered)snapshot.Answers.Pick("May I swim with the tape on?")).Unit);
        Assert.Equal(before, Directory.GetFiles(Path.Combine(Repository.Knowledge, "entries")));
    }

    [Fact]
    public void A_mistake_in_a_draft_names_the_file_as_if_it_stood_there()
    {
        var (_, problems) = Read(FileChanges.None.With("entries/swimming.md", Entry.Replace("#c12", "#c99", StringComparison.Ordinal)));
        var problem = Assert.Single(problems);
        Assert.Equal((Path.Combine(Repository.Knowledge, "entries/swimming.md"), 4), (problem.File, problem.Line));
    }

    [Fact]
    public void A_changed_file_takes_the_place_of_the_one_on_disk_and_a_removed_one_is_gone()
    {
        var (snapshot, problems) = Read(FileChanges.None.With("entries/which-tape.md", Entry).Without("guides/is-it-getting-better.md"));
        Assert.Equal("May I swim with the tape on?", snapshot!.Entries.Single(entry => entry.Id == "which-tape").Question);
        Assert.DoesNotContain(snapshot.Guides, guide => guide.Id == "is-it-getting-better");
        Assert.All(problems, problem => Assert.Contains("judged", problem.File, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_places_and_synonyms_can_be_tried_out_as_well()
    {
        var (snapshot, problems) = Read(FileChanges.None.With("safety/places.yaml", "closing: x\n").With("synonyms.txt", "one\n"));
        Assert.Null(snapshot);
        Assert.Equal(["places.yaml", "synonyms.txt"], problems.Select(problem => Path.GetFileName(problem.File)).Distinct());
    }

    [Fact]
    public void A_file_that_there_must_be_is_missed_when_it_is_removed()
    {
        var (snapshot, problems) = Read(FileChanges.None.Without("site.yaml"));
        Assert.Null(snapshot);
        Assert.Contains(problems, problem => problem.Message.StartsWith("There is no such file; write one", StringComparison.Ordinal));
    }

    private static (Snapshot? Snapshot, IReadOnlyList<SourceProblem> Problems) Read(FileChanges changes) => Snapshot.Read(Repository.Knowledge, Repository.Seeds, SharedVectors.Cache, changes);
}
