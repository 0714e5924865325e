using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>What owners of a site can change, on a blog of another origin.</summary>
public sealed class ThemeTests(BlogFixture browser) : IClassFixture<BlogFixture>
{
    private static readonly string[] Accents = ["#ffd400", "#000080", "#e0e0e0", "#d6006c", "rebeccapurple"];

    [Fact]
    public async Task Data_attributes_set_title_side_scheme_and_accent_and_open_the_chat_without_taking_the_focus()
    {
        var page = await OpenAsync(browser.Publish("/attributes", "data-title=\"Ask my blog\" data-position=left data-theme=dark data-accent=\"#ffb000\" data-open"));

        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveAccessibleNameAsync("Ask my blog");
        await Assertions.Expect(page.Launcher()).ToHaveAccessibleNameAsync("Ask my blog");
        await Assertions.Expect(page.Launcher()).ToHaveCSSAsync("background-color", "rgb(255, 176, 0)");
        await Assertions.Expect(page.Locator(".panel")).ToHaveCSSAsync("background-color", "rgb(26, 32, 34)");
        Assert.Equal(24, (await page.Launcher().BoundingBoxAsync())!.X);
        Assert.Equal(24, (await page.Locator(".panel").BoundingBoxAsync())!.X);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement === document.body"));
        await page.ShotAsync("theme-left");
    }

    [Fact]
    public async Task Custom_properties_of_the_page_colour_the_chat()
    {
        var page = await OpenAsync(browser.Publish("/properties", "data-open", "<style>:root { --talusbot-accent: rgb(128 0 0); --talusbot-on-accent: rgb(255 250 205); --talusbot-surface: rgb(255 255 240); --talusbot-radius: 4px; }</style>"));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);

        await Assertions.Expect(page.Launcher()).ToHaveCSSAsync("background-color", "rgb(128, 0, 0)");
        await Assertions.Expect(page.Launcher()).ToHaveCSSAsync("color", "rgb(255, 250, 205)");
        await Assertions.Expect(page.Locator(".panel")).ToHaveCSSAsync("background-color", "rgb(255, 255, 240)");
        await Assertions.Expect(page.Locator(".panel")).ToHaveCSSAsync("border-top-left-radius", "4px");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Whatever_accent_a_site_sets_words_on_it_and_in_it_can_be_read(string theme)
    {
        foreach (var accent in Accents)
        {
            var page = await OpenAsync(browser.Publish($"/accent-{theme}", $"data-open data-theme={theme} data-accent=\"{accent}\""));
            await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
            await page.AskAsync("what kind of tape?");
            await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);

            foreach (var (words, ground) in ((string, string)[])[(".mine .bubble", ".mine .bubble"), (".act", ".bot"), (".source .number", ".source .number")])
            {
                Assert.True(await ContrastAsync(page, words, ground) >= 4.5, $"{words} with {accent} on {theme}: {await ContrastAsync(page, words, ground)}");
            }

            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task A_chat_inside_the_page_fills_its_target()
    {
        var page = await OpenAsync(browser.Publish("/inside", "data-target=\"#chat\"", body: "<h1>A blog</h1><div id=chat style=\"width: 500px; height: 600px; --talusbot-height: 600px\"></div>"));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);

        await Assertions.Expect(page.Launcher()).ToHaveCountAsync(0);
        var box = (await page.GetByRole(AriaRole.Region).BoundingBoxAsync())!;
        Assert.Equal((500, 600), (box.Width, box.Height));
        await page.ShotAsync("theme-inside");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_site_can_say_everything_in_its_own_language_under_a_strict_policy(bool inPage)
    {
        const string German = """{ "language": "de", "placeholder": "Deine Frage …", "send": "Senden", "thumbs": { "up": "Hilfreich" }, "sent": "Gesendet: {}", "sourceCount": { "one": "{} Quelle.", "other": "{} Quellen." } }""";
        var policy = $"default-src 'none'; script-src {browser.Address}; connect-src 'self' {browser.Address} {browser.Address.Replace("http:", "ws:", StringComparison.Ordinal)}";
        var page = await OpenAsync(inPage
            ? browser.Publish("/texts-in-page", "data-open data-texts=\"#words\"", $"<script type=\"application/json\" id=\"words\">{German}</script>", policy: policy)
            : browser.Publish("/texts-elsewhere", $"data-open data-texts=\"{new Uri(browser.PublishFile("/texts.json", German, "application/json")).PathAndQuery}\"", policy: policy));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);

        await Assertions.Expect(page.Input()).ToHaveAttributeAsync("placeholder", "Deine Frage …");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Hilfreich", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Not helpful" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Answers()).ToContainTextAsync("13. Oktober 2020");
        await Assertions.Expect(page.Locator(".announcer")).ToContainTextAsync("Gesendet: what kind of tape?");
        await Assertions.Expect(page.Locator("talus-bot")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(page.Answers().Locator(".body")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task Texts_that_cannot_be_read_leave_the_English_ones()
    {
        var page = await OpenAsync(browser.Publish("/texts-missing", "data-open data-texts=\"/nothing.json\""));

        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await Assertions.Expect(page.Input()).ToHaveAttributeAsync("placeholder", "Ask a question…");
    }

    [Fact]
    public async Task A_language_that_does_not_exist_is_taken_as_English()
    {
        var words = "<script type=\"application/json\" id=\"words\">{ \"language\": \"en_GB\", \"placeholder\": \"Go on\" }</script>";
        var page = await OpenAsync(browser.Publish("/texts-language", "data-open data-texts=\"#words\"", words));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await page.AskAsync("what kind of tape?");

        await Assertions.Expect(page.Answers()).ToContainTextAsync("13 October 2020");
        await Assertions.Expect(page.Input()).ToHaveAttributeAsync("placeholder", "Go on");
        await Assertions.Expect(page.Locator("talus-bot")).ToHaveAttributeAsync("lang", "en-GB");
    }

    [Fact]
    public async Task A_site_can_ask_that_the_talk_outlives_its_last_tab()
    {
        var page = await OpenAsync(browser.Publish("/remembering", "data-open data-remember"));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await page.AskAsync("what kind of tape?");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);
        var (context, address) = (page.Context, page.Url);
        await page.CloseAsync();

        var later = await context.NewPageAsync();
        await later.GotoAsync(address);
        await Assertions.Expect(later.Messages()).ToHaveCountAsync(3);
        await later.AskAsync("how long do I keep it on?");
        await Assertions.Expect(later.Messages()).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task Sources_lead_from_another_site_to_the_very_words_by_a_text_fragment()
    {
        var page = await OpenAsync(browser.Publish("/sources", "data-open"));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await page.AskAsync("what kind of tape?");

        var source = page.Answers().Locator("a.source").First;
        await Assertions.Expect(source).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex($"^{browser.Address}/article/ankle-talus#c12:~:text=.*athletic"));
        await Assertions.Expect(source).ToContainTextAsync("(opens in a new tab)");
    }

    [Fact]
    public async Task A_link_to_an_answer_holds_the_question_that_gets_it()
    {
        var page = await OpenAsync(browser.Publish("/links", "data-open"));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(1);
        await page.AskAsync("what kind of tape? & why");
        await Assertions.Expect(page.Answers()).ToHaveCountAsync(1);

        await page.Answers().GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();

        await Assertions.Expect(page.Answers().Locator(".note")).ToHaveTextAsync("Link copied.");
        Assert.Equal($"{browser.Address}/ask?q=what%20kind%20of%20tape%3F%20%26%20why", await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    private static Task<double> ContrastAsync(IPage page, string words, string ground) => page.EvaluateAsync<double>("""
        ([words, ground]) => {
          const root = document.querySelector('talus-bot').shadowRoot;
          const last = (selector) => getComputedStyle([...root.querySelectorAll(selector)].at(-1));
          const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const luminance = (colour) => {
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const [dark, light] = [luminance(last(words).color), luminance(last(ground).backgroundColor)].sort((a, b) => a - b);
          return (light + 0.05) / (dark + 0.05);
        }
        """, new[] { words, ground });

    private Task<IPage> OpenAsync(string address) => browser.OpenAsync(BrowserFixture.Desktop(), address);
}
