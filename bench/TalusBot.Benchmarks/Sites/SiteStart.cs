using System.Globalization;
using System.Text;
using System.Text.Json;
using TalusBot.Benchmarks.Turns;

namespace TalusBot.Benchmarks.Sites;

/// <summary>How long a large site takes from the start to the first answer, and to all its vectors; and how much memory.</summary>
internal static class SiteStart
{
    private const int Questions = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Starts the program twice: without vectors, and with those of the first time.</summary>
    /// <param name="program">The folder of the program.</param>
    /// <param name="folder">As <see cref="SiteWriter"/> wrote it; <c>data/</c> in it is emptied first.</param>
    public static async Task<int> MeasureAsync(string program, string folder)
    {
        var data = Path.Combine(folder, "data");
        (string, string)[] site = [("Knowledge__Path", Path.Combine(folder, "knowledge")), ("Knowledge__Seeds", Path.Combine(folder, "seeds"))];
        await RunAsync("first start", () => MeasuredBot.Ours(program, data, site));
        await RunAsync("next start", () => MeasuredBot.OursAgain(program, data, site));
        return 0;
    }

    private static async Task RunAsync(string name, Func<MeasuredBot> start)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var bot = start();
        using var http = new HttpClient { BaseAddress = bot.Address };
        while (!await IsAnsweredAsync(http, 0))
        {
            await LaterAsync(bot, since);
        }

        Say(name, "first answer", since, bot);
        if (await MeaningsAsync(http) is var (done, of) && done < of)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {of} sentences, {done} of them encoded"));
            await LatencyAsync(name + ", meanwhile", http);
            while (await MeaningsAsync(http) is var (now, all) && now < all)
            {
                await LaterAsync(bot, since);
            }

            Say(name, "all vectors", since, bot);
        }

        await LatencyAsync(name + ", with all vectors", http);
    }

    private static async Task LaterAsync(MeasuredBot bot, long since)
    {
        if (bot.HasEnded || TimeProvider.System.GetElapsedTime(since) > Longest)
        {
            throw new InvalidOperationException("The bot does not get there.");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    private static async Task LatencyAsync(string name, HttpClient http)
    {
        var times = new List<double>();
        for (var i = 1; i <= Questions; i++)
        {
            var since = TimeProvider.System.GetTimestamp();
            if (!await IsAnsweredAsync(http, i))
            {
                throw new InvalidOperationException("The bot does not answer.");
            }

            times.Add(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: a reply after {times[Questions / 2]:0} ms (median), {times[Questions * 99 / 100]:0} ms (p99)"));
    }

    private static async Task<bool> IsAnsweredAsync(HttpClient http, int number)
    {
        try
        {
            using var asked = new StringContent(string.Create(CultureInfo.InvariantCulture, $"{{\"question\":\"why does my fig number {(number * 997) % 50_000} by the door have yellow leaves?\"}}"), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/api/ask", UriKind.Relative), asked);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<(int Done, int Of)> MeaningsAsync(HttpClient http)
    {
        using var health = JsonDocument.Parse(await http.GetStringAsync(new Uri("/health", UriKind.Relative)));
        var meanings = health.RootElement.GetProperty("knowledge").GetProperty("meanings");
        return (meanings.GetProperty("done").GetInt32(), meanings.GetProperty("of").GetInt32());
    }

    private static void Say(string name, string what, long since, MeasuredBot bot)
    {
        var took = TimeProvider.System.GetElapsedTime(since).TotalSeconds;
        var memory = bot.Memory;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {what} after {took:0.0} s; memory {memory.Resident:0} MB, at most {memory.Most:0} MB"));
    }
}
