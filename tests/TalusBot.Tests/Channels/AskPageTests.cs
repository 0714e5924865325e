using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using TalusBot.Knowledge;

namespace TalusBot.Tests.Channels;

public sealed class AskPageTests
{
    private const string Guide = "Is it my calf or my talus?";
    private const string Unanswered = "should I use heat or ice?";

    private static readonly Snapshot Shipped = ShippedKnowledge.Snapshot;

    public static TheoryData<string> Guides { get; } = [.. Shipped.Guides.Select(guide => guide.Question)];

    [Theory]
    [InlineData("Which tape should I use?", "Plain athletic tape is enough")]
    [InlineData("How long should I leave the tape on?", "leave it on")]
    [InlineData("How long until my ankle gets better?", "weeks")]
    public async Task The_main_questions_are_answered_with_links_to_the_very_sentences(string question, string expected)
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync(question);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("answered", browser.Outcome);
        Assert.Equal(question, browser.Page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith(question, browser.Page.Title, StringComparison.Ordinal);
        Assert.Contains(expected, browser.Answer, StringComparison.Ordinal);
        var sources = browser.Page.QuerySelectorAll(".sources li");
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            Assert.Matches("the author|a reader", source.TextContent);
            await LeadsToTheSentence(bot, source.QuerySelector("a")!.GetAttribute("href")!);
        }

        foreach (var mark in browser.Page.QuerySelectorAll<IHtmlAnchorElement>("a.mark"))
        {
            Assert.NotNull(browser.Page.QuerySelector(mark.GetAttribute("href")!));
        }
    }

    [Fact]
    public async Task A_link_with_a_question_shows_the_same_answer_and_keeps_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask?q=what%20kind%20of%20tape");
        var answer = browser.Answer;
        await browser.ReloadAsync();
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(Unanswered));

        Assert.DoesNotContain("noted", browser.Words, StringComparison.Ordinal);
        Assert.Equal("noindex, nofollow", browser.Page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT id FROM conversation"));

        await browser.AskAnewAsync("what kind of tape");
        Assert.Equal(answer, browser.Answer);
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task A_whole_guide_is_walked_by_its_buttons_and_begun_again(string guide)
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync(guide);
        var first = StepOf(browser);
        for (var step = 0; !browser.Buttons.Contains("Start over"); step++)
        {
            Assert.InRange(step, 0, 20);
            Assert.Equal("guide", browser.Outcome);
            await browser.PressAsync(browser.Buttons[0]);
        }

        Assert.NotEmpty(browser.Page.QuerySelectorAll(".earlier details"));
        await browser.PressAsync("Start over");
        Assert.Equal(first, StepOf(browser));
    }

    [Fact]
    public async Task A_guide_goes_on_from_a_link_that_somebody_shared_and_back_again()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(Guide));
        var first = StepOf(browser);
        await browser.PressAsync("No");
        var second = StepOf(browser);
        await browser.PressAsync("Back");

        Assert.NotEqual(first, second);
        Assert.Equal(first, StepOf(browser));
    }

    [Fact]
    public async Task A_short_question_goes_on_from_the_one_before()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask?q=what%20kind%20of%20tape");
        await browser.AskAsync("who said that?");
        Assert.Contains("b-reddy, the author,", browser.Answer, StringComparison.Ordinal);

        await browser.PressAsync("Show more");
        Assert.Equal("answered", browser.Outcome);
        Assert.Equal(2, browser.Page.QuerySelectorAll(".earlier details").Length);
    }

    [Fact]
    public async Task Loading_a_page_again_or_sending_its_form_twice_says_nothing_twice()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask");
        var form = browser.Page.QuerySelector<IHtmlFormElement>("form")!;
        await Task.WhenAll(browser.SubmitAsync(form, ("q", Unanswered)), browser.SubmitAsync(form, ("q", Unanswered)));
        await browser.ReloadAsync();
        await browser.ReloadAsync();

        Assert.Equal(["3"], DataFile.Rows(folder.File("talusbot.db"), "SELECT COUNT(*) FROM log_entry"));
        Assert.Equal([Unanswered], DataFile.Rows(folder.File("talusbot.db"), "SELECT question FROM inbox"));
    }

    [Fact]
    public async Task A_button_of_an_older_page_is_not_taken_for_the_answer_to_a_newer_question()
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync(Guide);
        var older = browser.Page.QuerySelector<IHtmlFormElement>("article form")!;
        await browser.SubmitAsync(older, ("choice", "No"));
        var second = browser.Answer;

        await browser.SubmitAsync(older, ("choice", "No"));
        Assert.Equal(second, browser.Answer);
        Assert.Null(browser.Page.QuerySelector("[role=status]"));

        await browser.SubmitAsync(older, ("choice", "Not sure"));
        Assert.Equal(second, browser.Answer);
        Assert.Contains("has gone on", browser.Page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ask?q=")]
    [InlineData("")]
    public async Task A_warning_sign_gets_advice_for_the_readers_place_and_nothing_to_try(string link)
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot, "en-GB");
        const string Sign = "my foot is cold and blue since I twisted my ankle";
        await (link.Length > 0 ? browser.GoAsync(link + Uri.EscapeDataString(Sign)) : browser.AskAnewAsync(Sign));

        Assert.Equal("safety", browser.Outcome);
        Assert.Contains("999", browser.Answer, StringComparison.Ordinal);
        Assert.Empty(browser.Buttons);
    }

    [Fact]
    public async Task A_question_without_an_answer_reaches_the_maintainers_once()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask?q=" + Uri.EscapeDataString(Unanswered));
        Assert.Equal("notCovered", browser.Outcome);
        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT question FROM inbox"));

        await browser.PressAsync("Send the question to the people who look after this bot");
        Assert.Contains("I have noted your question", browser.Answer, StringComparison.Ordinal);
        Assert.Contains(Unanswered, browser.Page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([Unanswered + "|notCovered"], DataFile.Rows(folder.File("talusbot.db"), "SELECT question, reason FROM inbox"));
    }

    [Fact]
    public async Task None_of_these_reaches_the_maintainers_even_from_a_shared_link()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.GoAsync("/ask?q=start%20the%20check");
        Assert.Equal("clarify", browser.Outcome);
        await browser.PressAsync("None of these");

        Assert.Equal(["start the check|noneOfThese"], DataFile.Rows(folder.File("talusbot.db"), "SELECT question, reason FROM inbox"));
    }

    [Fact]
    public async Task A_deleted_talk_is_gone_and_cannot_be_begun_again()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync("what kind of tape?");
        var (talk, form) = (browser.Address.PathAndQuery, browser.Page.QuerySelector<IHtmlInputElement>("#q")!.Form!);
        await browser.PressAsync("Delete this talk");

        Assert.Empty(DataFile.Rows(folder.File("talusbot.db"), "SELECT body FROM log_entry"));
        await browser.GoAsync(talk);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        await browser.SubmitAsync(form, ("q", "and how long?"));
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Equal("and how long?", browser.Page.QuerySelector<IHtmlInputElement>("#q")!.Value);
    }

    [Fact]
    public async Task A_talk_opens_with_its_own_token_only_and_for_a_day()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var bot = await RunningBot.StartAsync(clock);
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync("what kind of tape?");
        var mine = browser.Address.PathAndQuery;
        var chat = await bot.TalkAsync();
        foreach (var talk in (string[])["nonsense", chat.Token, chat.Id, mine[(mine.IndexOf('=', StringComparison.Ordinal) + 1)..^3] + "AAA"])
        {
            await browser.GoAsync("/ask?talk=" + talk);
            Assert.Equal(HttpStatusCode.Gone, browser.Status);
        }

        await browser.GoAsync(mine);
        Assert.Equal("answered", browser.Outcome);
        clock.Advance(TimeSpan.FromDays(1));
        await browser.GoAsync(mine);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
    }

    [Fact]
    public async Task Deleting_a_talk_by_an_old_page_says_that_it_may_still_be_kept()
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        await using var bot = await RunningBot.StartAsync(clock, folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync("what kind of tape?");
        clock.Advance(TimeSpan.FromDays(1));
        await browser.PressAsync("Delete this talk");

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Contains("could not be deleted", browser.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("may still be kept until it expires", browser.Words, StringComparison.Ordinal);
        Assert.NotEmpty(DataFile.Rows(folder.File("talusbot.db"), "SELECT body FROM log_entry"));
        await browser.AskAsync("how long?");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task An_answer_is_rated_by_a_button_below_it_and_the_rating_taken_back()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync("what kind of tape?");
        await browser.PressAsync("This did not help");

        Assert.Equal("You said that this did not help. Somebody will look at this answer. Take that back", Rating(browser));
        Assert.StartsWith("#rating-", browser.Address.Fragment, StringComparison.Ordinal);
        Assert.Equal("what kind of tape?", browser.Page.QuerySelector("h1")!.TextContent);
        await browser.ReloadAsync();
        await browser.PressAsync("Take that back");
        Assert.Equal("This helped This did not help", Rating(browser));

        await browser.PressAsync("This helped");
        await browser.AskAsync("hello");
        Assert.Null(browser.Page.QuerySelector("article .rating"));
        Assert.Equal("You said that this helped. Take that back", PlainBrowser.Plain(browser.Page.QuerySelector(".earlier .rating")!.TextContent));
        Assert.Equal(["up"], DataFile.Rows(folder.File("talusbot.db"), "SELECT thumb FROM feedback"));
    }

    [Theory]
    [InlineData("", "up")]
    [InlineData("1", "up")]
    [InlineData("99999999999999999999", "up")]
    [InlineData("3", "sideways")]
    public async Task What_is_no_rating_of_an_answer_leads_to_the_talk_as_it_stands(string rated, string thumb)
    {
        await using var bot = await RunningBot.StartAsync();
        using var browser = new PlainBrowser(bot);
        await browser.AskAnewAsync("what kind of tape?");
        var token = browser.Page.QuerySelector<IHtmlInputElement>("input[name=talk]")!.Value;
        await browser.PostAsync([new("talk", token), new("rated", rated), new("thumb", thumb)]);

        Assert.Equal((HttpStatusCode.OK, "answered"), (browser.Status, browser.Outcome));
        Assert.Equal("This helped This did not help", Rating(browser));
    }

    private static string Rating(PlainBrowser browser) => PlainBrowser.Plain(browser.Page.QuerySelector("article .rating")!.TextContent);

    private static string StepOf(PlainBrowser browser) => browser.Page.QuerySelector(".answer strong")!.TextContent;

    private static async Task LeadsToTheSentence(RunningBot bot, string href)
    {
        var (path, anchor, fragment) = (href.Split('#')[0], href.Split('#')[1].Split(":~:text=")[0], href.Split(":~:text=")[1]);
        var article = new HtmlParser().ParseDocument(await bot.Http.GetStringAsync(path));
        var place = PlainBrowser.Plain(article.GetElementById(anchor)!.TextContent);
        Assert.All(fragment.Split(','), part => Assert.Contains(Uri.UnescapeDataString(part), place, StringComparison.Ordinal));
    }
}
