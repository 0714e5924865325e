using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalusBot.Browser.Tests;

/// <summary>The bot, and a blog of another origin whose pages may talk to it.</summary>
public class BlogFixture : BrowserFixture
{
    private readonly ConcurrentDictionary<string, (string Body, string Type, string? Policy)> files = new(StringComparer.Ordinal);
    private WebApplication? blog;

    /// <summary>Where the blog answers, without a slash at the end.</summary>
    public string Blog { get; } = $"http://localhost:{LoopbackPort.Free()}";

    protected override IEnumerable<(string Name, string Value)> Settings => [("DirectLine__AllowedOrigins__0", Blog)];

    /// <summary>Puts a page on the blog that holds the widget's script tag, and returns its address.</summary>
    /// <param name="attributes">More attributes of the script tag, such as data-open.</param>
    /// <param name="head">More of the page's head; the script tag comes after it.</param>
    /// <param name="policy">The page's Content-Security-Policy; null for none.</param>
    public string Publish(string path, string attributes = "", string head = "", string body = "<h1>A blog</h1>", string? policy = null) =>
        PublishFile(path, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>A blog</title>
            {head}
            <script src="{Address}/embed.js" {attributes} defer></script>
            </head>
            <body>{body}</body>
            </html>
            """, "text/html; charset=utf-8", policy);

    /// <summary>Puts any file on the blog, and returns its address.</summary>
    public string PublishFile(string path, string body, string type, string? policy = null)
    {
        files[path] = (body, type, policy);
        return Blog + path;
    }

    public override async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        blog = builder.Build();
        blog.Urls.Add(Blog);
        blog.Run(Serve);
        await blog.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (blog is not null)
        {
            await blog.DisposeAsync();
        }
    }

    private async Task Serve(HttpContext context)
    {
        if (!files.TryGetValue(context.Request.Path, out var file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (file.Policy is { } policy)
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
        }

        context.Response.ContentType = file.Type;
        await context.Response.WriteAsync(file.Body, context.RequestAborted);
    }
}
