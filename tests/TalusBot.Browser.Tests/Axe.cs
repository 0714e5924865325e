using System.Text.Json;
using Microsoft.Playwright;

namespace TalusBot.Browser.Tests;

/// <summary>axe-core on a page as it stands, shadow roots and frames of its own origin included.</summary>
internal static class Axe
{
    /// <summary>All that runs by default, best practices too, and the size of targets, which WCAG 2.2 AA asks for and axe leaves off.</summary>
    private const string Run =
        """
        async () => {
          const { violations, passes } = await axe.run(document, { rules: { 'target-size': { enabled: true } } });
          return {
            inChat: passes.some(({ nodes }) => nodes.some(({ target }) => target.some((part) => Array.isArray(part)))),
            wrong: violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${html}\n  ${failureSummary}`)),
          };
        }
        """;

    private static readonly string Source = File.ReadAllText(BrowserTools.Find("axe-core", "axe.min.js"));

    /// <summary>What is wrong, fault by fault, and whether axe has looked into a shadow root.</summary>
    public static async Task<(IReadOnlyList<string> Wrong, bool InChat)> CheckAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync(Source);
        }

        var found = await page.EvaluateAsync<JsonElement>(Run);
        return ([.. found.GetProperty("wrong").EnumerateArray().Select(fault => fault.GetString()!)], found.GetProperty("inChat").GetBoolean());
    }

    /// <param name="chat">Whether axe must have looked at something inside the chat's shadow root.</param>
    public static async Task AssertCleanAsync(this IPage page, bool chat, string where)
    {
        var (wrong, inChat) = await CheckAsync(page);
        Assert.True(!chat || inChat, $"{where}: axe saw nothing of the chat.");
        Assert.True(wrong.Count == 0, $"{where}\n{string.Join("\n\n", wrong)}");
    }
}
