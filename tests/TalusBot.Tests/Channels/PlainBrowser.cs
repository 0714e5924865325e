using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using TalusBot.Tests.Privacy;

namespace TalusBot.Tests.Channels;

/// <summary>A browser without JavaScript: it shows pages, follows links and sends forms.</summary>
internal sealed class PlainBrowser(RunningBot bot, string language = "en-GB,en;q=0.8") : IDisposable
{
    private readonly HttpClient http = new(new SuiteLog.Ear(new HttpClientHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.All }));

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    public Uri Address { get; private set; } = new(bot.Address);

    public string Words => Plain(Page.QuerySelector("main")!.TextContent);

    public string Answer => Plain(Page.QuerySelector(".answer .words")!.TextContent);

    public string? Outcome => Page.QuerySelector("article > .answer")?.GetAttribute("data-outcome");

    /// <summary>The words on the buttons and chips under the answer.</summary>
    public IReadOnlyList<string> Buttons => [.. Page.QuerySelectorAll("article .chip").Select(chip => chip.TextContent)];

    public Task GoAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path)));

    public Task ReloadAsync() => GoAsync(Address.PathAndQuery);

    /// <summary>Writes into the field of the page and presses Enter.</summary>
    public Task AskAsync(string question) => SubmitAsync(Page.QuerySelector<IHtmlInputElement>("#q")!.Form!, ("q", question));

    public async Task AskAnewAsync(string question)
    {
        await GoAsync("/ask");
        await AskAsync(question);
    }

    /// <summary>Presses the button, or follows the link, with these words on it.</summary>
    public Task PressAsync(string words)
    {
        var chip = Page.QuerySelectorAll("a, button").Single(one => one.TextContent == words);
        return chip is IHtmlButtonElement button ? SubmitAsync(button.Form!, (button.Name!, button.Value)) : GoAsync(chip.GetAttribute("href")!);
    }

    /// <summary>Sends a form as it stood on a page that was shown before.</summary>
    public Task SubmitAsync(IHtmlFormElement form, (string Name, string Value) pressed)
    {
        Assert.Equal("post", form.Method);
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(field => KeyValuePair.Create(field.Name!, field.Value));
        return PostAsync([.. fields, KeyValuePair.Create(pressed.Name, pressed.Value)], form.GetAttribute("action")!);
    }

    public Task PostAsync(IEnumerable<KeyValuePair<string, string>> fields, string path = "/ask") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new FormUrlEncodedContent(fields) });

    public async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("Accept", "text/html,application/xhtml+xml");
            request.Headers.Add("Accept-Language", language);
            using var answer = await http.SendAsync(request);
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            (Status, Address) = (answer.StatusCode, answer.RequestMessage!.RequestUri!);
            Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        }
    }

    public void Dispose() => http.Dispose();

    public static string Plain(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
