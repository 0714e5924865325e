using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>Everything that a page sends, and what it complains about: from the moment this is made, new tabs included.</summary>
internal sealed class Traffic
{
    private readonly ConcurrentQueue<string> asked = new();
    private readonly ConcurrentQueue<string> errors = new();

    public Traffic(IPage first)
    {
        var context = first.Context;
        first.WebSocket += (_, socket) => asked.Enqueue(socket.Url);
        context.Request += (_, request) => asked.Enqueue(request.Url);
        context.Console += (_, line) =>
        {
            if (line.Type is "error" or "warning")
            {
                errors.Enqueue(line.Text);
            }
        };
        context.WebError += (_, error) => errors.Enqueue(error.Error);
        context.Page += (_, page) => page.WebSocket += (_, socket) => asked.Enqueue(socket.Url);
    }

    /// <summary>The hosts that were asked, as host:port.</summary>
    public IReadOnlySet<string> Hosts => asked.Select(url => new Uri(url)).Where(url => url.Scheme != "data").Select(url => url.Authority).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>Errors and warnings of the console, a policy's violations among them.</summary>
    public IReadOnlyCollection<string> Errors => errors;
}
