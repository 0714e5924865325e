using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace TalusBot.Tests.Maintenance.Console;

/// <summary>A maintainer at a browser without a script: follows links, fills in forms and presses their buttons.</summary>
internal sealed class ConsoleVisit : IDisposable
{
    public const string Key = "a key of 20 letters!";
    private readonly HttpClient http;

    public ConsoleVisit(string address)
    {
        Cookies = new CookieContainer();
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; }

    public HttpStatusCode Status { get; private set; }

    /// <summary>The page that is open.</summary>
    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    /// <summary>Where it is: a path, or the whole address of another site.</summary>
    public string At { get; private set; } = "";

    public static async Task<ConsoleVisit> SignedInAsync(string address, string name = "Ada")
    {
        var visit = new ConsoleVisit(address);
        await visit.OpenAsync("/maintain/sign-in");
        await visit.PressAsync("Sign in", ("name", name), ("key", Key));
        Assert.Equal("/maintain/inbox", visit.At);
        return visit;
    }

    public string Text => Page.QuerySelector("main")?.TextContent ?? "";

    /// <summary>Goes there, and on to where it leads.</summary>
    public async Task OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        await GoAsync(request);
    }

    /// <summary>Fills in and sends the first form that has a button of that name.</summary>
    public Task PressAsync(string button, params (string Name, string Value)[] fields) => PressAsync(button, within: null, fields);

    /// <param name="within">Words that the part of the page holds in which the button is.</param>
    public async Task PressAsync(string button, string? within, params (string Name, string Value)[] fields)
    {
        using var request = Pressed(button, within, fields);
        await GoAsync(request);
    }

    /// <summary>Presses a button and gets what follows as soon as it begins; the page stays open.</summary>
    public async Task<HttpResponseMessage> DownloadAsync(string button)
    {
        using var request = Pressed(button, within: null);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private HttpRequestMessage Pressed(string button, string? within, params (string Name, string Value)[] fields)
    {
        var pressed = Page.QuerySelectorAll("button").OfType<IHtmlButtonElement>()
            .First(one => one.TextContent.Trim() == button && (within is null || one.Closest("li, section, main")!.TextContent.Contains(within, StringComparison.Ordinal)));
        var form = pressed.Form!;
        var sent = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements.Where(element => element.GetAttribute("name") is { Length: > 0 }))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement input when !fields.Any(field => field.Name == name):
                    sent.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement text when !fields.Any(field => field.Name == name):
                    sent.Add(new(name, text.Value));
                    break;
                case IHtmlSelectElement select when !fields.Any(field => field.Name == name):
                    sent.Add(new(name, select.Value ?? ""));
                    break;
            }
        }

        sent.AddRange(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        if (pressed.GetAttribute("name") is { Length: > 0 } itself)
        {
            sent.Add(new(itself, pressed.GetAttribute("value") ?? ""));
        }

        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? At;
        return new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(sent) };
    }

    /// <summary>Sends a form that no page gave.</summary>
    public async Task ForgeAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))) };
        await GoAsync(request);
    }

    public void Dispose() => http.Dispose();

    private async Task GoAsync(HttpRequestMessage request)
    {
        var path = request.RequestUri!.OriginalString;
        var answer = await http.SendAsync(request);
        for (var leads = 0; leads < 5 && answer.Headers.Location is { } next; leads++)
        {
            answer.Dispose();
            var to = new Uri(new Uri(http.BaseAddress!, path), next);
            path = http.BaseAddress!.IsBaseOf(to) ? to.PathAndQuery : to.AbsoluteUri;
            answer = await http.GetAsync(to);
        }

        (At, Status) = (path, answer.StatusCode);
        Page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        answer.Dispose();
    }
}
