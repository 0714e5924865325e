using TalusBot.Commands;

namespace TalusBot.Tests.Commands;

public sealed class AddCommandTests : IDisposable
{
    private const string Question = "May I swim with the tape on?";
    private const string Source = "ankle-talus#c12: Yep, you can leave it on.";
    private const string Body = "The author says only that you can leave it on.";

    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;

    public AddCommandTests()
    {
        // What readers are known to ask takes long to read and does not matter here.
        knowledge = folder.CopyOf(Repository.Knowledge);
        foreach (var file in Directory.EnumerateFiles(knowledge, "*.jsonl", SearchOption.AllDirectories))
        {
            File.WriteAllLines(file, File.ReadLines(file).Take(20).ToList());
        }
    }

    private string Entry => Path.Combine(knowledge, "entries", "may-i-swim-with-the-tape-on.md");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_entry_is_shown_measured_and_written()
    {
        var (code, output, error) = await RunAsync([Question, "--also", "can i go swimming with it", "--source", Source, "--body", Body, "--tag", "tape", "--followup", "wear-time"]);

        Assert.True(code == 0, error + output);
        Assert.Empty(error);
        Assert.Contains($"To \"{Question}\" the bot would reply:", output, StringComparison.Ordinal);
        Assert.Contains("“Yep, you can leave it on.” [1]", output, StringComparison.Ordinal);
        Assert.Contains("would get another reply", output, StringComparison.Ordinal);
        Assert.Contains("Answered for the first time", output, StringComparison.Ordinal);
        Assert.EndsWith($"Written: {Entry}", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Matches(
            $"^---\nquestion: May I swim with the tape on\\?\nalso:\n  - can i go swimming with it\nsources:\n  - {Source}\nfollowups:\n  - wear-time\ntags:\n  - tape\nreviewed: [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\n---\n{Body} \\[1\\]\n$",
            await File.ReadAllTextAsync(Entry));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(knowledge, "entries")), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_shows_the_file_and_writes_nothing()
    {
        var (code, output, _) = await RunAsync([Question, "--source", Source, "--body", Body, "--id", "swimming", "--dry-run"]);

        Assert.Equal(0, code);
        Assert.Contains("entries/swimming.md would be:", output, StringComparison.Ordinal);
        Assert.Contains($"question: {Question}", output, StringComparison.Ordinal);
        Assert.Equal(25, Directory.GetFiles(Path.Combine(knowledge, "entries")).Length);
    }

    [Fact]
    public async Task A_warning_is_told_and_does_not_keep_it_from_being_written()
    {
        var (code, _, error) = await RunAsync(["How long should I leave the rope on?", "--source", Source, "--body", "Leave it for 3 hours. [1]"]);

        Assert.Equal(0, code);
        Assert.Contains("for \"rope\"", error, StringComparison.Ordinal);
        Assert.Contains("No quote that the entry cites holds \"3 hours\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_mistake_nothing_is_written()
    {
        var (code, _, error) = await RunAsync([Question, "--source", "ankle-talus#c12: Swim as you like.", "--body", Body]);

        Assert.Equal(1, code);
        Assert.Contains("may-i-swim-with-the-tape-on.md(4): The quote is not in ankle-talus#c12; paste its exact words.", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Entry));
    }

    [Theory]
    [InlineData("an entry without words to rest on", "at least one --source", "May I swim?", "--body", "Yes.")]
    [InlineData("an entry without an answer", "a --body", "May I swim?", "--source", Source)]
    [InlineData("nothing at all", "a question, at least one --source, a --body")]
    [InlineData("an id in use", "There is an entry \"which-tape\" already", "May I swim?", "--source", Source, "--body", Body, "--id", "which-tape")]
    [InlineData("an id that leads elsewhere", "cannot be an id", "May I swim?", "--source", Source, "--body", Body, "--id", "../../etc/passwd")]
    public async Task What_cannot_be_an_entry_is_refused_in_words(string what, string said, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);

        Assert.True(code == 2, what);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_it_asks_for_the_rest_and_writes_when_it_may()
    {
        var (code, output, error) = await RunAsync([], Question, "can i go swimming with it", "", "words that nobody ever said zzz", "you can leave it on", "1", Body, "y");

        Assert.True(code == 0, error + output);
        Assert.Contains("What the sources say that is near:", output, StringComparison.Ordinal);
        Assert.Contains(" 1. “", output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(Entry);
        Assert.Contains("  - can i go swimming with it\n", text, StringComparison.Ordinal);
        Assert.Contains("  - ankle-talus#c12: ", text, StringComparison.Ordinal);
        Assert.EndsWith($"{Body} [1]\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_a_no_leaves_the_files_alone()
    {
        var (code, output, _) = await RunAsync([Question], Source, Body, "n");

        Assert.Equal(0, code);
        Assert.Contains("Nothing was written.", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Entry));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] args, params string[] typed)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var to = CommandOutput.To(output, error);
        var code = await CommandLine.RunAsync(["add", .. args, "--knowledge", knowledge, "--seeds", Repository.Seeds], typed.Length == 0 ? to : new CommandOutput(output, error, new TypingConsole(output, typed)));
        return (code, output.ToString(), error.ToString());
    }
}
