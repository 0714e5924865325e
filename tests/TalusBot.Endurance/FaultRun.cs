using System.Globalization;
using TalusBot.Tests;

namespace TalusBot.Endurance;

/// <summary>Talks go on while the processes that hold them, and the database, are killed at random moments.</summary>
internal sealed class FaultRun(bool isPostgreSql, int kills, int processes, int talkers, int databaseCrashes, int seed)
{
    /// <summary>Beside so many who listen at a socket, one has the replies in the answers to the messages.</summary>
    private const int TalkersForOneAtOnce = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(900);

    /// <summary>So long a process serves at most before it is killed, where it gets that far.</summary>
    private static readonly TimeSpan LongestService = TimeSpan.FromSeconds(2);

    /// <summary>One kill in four comes while the process is still starting, and takes over what the one before left.</summary>
    private const double ShareAtStart = 0.25;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly List<string> questions = Script.Questions(Repository.Knowledge);

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var chance = new Random(seed);
        using var machines = new Machines(isPostgreSql, isPostgreSql ? processes : 1);
        using var http = new HttpClient();
        await machines.ReadyAsync(http, cancel);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var talking = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var people = Enumerable.Range(0, talkers).Select(n => new Talker(new Caller(http, Next(machines.Bots, new Random(seed + n)), clock), clock)).ToList();
        var atOnce = Enumerable.Range(0, (talkers + TalkersForOneAtOnce - 1) / TalkersForOneAtOnce).Select(n => new AtOnceTalker(new Caller(http, Next(machines.Bots, new Random(seed + 2000 + n)), clock), $"{seed}-{n}")).ToList();
        await Task.WhenAll(people.Select(one => one.BeginAsync(cancel)));
        var listens = people.Select(one => one.ListenAsync(listening.Token)).ToList();
        List<Task> talks =
        [
            .. people.Select((one, n) => TalkAsync(one.SayAsync, new Random(seed + 1000 + n), talking.Token, cancel)),
            .. atOnce.Select((one, n) => TalkAsync(one.SayAsync, new Random(seed + 3000 + n), talking.Token, cancel)),
        ];

        for (var kill = 1; kill <= kills; kill++)
        {
            var bot = machines.Bots[chance.Next(machines.Bots.Count)];
            var isAtStart = chance.NextDouble() < ShareAtStart;
            if (!isAtStart)
            {
                await bot.ReadyAsync(http, cancel);
            }

            await Task.Delay((isAtStart ? LongestStart : LongestService) * chance.NextDouble(), clock, cancel);
            bot.KillAndStart();
            if (machines.Server is { } server && databaseCrashes > 0 && kill % Math.Max(1, kills / databaseCrashes) == 0)
            {
                server.Crash();
                server.Start();
            }

            if (kill % 20 == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill} kills, {people.Sum(one => one.Acknowledged.Count)} messages acknowledged, {atOnce.Sum(one => one.Answered)} answered at once"));
            }
        }

        await machines.ReadyAsync(http, cancel);
        await talking.CancelAsync();
        await Task.WhenAll(talks);
        await AnsweredAsync(people, cancel);
        await listening.CancelAsync();
        await Task.WhenAll(listens);
        var tally = (await Task.WhenAll(people.Select(one => Tally.OfAsync(one, cancel)))).Aggregate((a, b) => a + b);
        Console.WriteLine($"{(isPostgreSql ? $"PostgreSQL, {processes} processes, {databaseCrashes} crashes of the server" : "SQLite")}, {kills} kills, seed {seed}");
        Console.WriteLine(tally);
        var lostAtOnce = (await Task.WhenAll(atOnce.Select(one => one.LostAsync(cancel)))).Sum();
        Console.WriteLine($"answered at once          {atOnce.Sum(one => one.Answered)}");
        Console.WriteLine($"answered at once and lost {lostAtOnce}");
        return tally.IsGood && lostAtOnce == 0 && atOnce.All(one => one.Answered > 0) ? 0 : 1;
    }

    private static Func<Uri> Next(List<Bot> bots, Random chance) => () => bots[chance.Next(bots.Count)].Address;

    private async Task TalkAsync(Func<string, CancellationToken, Task> say, Random chance, CancellationToken enough, CancellationToken cancel)
    {
        while (!enough.IsCancellationRequested)
        {
            await say(questions[chance.Next(questions.Count)], cancel);
            await Task.Delay(LongestPause * chance.NextDouble(), clock, cancel);
        }
    }

    /// <summary>Until the sockets have brought a reply to everything that was acknowledged; what is missing after a good while is counted.</summary>
    private async Task AnsweredAsync(List<Talker> people, CancellationToken cancel)
    {
        var since = clock.GetTimestamp();
        while (people.Any(one => one.Awaited > 0) && clock.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancel);
        }
    }
}
