using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>New weights from what was judged, and only where the golden questions allow them.</summary>
public sealed class FitPageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder folder = new();
    private readonly string knowledge;

    /// <summary>A knowledge with fewer questions, so that a fit takes a second.</summary>
    public FitPageTests()
    {
        knowledge = folder.CopyOf(Repository.Knowledge);
        foreach (var file in Directory.GetFiles(Path.Combine(knowledge, "judged"), "*.jsonl").Concat(Directory.GetFiles(Path.Combine(knowledge, "questions"), "golden*.jsonl")))
        {
            File.WriteAllLines(file, File.ReadAllLines(file).Where((_, i) => i % 12 == 0));
        }
    }

    private string Calibration => Path.Combine(knowledge, "calibration.yaml");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task New_weights_are_shown_beside_the_old_ones_and_put_into_use_at_a_press()
    {
        Demand("0", "1", "99");
        var before = File.ReadAllText(Calibration);
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await LookAsync(visit);
        Assert.Contains("cross-validated", visit.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("the half to work with", visit.Text, StringComparison.Ordinal);
        var shown = visit.Page.QuerySelectorAll("tr").Single(row => row.QuerySelector("th")?.TextContent == "margin").QuerySelectorAll("td").Select(cell => cell.TextContent).ToList();
        Assert.Contains($"margin: {shown[0]}\n", before, StringComparison.Ordinal);
        Assert.NotEqual(shown[0], shown[1]);

        await visit.PressAsync("Use these weights");

        Assert.Contains("The new weights are in use.", visit.Text, StringComparison.Ordinal);
        var after = File.ReadAllText(Calibration);
        Assert.Contains($"margin: {shown[1]}\n", after, StringComparison.Ordinal);
        Assert.Equal(Frame(before), Frame(after));
        Assert.Contains("answerFrom: 0.50", after, StringComparison.Ordinal);
        await visit.OpenAsync("/maintain/history");
        Assert.Contains("put new weights into use", visit.Text, StringComparison.Ordinal);
        await LookAsync(visit);
        Assert.Contains("The weights in use are these already.", visit.Text, StringComparison.Ordinal);

        static string Frame(string text) => Regex.Replace(text, @"^(?!answerFrom|offerFrom)(\w+): .*$", "$1", RegexOptions.Multiline);
    }

    [Fact]
    public async Task Weights_that_the_golden_questions_do_not_allow_are_refused_with_the_reason()
    {
        Demand("1", "0", "0");
        var before = File.ReadAllText(Calibration);
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await LookAsync(visit);
        Assert.Contains("would fall below what site.yaml asks for: right replies:", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Use these weights", visit.Text, StringComparison.Ordinal);

        await visit.ForgeAsync("/maintain/fit", ("form", visit.Page.QuerySelector("input[name=form]")!.GetAttribute("value")!), ("state", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visit.Status);
        Assert.Contains("at least 100.0 % wanted", visit.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Calibration));
    }

    [Fact]
    public async Task A_page_that_is_out_of_date_puts_nothing_into_use()
    {
        Demand("0", "1", "99");
        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await LookAsync(visit);
        var edited = File.ReadAllText(Calibration) + "# somebody was here\n";
        File.WriteAllText(Calibration, edited);

        await visit.PressAsync("Use these weights");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visit.Status);
        Assert.Contains("The knowledge has changed", visit.Text, StringComparison.Ordinal);
        Assert.Equal(edited, File.ReadAllText(Calibration));
    }

    [Fact]
    public async Task Without_enough_judged_questions_there_is_no_fit()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(knowledge, "judged"), "not-covered.jsonl").Append(Path.Combine(knowledge, "judged", "quotes.jsonl")))
        {
            File.Delete(file);
        }

        foreach (var entry in Directory.GetFiles(Path.Combine(knowledge, "entries"), "*.md").Where(file => !File.ReadAllText(file).Contains("question: How long should I leave", StringComparison.Ordinal)).Skip(3))
        {
            File.Delete(entry);
        }

        File.WriteAllText(Path.Combine(knowledge, "judged", "entries.jsonl"), "");
        foreach (var guide in Directory.GetFiles(Path.Combine(knowledge, "guides")))
        {
            File.Delete(guide);
        }

        foreach (var entry in Directory.GetFiles(Path.Combine(knowledge, "entries"), "*.md"))
        {
            File.WriteAllText(entry, Regex.Replace(File.ReadAllText(entry), @"^(followups|also):\n(  - .*\n)+", "", RegexOptions.Multiline));
        }

        await using var bot = await StartAsync();
        using var visit = await ConsoleVisit.SignedInAsync(bot.Address);
        await LookAsync(visit);
        Assert.Contains("too few judged questions", visit.Text, StringComparison.Ordinal);
    }

    private static async Task LookAsync(ConsoleVisit visit)
    {
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await visit.OpenAsync("/maintain/fit");
            Assert.Equal(HttpStatusCode.OK, visit.Status);
        }
        while (visit.Text.Contains("This is being worked out.", StringComparison.Ordinal));
    }

    private void Demand(string right, string most, string missed)
    {
        var site = Path.Combine(knowledge, "site.yaml");
        var text = Regex.Replace(File.ReadAllText(site), @"^  (right|leaveOneOut): .*$", string.Create(CultureInfo.InvariantCulture, $"  $1: {right}"), RegexOptions.Multiline);
        text = Regex.Replace(text, @"^  (falseRefusals|falseAnswers|overTriage): .*$", $"  $1: {most}", RegexOptions.Multiline);
        File.WriteAllText(site, text.Replace("redFlagsMissed: 0", $"redFlagsMissed: {missed}", StringComparison.Ordinal));
    }

    private Task<RunningBot> StartAsync() =>
        RunningBot.StartAsync(null, folder.File("talusbot.db"), $"Knowledge:Path={knowledge}", $"Maintain:Key={ConsoleVisit.Key}");
}
