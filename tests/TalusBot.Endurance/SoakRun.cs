using System.Globalization;
using TalusBot.Tests;

namespace TalusBot.Endurance;

/// <summary>Many sockets, a steady load, and what it does to replies and memory.</summary>
internal sealed class SoakRun(bool isPostgreSql, int sockets, int rate, TimeSpan length)
{
    private const double LongestDelay = 250;
    private const double MostMemory = 600e6;

    /// <summary>How much more memory the last third of a long run may hold than the second.</summary>
    private const double MostGrowth = 1.05;
    private static readonly TimeSpan Warming = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider clock = TimeProvider.System;

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        using var machines = new Machines(isPostgreSql, 1);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 });
        await machines.ReadyAsync(http, cancel);
        var bot = machines.Bots[0];
        var people = Enumerable.Range(0, sockets).Select(_ => new Talker(new Caller(http, () => bot.Address, clock), clock)).ToList();
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancel }, async (one, stop) => await one.BeginAsync(stop));
        var listens = people.Select(one => one.ListenAsync(listening.Token)).ToList();
        var since = clock.GetTimestamp();
        while (!people.TrueForAll(one => one.IsListening))
        {
            await Task.Delay(BetweenChecks, clock, cancel);
        }

        // Only then: what opening them all at once does to others is another question.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sockets} web sockets opened in {clock.GetElapsedTime(since).TotalSeconds:0.0} s, memory {bot.Memory / 1e6:0} MB"));

        var memory = new List<double>();
        var delays = new List<double>();
        var printing = PrintAsync();
        await TalkAsync(people, cancel);
        await printing;
        await AnsweredAsync(people, cancel);
        var reconnects = people.Sum(one => one.Reconnects);
        await listening.CancelAsync();
        await Task.WhenAll(listens);
        Collect(people, delays);

        var tally = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (one, stop) =>
        {
            var its = await Tally.OfAsync(one, stop);
            lock (people)
            {
                tally += its;
            }
        });
        delays.Sort();
        var third = memory.Count / 3;
        var growth = Median(memory[(2 * third)..]) / Median(memory[third..(2 * third)]);
        var isGood = tally.IsGood && At(delays, 0.99) <= LongestDelay && memory.Max() <= MostMemory && (length < 2 * Warming || growth <= MostGrowth);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sockets} sockets, {rate} messages a second, {length.TotalMinutes:0.#} minutes"));
        Console.WriteLine(tally with { Reconnects = reconnects });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reply p50                 {At(delays, 0.5):0.0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reply p99                 {At(delays, 0.99):0.0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory, most              {memory.Max() / 1e6:0} MB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory, last third / second third  {growth:0.000}"));
        return isGood ? 0 : 1;

        async Task PrintAsync()
        {
            var begun = clock.GetTimestamp();
            while (clock.GetElapsedTime(begun) < length)
            {
                await Task.Delay(BetweenLines, clock, cancel);
                memory.Add(bot.Memory);
                var now = new List<double>();
                Collect(people, now);
                delays.AddRange(now);
                now.Sort();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{clock.GetElapsedTime(begun):mm\\:ss}  {now.Count,6} replies  p50 {At(now, 0.5),6:0.0} ms  p99 {At(now, 0.99),6:0.0} ms  memory {memory[^1] / 1e6:0} MB"));
            }
        }
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];

    private static double Median(List<double> values) => At([.. values.Order()], 0.5);

    private static void Collect(List<Talker> people, List<double> into)
    {
        foreach (var one in people)
        {
            while (one.Delays.TryDequeue(out var delay))
            {
                into.Add(delay);
            }
        }
    }

    /// <summary>One message after the other at a steady pace, whoever's turn it is, without waiting for replies.</summary>
    private async Task TalkAsync(List<Talker> people, CancellationToken cancel)
    {
        var questions = Script.Questions(Repository.Knowledge);
        var begun = clock.GetTimestamp();
        var saying = new List<Task>();
        for (var n = 0; clock.GetElapsedTime(begun) < length; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / rate) - clock.GetElapsedTime(begun);
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, clock, cancel);
            }

            saying.Add(people[n % people.Count].SayAsync(questions[n % questions.Count], cancel));
            if (saying.Count > 10_000)
            {
                saying.RemoveAll(one => one.IsCompletedSuccessfully);
            }
        }

        await Task.WhenAll(saying);
    }

    private async Task AnsweredAsync(List<Talker> people, CancellationToken cancel)
    {
        var since = clock.GetTimestamp();
        while (people.Any(one => one.Awaited > 0) && clock.GetElapsedTime(since) < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancel);
        }
    }
}
